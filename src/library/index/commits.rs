//! What of the index counts: the segments that its last commit names, without those of their
//! documents that have been deleted since they were made.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::Path;

use tantivy::directory::{Directory as _, TerminatingWrite as _};
use tantivy::fastfield::write_alive_bitset;
use tantivy::index::SegmentComponent;
use tantivy::{BitSet, Index, IndexMeta, SegmentMeta, SegmentReader};

use super::ID;

/// Where tantivy looks for the last commit.
const META: &str = "meta.json";

/// The commits of an index that is being written.
pub(super) struct Commits {
    pub index: Index,
    last: IndexMeta,
}

impl Commits {
    /// Goes on from the last commit of `index`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn of(index: Index) -> tantivy::Result<Self> {
        let last = index.load_metas()?;
        let mut commits = Self { index, last };
        // One that was killed may have left what is written again under the same name.
        commits.delete_files();
        Ok(commits)
    }

    /// The index, none of whose segments is held any more, so that they may be merged and go.
    pub(super) fn into_index(self) -> Index {
        self.index
    }

    /// From now on the segments that were `made` count, and in the others the articles that are
    /// `gone` no more. All of it does, with its `payload`, or nothing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn commit(
        &mut self,
        made: Vec<SegmentMeta>,
        gone: &BTreeSet<u64>,
        payload: String,
    ) -> tantivy::Result<()> {
        let opstamp = self.last.opstamp + 1;
        let mut segments = made;
        for segment in &self.last.segments {
            let segment = self.without(segment.clone(), gone, opstamp)?;
            segments.extend(Some(segment).filter(|segment| segment.num_docs() > 0));
        }
        segments.sort_by_key(|segment| Reverse(segment.max_doc()));
        let commit = IndexMeta {
            segments,
            opstamp,
            payload: Some(payload),
            ..self.last.clone()
        };
        let written = serde_json::to_vec_pretty(&commit)?;
        let directory = self.index.directory();
        directory.atomic_write(Path::new(META), &written)?;
        self.last = commit;
        self.delete_files();
        Ok(())
    }

    /// A segment without the documents of articles that are `gone`.
    fn without(
        &self,
        segment: SegmentMeta,
        gone: &BTreeSet<u64>,
        opstamp: u64,
    ) -> tantivy::Result<SegmentMeta> {
        let (Some(&first), Some(&last)) = (gone.first(), gone.last()) else {
            return Ok(segment);
        };
        let is_gone = |id| (first..=last).contains(&id) && gone.contains(&id);
        let segment = self.index.segment(segment);
        let reader = SegmentReader::open(&segment)?;
        let ids = reader.fast_fields().u64(ID)?;
        if ids.max_value() < first || ids.min_value() > last {
            return Ok(segment.meta().clone());
        }
        let mut alive = BitSet::with_max_value_and_full(reader.max_doc());
        for document in 0..reader.max_doc() {
            if ids.first(document).is_some_and(is_gone) || reader.is_deleted(document) {
                alive.remove(document);
            }
        }
        let deleted = reader.max_doc() - alive.len() as u32;
        if deleted == reader.num_deleted_docs() {
            return Ok(segment.meta().clone());
        }
        let segment = segment.with_delete_meta(deleted, opstamp);
        let mut file = segment.open_write(SegmentComponent::Delete)?;
        write_alive_bitset(&alive, &mut file)?;
        file.terminate()?;
        Ok(segment.meta().clone())
    }

    /// Deletes the files that belong to no segment any more, or never did. What cannot be deleted
    /// now goes with the next commit.
    fn delete_files(&mut self) {
        let mut counting = self.last.list_segment_files();
        counting.insert(META.into());
        let _ = self.index.directory_mut().garbage_collect(|| counting);
    }
}
