//! The two files of a segment that say which documents have each term, and how often: what
//! tantivy's postings would say too, which take several times as long to make, since each
//! word is looked up in a table as it comes; here a segment's are sorted once.
//!
//! One holds the [lists](crate::library::postings), in the order of the terms'
//! [keys](crate::library::listing::Key). The other holds, in that order, for each term its key (6
//! bytes), how many documents have it (4 bytes) and where its list ends (6 bytes); then the
//! place of the first term of each beginning of keys and of the end (4 bytes each); then for
//! each document the number of its words, a byte in the scale of tantivy's field norms; and
//! last the number of all words (8 bytes), of the terms (4 bytes), and the bits of a beginning
//! (1 byte).

mod gathered;

use std::io::{self, Write as _};
use std::ops::Range;

use tantivy::directory::{FileSlice, OwnedBytes, TerminatingWrite as _, WritePtr};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::plugin::{PluginMergeContext, PluginWriter, PluginWriterContext, SegmentPlugin};
use tantivy::{DocId, DocSet as _, HasLen, Segment, SegmentReader, TERMINATED};

use self::gathered::Gathered;
use super::custom::{component, internal, refuse_shuffled, room};
use super::renumber::Renumber;
use super::{LISTS, TERMS};
use crate::library::listing::{Key, Listed};
use crate::library::postings::{Postings, encode};
use crate::library::vector::Occurrences;

pub(super) use gathered::DOCUMENTS;

/// Bytes of what is told of a term, and of its parts.
const TERM: usize = KEY + COUNT + END;
const KEY: usize = Key::BITS as usize / 8;
const COUNT: usize = size_of::<u32>();
const END: usize = 6;

/// Bytes of a place, and of what stands at the end.
const PLACE: usize = size_of::<u32>();
const TRAILER: usize = size_of::<u64>() + size_of::<u32>() + size_of::<u8>();

/// Terms that have the same beginning, about.
const ALIKE: usize = 8;

/// Bytes of a document in a list, in most lists fewer.
const IN_LIST: usize = 2;

/// Bytes that are written at once. What is, the system holds together, and where one byte of it is
/// mapped it brings all, up to two megabytes: as it would for the end of every list file.
const PIECE: usize = 1 << 14;

/// Labels that a document has at most.
const LABELS: usize = 3;

/// Bits of how often a term occurs, below its key.
const OCCURRENCES: u32 = u8::BITS;

/// What a document hands to the writer: the number of its words, then of each term its key
/// above a [byte](Occurrences::to_byte) of how often it occurs; 8 bytes each.
pub(super) fn for_writer(listing: &[Listed]) -> Vec<u8> {
    let words: u32 = listing.iter().map(|listed| listed.occurrences.count).sum();
    let mut bytes = Vec::with_capacity((1 + listing.len() + LABELS) * size_of::<u64>());
    bytes.extend_from_slice(&u64::from(words).to_le_bytes());
    for listed in listing {
        bytes.extend_from_slice(&term(listed.key, listed.occurrences));
    }
    bytes
}

/// Adds a [label](crate::library::labels) to what a document hands to the writer.
pub(super) fn add_label(bytes: &mut Vec<u8>, label: Key) {
    bytes.extend_from_slice(&term(label, Occurrences::ONCE));
}

fn term(key: Key, occurrences: Occurrences) -> [u8; size_of::<u64>()] {
    (key.bits() << OCCURRENCES | u64::from(occurrences.to_byte())).to_le_bytes()
}

/// Writes the files and merges them; whoever writes the index has it registered.
pub(super) struct Terms;

impl SegmentPlugin for Terms {
    fn extensions(&self) -> &[&str] {
        &[TERMS, LISTS]
    }

    fn create_writer(
        &self,
        context: &PluginWriterContext<'_>,
    ) -> tantivy::Result<Box<dyn PluginWriter>> {
        Ok(Box::new(Gathered::new(room(context))))
    }

