//! The terms of a segment of documents that are being indexed.

use std::any::Any;

use tantivy::indexer::doc_id_mapping::DocIdMapping;
use tantivy::plugin::PluginWriter;
use tantivy::schema::Schema;
use tantivy::schema::document::ErasedDocument;
use tantivy::{DocId, Segment};

use super::{Encoded, Lengths, OCCURRENCES, Writer};
use crate::library::index::custom::{content, internal, refuse_order};
use crate::library::index::side_by_side::both;
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
        let (second, first) = both(|| encoded(PARTS as u64 / 2, second), || encoded(0, first));
        let mut writer = Writer::new(segment, first.terms.len() + second.terms.len())?;
        writer.append(&first)?;
        writer.append(&second)?;
        writer.finish(&lengths)
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

/// The terms of `parts`, which are put in order; the first of these is the one with this number.
fn encoded(first: u64, parts: &mut [Vec<u64>]) -> Encoded {
    let rest = |value: u64| value >> (u64::BITS - REST);
    let mut encoded = Encoded::for_documents(parts.iter().map(Vec::len).sum());
    let mut room = Vec::new();
    for (number, part) in (first..).zip(parts) {
        spread::sort::<{ 1 << 11 }>(part, &mut room);
        for of_term in part.chunk_by(|&one, &other| rest(one) == rest(other)) {
            let documents = of_term.iter().map(|&value| {
                let document = (value >> OCCURRENCES) as u16;
                (document.into(), Occurrences::from_byte(value as u8))
            });
            encoded.push(Key::from_bits(number << REST | rest(of_term[0])), documents);
        }
    }
    encoded
}
