//! The file of a segment that says which documents have each of the [`pairs`]: what
//! tantivy's postings would say too, which take twenty times as long to make of so many
//! numbers.
//!
//! The numbers with the same higher byte make a bucket. In a segment of documents that were
//! indexed, it has them [as they came](came), which takes least to write, and all of it is read
//! where one is looked for. In a segment that was merged of others it has, for each number that any
//! document has, its lower byte and where its [`list`](crate::library::postings) ends (4 bytes,
//! from the first list on), then the lists. At the end of the file stands for each bucket where it
//! ends (8 bytes) and how many numbers it has lists of (2 bytes; or [`AS_THEY_CAME`]).
//!
//! [`pairs`]: crate::library::pairs

mod came;

use std::any::Any;
use std::io::{self, Write as _};
use std::ops::Range;

use tantivy::directory::{FileSlice, OwnedBytes, TerminatingWrite as _, WritePtr};
use tantivy::indexer::doc_id_mapping::DocIdMapping;
use tantivy::plugin::{PluginMergeContext, PluginWriter, PluginWriterContext, SegmentPlugin};
use tantivy::schema::Schema;
use tantivy::schema::document::ErasedDocument;
use tantivy::{DocId, DocSet as _, HasLen, Segment, SegmentReader, TERMINATED};

use self::came::{Came, Sorted};
use super::PAIRS;
use super::custom::{component, content, internal, refuse_order, refuse_shuffled, room};
use super::renumber::Renumber;
use crate::library::postings::{Postings, encode};
use crate::library::vector::Occurrences;

/// Numbers of pairs, and how many share a bucket.
const NUMBERS: usize = 1 << 16;
const IN_BUCKET: usize = 1 << 8;
const BUCKETS: usize = NUMBERS / IN_BUCKET;

/// Bytes of what is told of a bucket, and of a number with its list.
const BUCKET: usize = size_of::<u64>() + size_of::<u16>();
const NUMBER: usize = size_of::<u8>() + size_of::<u32>();