    fn merge(&self, merge: PluginMergeContext<'_>) -> tantivy::Result<()> {
        refuse_shuffled(merge.doc_id_mapping)?;
        let mut sources = Vec::with_capacity(merge.readers.len());
        let mut lengths = Lengths::default();
        for (segment, renumber) in merge.readers.iter().zip(Renumber::all(merge.readers)) {
            let file = TermsFile::open(segment)?;
            for document in segment.doc_ids_alive() {
                lengths.push(FieldNormReader::id_to_fieldnorm(file.length(document)));
            }
            sources.push(Source::new(file, renumber)?);
        }
        let count = sources.iter().map(|source| source.file.count).sum();
        let mut writer = Writer::new(merge.target_segment, count)?;
        let mut documents = Vec::new();
        while let Some(key) = sources.iter().filter_map(Source::key).min() {
            documents.clear();
            for source in &mut sources {
                if source.key() == Some(key) {
                    source.take(&mut documents)?;
                }
            }
            writer.term(key, documents.iter().copied())?;
        }
        writer.finish(&lengths)
    }
}

/// A segment that goes into another.
struct Source {
    file: TermsFile,
    renumber: Renumber,
    /// The term that comes next, and its number.
    next: Option<(Key, Place)>,
    number: usize,
}

impl Source {
    fn new(file: TermsFile, renumber: Renumber) -> io::Result<Self> {
        let next = file.term(0)?;
        Ok(Self {
            file,
            renumber,
            next,
            number: 0,
        })
    }

    fn key(&self) -> Option<Key> {
        self.next.as_ref().map(|(key, _)| *key)
    }

    /// Takes the documents of the next term, and goes on to the one after.
    fn take(&mut self, documents: &mut Vec<(DocId, Occurrences)>) -> io::Result<()> {
        let Some((_, place)) = self.next.take() else {
            return Ok(());
        };
        let mut postings = self.file.postings(&place)?;
        while postings.doc() != TERMINATED {
            if let Some(document) = self.renumber.number(postings.doc()) {
                documents.push((document, postings.occurrences()));
            }
            postings.advance();
        }
        self.number += 1;
        self.next = self.file.term(self.number)?;
        Ok(())
    }
}

/// How many words documents have.
#[derive(Default)]
struct Lengths {
    ids: Vec<u8>,
    all: u64,
}

impl Lengths {
    fn push(&mut self, words: u32) {
        self.ids.push(FieldNormReader::fieldnorm_to_id(words));
        self.all += u64::from(words);
    }
}

/// Terms that are to be written, and their lists.
struct Encoded {
    /// Where lists end, from the first of these on.
    terms: Vec<Told>,
    lists: Vec<u8>,
}

impl Encoded {
    /// For so many `documents` in all lists.
    fn for_documents(documents: usize) -> Self {
        Self {
            terms: Vec::new(),
            lists: Vec::with_capacity(documents * IN_LIST),
        }
    }

    /// Adds the term `key`, which comes after all before, with its documents in order.
    fn push(&mut self, key: Key, documents: impl ExactSizeIterator<Item = (DocId, Occurrences)>) {
        let count = documents.len() as u32;
        encode(documents, &mut self.lists);
        self.terms.push(Told {
            key,
            documents: count,
            end: self.lists.len() as u64,
        });
    }
}

/// Writes the files, term by term.
struct Writer {
    terms: WritePtr,
    lists: WritePtr,
    list: Vec<u8>,
    end: u64,
    /// How many terms are written.
    count: u32,
    /// Of a beginning of keys.
    bits: u32,
    /// The place of the first term of each beginning.
    places: Vec<u32>,
}

impl Writer {
    /// For `count` terms or somewhat less.
    fn new(segment: &Segment, count: usize) -> tantivy::Result<Self> {
        Ok(Self {
            terms: segment.clone().open_write(component(TERMS))?,
            lists: segment.clone().open_write(component(LISTS))?,
            list: Vec::new(),
            end: 0,
            count: 0,
            bits: (count / ALIKE).checked_ilog2().unwrap_or(0),
            places: Vec::new(),
        })
    }

