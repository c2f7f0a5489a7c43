//! The file of a segment that says which documents have each of the [`pairs`]: what
//! tantivy's postings would say too, which take twenty times as long to make of so many
//! numbers.
//!
//! The numbers with the same higher byte make a bucket: for each number that any document
//! has, its lower byte and where its [`list`](crate::library::postings) ends (4 bytes,
//! from the first list on), then the lists. At the end of the file stands for each bucket
//! where it ends (8 bytes) and how many numbers it has (2 bytes).
//!
//! [`pairs`]: crate::library::pairs

use std::any::Any;
use std::io::{self, Write as _};
use std::ops::Range;

use tantivy::directory::{FileSlice, OwnedBytes, TerminatingWrite as _, WritePtr};
use tantivy::indexer::doc_id_mapping::DocIdMapping;
use tantivy::plugin::{PluginMergeContext, PluginWriter, PluginWriterContext, SegmentPlugin};
use tantivy::schema::Schema;
use tantivy::schema::document::ErasedDocument;
use tantivy::{DocId, DocSet as _, HasLen, Segment, SegmentReader, TERMINATED};

use super::PAIRS;
use super::custom::{component, content, internal, refuse_order, refuse_shuffled, room};
use super::renumber::Renumber;
use super::terms_file::DOCUMENTS;
use crate::library::postings::{Postings, encode};
use crate::library::spread::starts;
use crate::library::vector::Occurrences;

/// Numbers of pairs, and how many share a bucket.
const NUMBERS: usize = 1 << 16;
const IN_BUCKET: usize = 1 << 8;
const BUCKETS: usize = NUMBERS / IN_BUCKET;
const _: () = assert!(DOCUMENTS <= 1 << (u32::BITS - u8::BITS));

/// Bytes of what is told of a bucket, and of a number in it.
const BUCKET: usize = size_of::<u64>() + size_of::<u16>();
const NUMBER: usize = size_of::<u8>() + size_of::<u32>();

/// Writes the files and merges them; whoever writes the index has it registered.
pub(super) struct Pairs;

impl SegmentPlugin for Pairs {
    fn extensions(&self) -> &[&str] {
        &[PAIRS]
    }

    fn create_writer(
        &self,
        context: &PluginWriterContext<'_>,
    ) -> tantivy::Result<Box<dyn PluginWriter>> {
        let in_bucket = room(context) / size_of::<u32>() / BUCKETS;
        Ok(Box::new(Gathered {
            buckets: (0..BUCKETS)
                .map(|_| Vec::with_capacity(in_bucket))
                .collect(),
        }))
    }

    fn merge(&self, merge: PluginMergeContext<'_>) -> tantivy::Result<()> {
        refuse_shuffled(merge.doc_id_mapping)?;
        let mut sources = Vec::with_capacity(merge.readers.len());
        for (segment, renumber) in merge.readers.iter().zip(Renumber::all(merge.readers)) {
            let file = PairsFile::open(segment)?;
            sources.push(Source { file, renumber });
        }
        let mut writer = Writer::new(merge.target_segment.open_write(component(PAIRS))?);
        let mut documents = Vec::new();
        for bucket in 0..BUCKETS {
            let buckets = sources.iter().map(|source| source.file.bucket(bucket));
            let buckets = buckets.collect::<io::Result<Vec<_>>>()?;
            for low in 0..IN_BUCKET {
                documents.clear();
                for (source, bucket) in sources.iter().zip(&buckets) {
                    source.take(bucket.list(low)?, &mut documents);
                }
                writer.list(low, &documents);
            }
            writer.end_bucket()?;
        }
        writer.finish()
    }
}

/// A segment that goes into another.
struct Source {
    file: PairsFile,
    renumber: Renumber,
}

impl Source {
    fn take(&self, list: Option<OwnedBytes>, documents: &mut Vec<DocId>) {
        let Some(list) = list else {
            return;
        };
        let mut postings = Postings::new(list);
        while postings.doc() != TERMINATED {
            documents.extend(self.renumber.number(postings.doc()));
            postings.advance();
        }
    }
}

/// The numbers of the documents of a segment that is being made.
struct Gathered {
    /// What goes into each: of each number its lower byte, and above that its document, in their
    /// order. So what is then put in the order of the numbers fits in the processor's cache.
    buckets: Vec<Vec<u32>>,
}

impl PluginWriter for Gathered {
    fn add_document(
        &mut self,
        document: DocId,
        given: &dyn ErasedDocument,
        _: &Schema,
    ) -> tantivy::Result<()> {
        for &[low, bucket] in content(given)?.pairs.as_chunks().0 {
            self.buckets[usize::from(bucket)].push(document << u8::BITS | u32::from(low));
        }
        Ok(())
    }

    fn serialize(
        self: Box<Self>,
        segment: &Segment,
        order: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        refuse_order(order)?;
        let mut writer = Writer::new(segment.clone().open_write(component(PAIRS))?);
        let mut documents = Vec::new();
        for bucket in &self.buckets {
            writer.bucket(bucket, &mut documents)?;
        }
        writer.finish()
    }

