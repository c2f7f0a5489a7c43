//! Few segments: each more of them is another dictionary that every term is looked up
//! in. Commits make one each; once they are more than a handful, those that are small beside
//! what is smaller still are merged, so that each is many times as large as all smaller ones
//! together, and an article is written anew only as often as the index grows by that much.

use tantivy::index::SegmentId;
use tantivy::{Index, IndexWriter, SegmentMeta};

/// Segments that are left alone.
const HANDFUL: usize = 6;

/// How many times as large as all smaller ones together a segment is to be.
const TIMES: u64 = 8;

/// The least that tantivy's writer takes, in bytes. Nothing is written by it but what is merged.
const MEMORY: usize = 15_000_000;

/// Merges the segments of the index, whose lock is held, where they have become many.
pub(super) fn tidy(tantivy: Index) -> tantivy::Result<()> {
    let segments = to_merge(tantivy.searchable_segment_metas()?);
    if segments.is_empty() {
        return Ok(());
    }
    let mut writer: IndexWriter = tantivy.writer_with_num_threads(1, MEMORY)?;
    writer.merge(&segments).wait()?;
    writer.wait_merging_threads()
}

/// The segments to merge into one, if there are any.
fn to_merge(mut segments: Vec<SegmentMeta>) -> Vec<SegmentId> {
    if segments.len() <= HANDFUL {
        return Vec::new();
    }
    segments.sort_by_key(SegmentMeta::num_docs);
    let sizes: Vec<u64> = segments
        .iter()
        .map(|one| u64::from(one.num_docs()))
        .collect();
    let merged = smallest_to_merge(&sizes);
    // What came in first is most often in the largest, and stays first.
    let merged = segments[..merged].iter().rev();
    merged.map(SegmentMeta::id).collect()
}

/// How many of `sizes`, from the smallest, to put together; 0 when all is well.
fn smallest_to_merge(sizes: &[u64]) -> usize {
    let mut merged = 0;
    let mut smaller = 0;
    for (n, &size) in sizes.iter().enumerate() {
        if n > 0 && size < smaller * TIMES {
            merged = n + 1;
        }
        smaller += size;
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_small_goes_into_what_is_next() {
        assert_eq!(smallest_to_merge(&[]), 0);
        assert_eq!(smallest_to_merge(&[7]), 0);
        assert_eq!(smallest_to_merge(&[5, 1_000]), 0);
        assert_eq!(smallest_to_merge(&[5, 30, 1_000]), 2);
        assert_eq!(smallest_to_merge(&[20_000; 6]), 6);
        assert_eq!(smallest_to_merge(&[1, 9, 70, 1_000_000]), 3);
        assert_eq!(smallest_to_merge(&[0, 0, 5]), 0);
    }

    proptest::proptest! {
        #[test]
        fn what_is_left_is_a_handful(commits in proptest::collection::vec(1_u64..30_000, 1..200)) {
            let mut sizes: Vec<u64> = Vec::new();
            for commit in commits {
                sizes.push(commit);
                if sizes.len() > HANDFUL {
                    sizes.sort_unstable();
                    let merged = smallest_to_merge(&sizes);
                    let whole = sizes.drain(..merged).sum();
                    sizes.push(whole);
                }
                assert!(sizes.len() <= HANDFUL, "{sizes:?}");
            }
        }
    }
}
