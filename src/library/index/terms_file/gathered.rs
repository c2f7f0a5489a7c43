//! The terms of a segment of documents that are being indexed.

use std::any::Any;
use std::iter::Map;
use std::panic::resume_unwind;
use std::slice::Iter;
use std::thread;

use tantivy::indexer::doc_id_mapping::DocIdMapping;
use tantivy::plugin::PluginWriter;
use tantivy::schema::Schema;
use tantivy::schema::document::ErasedDocument;
use tantivy::{DocId, Segment};

use super::{Encoded, Lengths, OCCURRENCES, Writer};
use crate::library::index::custom::{content, internal, refuse_order};
use crate::library::listing::Key;
use crate::library::spread;
use crate::library::vector::Occurrences;

/// Into how many parts the terms of a segment that is being made are put, by their keys'
/// highest bits, so that each is sorted where it fits in the processor's cache.
const PARTS: usize = 1 << 8;

/// How many times the room of other files they take.
const ROOMS: usize = 2;

/// Bits of what is told of a term in a document: the rest of its key, the document, and how
/// often it occurs.
const REST: u32 = Key::BITS - PARTS.ilog2();
const DOCUMENT: u32 = u16::BITS;
const _: () = assert!(REST + DOCUMENT + OCCURRENCES == u64::BITS);

/// Documents that a segment may have when it is made; merged they are as many as one likes.
pub(in crate::library::index) const DOCUMENTS: u64 = 1 << DOCUMENT;

/// The terms of the documents of a segment that is being made.
pub(super) struct Gathered {
    parts: Vec<Vec<u64>>,
    lengths: Lengths,
}

impl Gathered {
    /// With room for so many bytes at once.
    pub(super) fn new(room: usize) -> Self {
        let in_part = ROOMS * room / size_of::<u64>() / PARTS;
        Self {
            parts: (0..PARTS).map(|_| Vec::with_capacity(in_part)).collect(),
            lengths: Lengths::default(),
        }
    }
}

impl PluginWriter for Gathered {
    fn add_document(
        &mut self,
        document: DocId,
        given: &dyn ErasedDocument,
        _: &Schema,
    ) -> tantivy::Result<()> {
        let document = u16::try_from(document);
        let document = document.map_err(|_| internal("too many documents for a new segment"))?;
        let mut values = content(given)?
            .terms
            .as_chunks()
            .0
            .iter()
            .copied()
            .map(u64::from_le_bytes);
        self.lengths.push(values.next().unwrap_or(0) as u32);
        for value in values {
            let (key, occurrences) = (value >> OCCURRENCES, value as u8);
            let rest = key << (u64::BITS - REST);
            self.parts[(key >> REST) as usize]
                .push(rest | u64::from(document) << OCCURRENCES | u64::from(occurrences));
        }
        Ok(())
    }

    fn serialize(
        self: Box<Self>,
        segment: &Segment,
        order: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        refuse_order(order)?;
        let Self { mut parts, lengths } = *self;
        let (first, second) = parts.split_at_mut(PARTS / 2);
        thread::scope(|scope| {
            let second = scope.spawn(|| {
                let count = sort(second);
                let documents = second.iter().map(Vec::len).sum();
                let mut encoded = Encoded::for_terms(count, documents);
                for (key, documents) in terms(PARTS / 2, second) {
                    encoded.push(key, documents);
                }
                encoded
            });
            // Keys are spread evenly: there are about as many in the other half.
            let mut writer = Writer::new(segment, 2 * sort(first))?;
            for (key, documents) in terms(0, first) {
                writer.term(key, documents)?;
            }
            writer.append(&second.join().unwrap_or_else(|panic| resume_unwind(panic)))?;
            writer.finish(&lengths)
        })
    }

    fn mem_usage(&self) -> usize {
        let terms: usize = self.parts.iter().map(Vec::len).sum();
        terms * size_of::<u64>() + self.lengths.ids.len()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// The rest of the key of what is told of a term in a document.
fn rest(value: u64) -> u64 {
    value >> (u64::BITS - REST)
}

fn has_same_key(one: &u64, other: &u64) -> bool {
    rest(*one) == rest(*other)
}

/// Puts each of `parts` in the order of its keys; gives how many keys there are.
fn sort(parts: &mut [Vec<u64>]) -> usize {
    let mut room = Vec::new();
    let counts = parts.iter_mut().map(|part| {
        spread::sort::<{ 1 << 11 }>(part, &mut room);
        part.chunk_by(has_same_key).count()
    });
    counts.sum()
}

/// The terms of parts that are in order, the first of which is the one with this number.
fn terms(first: usize, parts: &[Vec<u64>]) -> impl Iterator<Item = (Key, OfTerm<'_>)> {
    (first as u64..).zip(parts).flat_map(|(part, terms)| {
        terms.chunk_by(has_same_key).map(move |of_term| {
            let key = Key::from_bits(part << REST | rest(of_term[0]));
            (key, of_term.iter().map(document as fn(&u64) -> _))
        })
    })
}

/// The documents of a term, in order.
type OfTerm<'a> = Map<Iter<'a, u64>, fn(&u64) -> (DocId, Occurrences)>;

fn document(value: &u64) -> (DocId, Occurrences) {
    let document = (value >> OCCURRENCES) as u16;
    (document.into(), Occurrences::from_byte(*value as u8))
}