    /// Writes the term `key`, which comes after all before, with its documents in order.
    fn term(
        &mut self,
        key: Key,
        documents: impl ExactSizeIterator<Item = (DocId, Occurrences)>,
    ) -> io::Result<()> {
        let count = documents.len();
        if count == 0 {
            return Ok(());
        }
        self.list.clear();
        encode(documents, &mut self.list);
        self.lists.write_all(&self.list)?;
        self.end += self.list.len() as u64;
        self.tell(&Told {
            key,
            documents: count as u32,
            end: self.end,
        })
    }

    /// Writes terms that come after all before.
    fn append(&mut self, encoded: &Encoded) -> io::Result<()> {
        for piece in encoded.lists.chunks(PIECE) {
            self.lists.write_all(piece)?;
        }
        for told in &encoded.terms {
            let end = self.end + told.end;
            self.tell(&Told { end, ..*told })?;
        }
        self.end += encoded.lists.len() as u64;
        Ok(())
    }

    fn tell(&mut self, told: &Told) -> io::Result<()> {
        self.places_up_to(beginning(told.key, self.bits));
        self.count += 1;
        self.terms.write_all(&told.bytes())
    }

    fn places_up_to(&mut self, beginning: usize) {
        let filled = self.places.len().max(beginning + 1);
        self.places.resize(filled, self.count);
    }

    fn finish(mut self, lengths: &Lengths) -> tantivy::Result<()> {
        self.places_up_to(1 << self.bits);
        for place in &self.places {
            self.terms.write_all(&place.to_le_bytes())?;
        }
        self.terms.write_all(&lengths.ids)?;
        self.terms.write_all(&lengths.all.to_le_bytes())?;
        self.terms.write_all(&self.count.to_le_bytes())?;
        self.terms.write_all(&[self.bits as u8])?;
        self.lists.terminate()?;
        Ok(self.terms.terminate()?)
    }
}

/// The highest `bits` of `key`.
fn beginning(key: Key, bits: u32) -> usize {
    (key.bits() >> (Key::BITS - bits)) as usize
}

/// The terms of a segment.
#[derive(Clone)]
pub(in crate::library) struct TermsFile {
    terms: FileSlice,
    count: usize,
    bits: u32,
    places: OwnedBytes,
    lengths: OwnedBytes,
    lists: FileSlice,
    /// The number of all words of all documents.
    pub words: u64,
}

/// Where a term's list is.
#[derive(Debug, Clone)]
pub(in crate::library) struct Place {
    /// How many documents have it.
    pub documents: u32,
    list: Range<usize>,
}

