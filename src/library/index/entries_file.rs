//! A file of a segment that holds something of each document, one entry after the other, then
//! where each ends, 8 bytes for each document: the [forward index](crate::library::forward)
//! and the [sequences](crate::library::sequence). Tantivy's own store of documents would
//! do, but merging segments it takes the whole store of one into memory, and reading it maps
//! far more than is read.

use std::any::Any;
use std::io::{self, Write as _};
use std::ops::Range;

use tantivy::directory::{FileSlice, OwnedBytes, TerminatingWrite as _, WritePtr};
use tantivy::indexer::doc_id_mapping::DocIdMapping;
use tantivy::plugin::{PluginMergeContext, PluginWriter, PluginWriterContext, SegmentPlugin};
use tantivy::schema::Schema;
use tantivy::schema::document::ErasedDocument;
use tantivy::{DocId, HasLen, Segment, SegmentReader};

use super::Content;
use super::custom::{component, content, internal, refuse_order, refuse_shuffled};

/// Bytes of the end of an entry.
const END: usize = size_of::<u64>();

/// Writes the files whose names end with a certain extension and merges them; whoever writes
/// the index has it registered.
pub(super) struct Entries {
    pub extension: &'static str,
    /// A document's entry.
    pub entry: fn(&Content) -> &[u8],
}

impl SegmentPlugin for Entries {
    fn extensions(&self) -> &[&str] {
        std::slice::from_ref(&self.extension)
    }

    fn create_writer(
        &self,
        context: &PluginWriterContext<'_>,
    ) -> tantivy::Result<Box<dyn PluginWriter>> {
        let file = context.segment.clone();
        let file = file.open_write(component(self.extension))?;
        Ok(Box::new(Writer {
            entry: self.entry,
            file,
            end: 0,
            ends: Vec::new(),
        }))
    }

    fn merge(&self, merge: PluginMergeContext<'_>) -> tantivy::Result<()> {
        refuse_shuffled(merge.doc_id_mapping)?;
        let mut file = merge.target_segment.open_write(component(self.extension))?;
        let mut ends = Vec::new();
        let mut end = 0;
        for segment in merge.readers {
            let source = EntriesFile::open(segment, self.extension)?;
            // The entries are read in order, and where they end before that.
            let all = source.ends(0..source.documents)?;
            for document in segment.doc_ids_alive() {
                let range = source.range(&all, document as usize)?;
                let entry = source.file.read_bytes_slice(range)?;
                file.write_all(&entry)?;
                end += entry.len() as u64;
                ends.push(end);
            }
        }
        finish(file, &ends)
    }
}

/// Writes the entries of a segment that is being made, as they come.
struct Writer {
    entry: fn(&Content) -> &[u8],
    file: WritePtr,
    end: u64,
    ends: Vec<u64>,
}

impl PluginWriter for Writer {
    fn add_document(
        &mut self,
        _: DocId,
        document: &dyn ErasedDocument,
        _: &Schema,
    ) -> tantivy::Result<()> {
        let entry = (self.entry)(content(document)?);
        self.file.write_all(entry)?;
        self.end += entry.len() as u64;
        self.ends.push(self.end);
        Ok(())
    }

    fn serialize(
        self: Box<Self>,
        _: &Segment,
        order: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        refuse_order(order)?;
        finish(self.file, &self.ends)
    }

    fn mem_usage(&self) -> usize {
        self.ends.len() * END
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

fn finish(mut file: WritePtr, ends: &[u64]) -> tantivy::Result<()> {
    for end in ends {
        file.write_all(&end.to_le_bytes())?;
    }
    Ok(file.terminate()?)
}

/// A segment's entries, read one at a time.
#[derive(Clone)]
pub(in crate::library) struct EntriesFile {
    file: FileSlice,
    documents: usize,
}

impl EntriesFile {
    /// # Errors
    /// When the file cannot be opened or is too short for the segment.
    pub fn open(segment: &SegmentReader, extension: &str) -> tantivy::Result<Self> {
        let file = segment.open_read(component(extension))?;
        let documents = segment.max_doc() as usize;
        if file.len() < documents * END {
            return Err(internal("a file of entries that is cut off"));
        }
        Ok(Self { file, documents })
    }

    /// The entry of `document`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn entry(&self, document: DocId) -> io::Result<OwnedBytes> {
        let document = document as usize;
        let first = document.saturating_sub(1);
        let ends = self.ends(first..document + 1)?;
        self.file
            .read_bytes_slice(self.range(&ends, document - first)?)
    }

    /// Where the entries of `documents` end, as the file has it.
    fn ends(&self, documents: Range<usize>) -> io::Result<OwnedBytes> {
        let ends = self.entries_end();
        self.file
            .read_bytes_slice(ends + documents.start * END..ends + documents.end * END)
    }

    /// The bytes of the entry that is the nth of those that end at `ends`.
    fn range(&self, ends: &[u8], nth: usize) -> io::Result<Range<usize>> {
        let start = match nth.checked_sub(1) {
            Some(before) => end_in(&ends[before * END..nth * END])?,
            None => 0,
        };
        let end = end_in(&ends[nth * END..(nth + 1) * END])?;
        if start > end || end > self.entries_end() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(start..end)
    }

    fn entries_end(&self) -> usize {
        self.file.len() - self.documents * END
    }
}

fn end_in(bytes: &[u8]) -> io::Result<usize> {
    let bytes = bytes.try_into().map_err(io::Error::other)?;
    usize::try_from(u64::from_le_bytes(bytes)).map_err(io::Error::other)
}