/// What is told of a bucket in place of how many numbers have lists.
const AS_THEY_CAME: u16 = u16::MAX;

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
        let in_bucket = room(context) / 2 / size_of::<Came>() / BUCKETS;
        Ok(Box::new(Gathered {
            buckets: (0..BUCKETS)
                .map(|_| Vec::with_capacity(in_bucket))
                .collect(),
            last: [0; BUCKETS],
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
                    source.take(bucket, low, &mut documents)?;
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
    /// Adds to `documents` those of a bucket's number with the lower byte `low`.
    fn take(&self, bucket: &Bucket, low: usize, documents: &mut Vec<DocId>) -> io::Result<()> {
        let number = |document| self.renumber.number(document);
        match bucket {
            Bucket::Sorted(sorted) => {
                documents.extend(sorted.of(low).iter().copied().filter_map(number));
            }
            Bucket::Lists { numbers, lists } => {
                let Some(list) = find(numbers, low, lists.len())? else {
                    return Ok(());
                };
                let mut postings = Postings::new(lists.slice(list));
                while postings.doc() != TERMINATED {
                    documents.extend(number(postings.doc()));
                    postings.advance();
                }
            }
        }
        Ok(())
    }
}

/// The numbers of the documents of a segment that is being made.
struct Gathered {
    buckets: Vec<Vec<Came>>,
    /// The document that the last number of each came with.
    last: [DocId; BUCKETS],
}

impl PluginWriter for Gathered {
    fn add_document(
        &mut self,
        document: DocId,
        given: &dyn ErasedDocument,
        _: &Schema,
    ) -> tantivy::Result<()> {
        for &[low, bucket] in content(given)?.pairs.as_chunks().0 {
            let bucket = usize::from(bucket);
            let last = std::mem::replace(&mut self.last[bucket], document);
            came::push(&mut self.buckets[bucket], low, document - last);
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
        for bucket in &self.buckets {
            writer.bucket(bucket)?;
        }
        writer.finish()
    }

    fn mem_usage(&self) -> usize {
        self.buckets.iter().map(Vec::len).sum::<usize>() * size_of::<Came>()
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

    /// Writes a whole bucket of numbers as they came.
    fn bucket(&mut self, bucket: &[Came]) -> io::Result<()> {
        self.file.write_all(bucket.as_flattened())?;
        self.tell(bucket.as_flattened().len(), AS_THEY_CAME);
        Ok(())
    }

    /// Adds the list of the number with the lower byte `low` to the bucket that is being made.
    fn list(&mut self, low: usize, documents: &[DocId]) {
        if documents.is_empty() {
            return;
        }
        self.numbers.push(low as u8);
        encode_documents(documents, &mut self.lists);
        let end = self.lists.len() as u32;
        self.numbers.extend(end.to_le_bytes());
    }

    fn end_bucket(&mut self) -> tantivy::Result<()> {
        if u32::try_from(self.lists.len()).is_err() {
            return Err(internal("too many documents for the pairs of a segment"));
        }
        self.file.write_all(&self.numbers)?;
        self.file.write_all(&self.lists)?;
        let count = (self.numbers.len() / NUMBER) as u16;
        self.tell(self.numbers.len() + self.lists.len(), count);
        self.numbers.clear();
        self.lists.clear();
        Ok(())
    }

    /// Notes a bucket of so many bytes, in which so many numbers have lists.
    fn tell(&mut self, length: usize, count: u16) {
        self.written += length as u64;
        self.buckets.extend(self.written.to_le_bytes());
        self.buckets.extend(count.to_le_bytes());
    }

    fn finish(mut self) -> tantivy::Result<()> {
        self.file.write_all(&self.buckets)?;
        Ok(self.file.terminate()?)
    }
}

/// Appends the [list](Postings) of `documents` to `list`.
fn encode_documents(documents: &[DocId], list: &mut Vec<u8>) {
    let documents = documents
        .iter()
        .map(|&document| (document, Occurrences::ONCE));
    encode(documents, list);
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
        let (bucket, count) = self.told_of(usize::from(high))?;
        let Some(count) = count else {
            let documents = came::documents(&self.file.read_bytes_slice(bucket)?, low);
            let mut list = Vec::new();
            encode_documents(&documents, &mut list);
            return Ok((!documents.is_empty()).then(|| OwnedBytes::new(list)));
        };
        let lists = bucket.start + count * NUMBER;
        if lists > bucket.end {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let numbers = self.file.read_bytes_slice(bucket.start..lists)?;
        let list = find(&numbers, usize::from(low), bucket.end - lists)?;
        list.map(|list| {
            let (from, to) = (lists + list.start, lists + list.end);
            self.file.read_bytes_slice(from..to)
        })
        .transpose()
    }

    /// A bucket as a whole.
    fn bucket(&self, bucket: usize) -> io::Result<Bucket> {
        let (bucket, count) = self.told_of(bucket)?;
        let bytes = self.file.read_bytes_slice(bucket)?;
        let Some(count) = count else {
            return Ok(Bucket::Sorted(Box::new(Sorted::new(&bytes))));
        };
        if count * NUMBER > bytes.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let (numbers, lists) = bytes.split(count * NUMBER);
        Ok(Bucket::Lists { numbers, lists })
    }

    /// Where a bucket lies, and how many numbers it has lists of unless it has them as they came.
    fn told_of(&self, bucket: usize) -> io::Result<(Range<usize>, Option<usize>)> {
        let (all, _) = self.buckets.as_chunks::<BUCKET>();
        let end = |bucket: usize| {
            let (end, count) = all[bucket].split_at(size_of::<u64>());
            let end = u64::from_le_bytes(end.try_into().map_err(io::Error::other)?);
            let count = u16::from_le_bytes(count.try_into().map_err(io::Error::other)?);
            let end = usize::try_from(end).map_err(io::Error::other)?;
            Ok::<_, io::Error>((end, count))
        };
        let start = match bucket.checked_sub(1) {
            Some(before) => end(before)?.0,
            None => 0,
        };
        let (end, count) = end(bucket)?;
        if start > end || end > self.file.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let count = (count != AS_THEY_CAME).then_some(count.into());
        Ok((start..end, count))
    }
}

/// A bucket of a segment that goes into another.
enum Bucket {
    Sorted(Box<Sorted>),
    Lists {
        numbers: OwnedBytes,
        lists: OwnedBytes,
    },
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