impl TermsFile {
    /// # Errors
    /// When the files cannot be opened or are cut off.
    pub fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let file = segment.open_read(component(TERMS))?;
        let cut_off = || internal("a file of terms that is cut off");
        let trailer = file.len().checked_sub(TRAILER).ok_or_else(cut_off)?;
        let (told, trailer) = file.split(trailer);
        let trailer = trailer.read_bytes()?;
        let mut trailer = trailer.as_slice();
        let words = u64::from_le_bytes(taken(&mut trailer)?);
        let count = u32::from_le_bytes(taken(&mut trailer)?) as usize;
        let bits = u32::from(u8::from_le_bytes(taken(&mut trailer)?));
        if bits > usize::BITS / 2 {
            return Err(internal("a file of terms that is damaged"));
        }
        let places = count * TERM;
        let lengths = places + ((1 << bits) + 1) * PLACE;
        if told.len() != lengths + segment.max_doc() as usize {
            return Err(cut_off());
        }
        Ok(Self {
            places: told.slice(places..lengths).read_bytes()?,
            lengths: told.slice_from(lengths).read_bytes()?,
            terms: told.slice_to(places),
            lists: segment.open_read(component(LISTS))?,
            count,
            bits,
            words,
        })
    }

    /// Where the list of the term `key` is, if any document has it.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn find(&self, key: Key) -> io::Result<Option<Place>> {
        let beginning = beginning(key, self.bits);
        let (first, end) = (self.place(beginning)?, self.place(beginning + 1)?);
        let before = first.saturating_sub(1);
        if first > end || end > self.count {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let told = self.terms.read_bytes_slice(before * TERM..end * TERM)?;
        let (told, _) = told.as_chunks::<TERM>();
        let found = told[first - before..].binary_search_by_key(&key, |told| Told::of(told).key);
        let Ok(found) = found.map(|found| found + first - before) else {
            return Ok(None);
        };
        let start = found.checked_sub(1).map_or(0, |it| Told::of(&told[it]).end);
        Ok(Some(Told::of(&told[found]).place(start)))
    }

    /// The documents of the list at `place`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn postings(&self, place: &Place) -> io::Result<Postings> {
        if place.list.start > place.list.end || place.list.end > self.lists.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let list = self.lists.read_bytes_slice(place.list.clone())?;
        Ok(Postings::new(list))
    }

    /// How many words a document has, in the scale of tantivy's field norms.
    #[inline]
    pub fn length(&self, document: DocId) -> u8 {
        let length = self.lengths.get(document as usize);
        length.copied().unwrap_or_default()
    }

    /// The place of the first term that has this beginning.
    fn place(&self, beginning: usize) -> io::Result<usize> {
        let (places, _) = self.places.as_chunks::<PLACE>();
        let place = places.get(beginning).copied();
        let place = place.ok_or(io::ErrorKind::InvalidData)?;
        Ok(u32::from_le_bytes(place) as usize)
    }

    /// The nth term and where its list is.
    fn term(&self, nth: usize) -> io::Result<Option<(Key, Place)>> {
        if nth >= self.count {
            return Ok(None);
        }
        let before = nth.saturating_sub(1);
        let told = self
            .terms
            .read_bytes_slice(before * TERM..(nth + 1) * TERM)?;
        Ok(match told.as_chunks::<TERM>().0 {
            [told] => Some((Told::of(told).key, Told::of(told).place(0))),
            [before, told] => {
                let start = Told::of(before).end;
                Some((Told::of(told).key, Told::of(told).place(start)))
            }
            _ => None,
        })
    }
}

/// What a file tells of a term.
struct Told {
    key: Key,
    documents: u32,
    end: u64,
}

impl Told {
    fn of(bytes: &[u8; TERM]) -> Self {
        let number = |bytes: &[u8]| {
            let mut all = [0; size_of::<u64>()];
            all[..bytes.len()].copy_from_slice(bytes);
            u64::from_le_bytes(all)
        };
        Self {
            key: Key::from_bits(number(&bytes[..KEY])),
            documents: number(&bytes[KEY..KEY + COUNT]) as u32,
            end: number(&bytes[KEY + COUNT..]),
        }
    }

    fn bytes(&self) -> [u8; TERM] {
        let mut bytes = [0; TERM];
        bytes[..KEY].copy_from_slice(&self.key.bits().to_le_bytes()[..KEY]);
        bytes[KEY..KEY + COUNT].copy_from_slice(&self.documents.to_le_bytes());
        bytes[KEY + COUNT..].copy_from_slice(&self.end.to_le_bytes()[..END]);
        bytes
    }

    /// `start`: where the list of the term before ends.
    fn place(&self, start: u64) -> Place {
        Place {
            documents: self.documents,
            list: start as usize..self.end as usize,
        }
    }
}

/// The bytes that `bytes` begin with.
fn taken<const N: usize>(bytes: &mut &[u8]) -> tantivy::Result<[u8; N]> {
    let (taken, rest) = bytes
        .split_first_chunk()
        .ok_or_else(|| internal("a file of terms that is cut off"))?;
    *bytes = rest;
    Ok(*taken)
}