    fn mem_usage(&self) -> usize {
        self.buckets.iter().map(Vec::len).sum::<usize>() * size_of::<u32>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// Writes a file, bucket by bucket.
struct Writer {
    file: WritePtr,
    written: u64,
    /// Of the bucket that is being made.
    numbers: Vec<u8>,
    lists: Vec<u8>,
    /// What is told of the buckets at the end.
    buckets: Vec<u8>,
}

impl Writer {
    fn new(file: WritePtr) -> Self {
        Self {
            file,
            written: 0,
            numbers: Vec::new(),
            lists: Vec::new(),
            buckets: Vec::new(),
        }
    }

    /// Writes what goes into a bucket; `documents` is room for it.
    fn bucket(&mut self, bucket: &[u32], documents: &mut Vec<DocId>) -> tantivy::Result<()> {
        let split = |value: u32| ((value % IN_BUCKET as u32) as usize, value >> u8::BITS);
        let mut ends = [0; IN_BUCKET];
        for &value in bucket {
            ends[split(value).0] += 1;
        }
        starts(&mut ends);
        let starts = ends;
        documents.resize(bucket.len(), 0);
        for (low, document) in bucket.iter().copied().map(split) {
            let end = &mut ends[low];
            // A document may have a number more than once.
            if *end == starts[low] || documents[*end - 1] != document {
                documents[*end] = document;
                *end += 1;
            }
        }
        for (low, (start, end)) in starts.into_iter().zip(ends).enumerate() {
            self.list(low, &documents[start..end]);
        }
        self.end_bucket()
    }

    fn list(&mut self, low: usize, documents: &[DocId]) {
        if documents.is_empty() {
            return;
        }
        let documents = documents
            .iter()
            .map(|&document| (document, Occurrences::ONCE));
        encode(documents, &mut self.lists);
        self.numbers.push(low as u8);
        let end = self.lists.len() as u32;
        self.numbers.extend(end.to_le_bytes());
    }

    fn end_bucket(&mut self) -> tantivy::Result<()> {
        if u32::try_from(self.lists.len()).is_err() {
            return Err(internal("too many documents for the pairs of a segment"));
        }
        self.file.write_all(&self.numbers)?;
        self.file.write_all(&self.lists)?;
        self.written += (self.numbers.len() + self.lists.len()) as u64;
        let count = (self.numbers.len() / NUMBER) as u16;
        self.buckets.extend(self.written.to_le_bytes());
        self.buckets.extend(count.to_le_bytes());
        self.numbers.clear();
        self.lists.clear();
        Ok(())
    }

    fn finish(mut self) -> tantivy::Result<()> {
        self.file.write_all(&self.buckets)?;
        Ok(self.file.terminate()?)
    }
}

/// The lists of a segment.
#[derive(Clone)]
pub(in crate::library) struct PairsFile {
    file: FileSlice,
    /// What is told of the buckets.
    buckets: OwnedBytes,
}

impl PairsFile {
    /// # Errors
    /// When the file cannot be opened or is cut off.
    pub fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let file = segment.open_read(component(PAIRS))?;
        let told = BUCKETS * BUCKET;
        let lists = file.len().checked_sub(told);
        let lists = lists.ok_or_else(|| internal("a file of pairs that is cut off"))?;
        Ok(Self {
            buckets: file.read_bytes_slice(lists..file.len())?,
            file,
        })
    }

    /// The [list](Postings) of the documents that have `number`, if any does.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn list(&self, number: u16) -> io::Result<Option<OwnedBytes>> {
        let [low, high] = number.to_le_bytes();
        let (start, end, count) = self.told_of(usize::from(high))?;
        let lists = start + count * NUMBER;
        if lists > end {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let numbers = self.file.read_bytes_slice(start..lists)?;
        let list = find(&numbers, usize::from(low), end - lists)?;
        list.map(|list| {
            let (from, to) = (lists + list.start, lists + list.end);
            self.file.read_bytes_slice(from..to)
        })
        .transpose()
    }

    /// A bucket as a whole.
    fn bucket(&self, bucket: usize) -> io::Result<Bucket> {
        let (start, end, count) = self.told_of(bucket)?;
        let bytes = self.file.read_bytes_slice(start..end)?;
        if count * NUMBER > bytes.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let (numbers, lists) = bytes.split(count * NUMBER);
        Ok(Bucket { numbers, lists })
    }

    /// Where a bucket begins and ends, and how many numbers it has.
    fn told_of(&self, bucket: usize) -> io::Result<(usize, usize, usize)> {
        let (all, _) = self.buckets.as_chunks::<BUCKET>();
        let end = |bucket: usize| {
            let (end, count) = all[bucket].split_at(size_of::<u64>());
            let end = u64::from_le_bytes(end.try_into().map_err(io::Error::other)?);
            let count = u16::from_le_bytes(count.try_into().map_err(io::Error::other)?);
            let end = usize::try_from(end).map_err(io::Error::other)?;
            Ok::<_, io::Error>((end, usize::from(count)))
        };
        let start = match bucket.checked_sub(1) {
            Some(before) => end(before)?.0,
            None => 0,
        };
        let (end, count) = end(bucket)?;
        if start > end || end > self.file.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok((start, end, count))
    }
}

struct Bucket {
    numbers: OwnedBytes,
    lists: OwnedBytes,
}

impl Bucket {
    /// The list of the number with the lower byte `low`, if any document has it.
    fn list(&self, low: usize) -> io::Result<Option<OwnedBytes>> {
        let list = find(&self.numbers, low, self.lists.len())?;
        Ok(list.map(|list| self.lists.slice(list)))
    }
}

/// Where the list of the number with the lower byte `low` lies among the lists of its bucket,
/// which have `length` bytes.
fn find(numbers: &[u8], low: usize, length: usize) -> io::Result<Option<Range<usize>>> {
    let (numbers, _) = numbers.as_chunks::<NUMBER>();
    let Ok(at) = numbers.binary_search_by_key(&low, |number| usize::from(number[0])) else {
        return Ok(None);
    };
    let end = |[_, a, b, c, d]: [u8; NUMBER]| u32::from_le_bytes([a, b, c, d]) as usize;
    let start = at.checked_sub(1).map_or(0, |before| end(numbers[before]));
    let end = end(numbers[at]);
    if start > end || end > length {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(Some(start..end))
}
