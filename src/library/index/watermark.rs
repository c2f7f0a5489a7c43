//! How far the index goes, written with each of its commits.

use serde::{Deserialize, Serialize};

use crate::text::words;

/// Raised whenever what [`super::document`] writes changes.
const FORMAT: u32 = 3;

/// The payload of a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watermark {
    format: u32,
    analyser: u32,
    /// The library it was made from.
    library: String,
    /// The last change of the store that is in.
    pub seq: i64,
    /// While the whole store is being indexed: the last article that is in.
    pub rebuilt_to: Option<i64>,
}

impl Watermark {
    /// Where indexing the whole store begins. Changes up to `seq` need not be
    /// followed: they are in what is read after.
    pub(super) fn start(library: String, seq: i64) -> Self {
        Self {
            format: FORMAT,
            analyser: words::VERSION,
            library,
            seq,
            rebuilt_to: Some(0),
        }
    }

    /// The watermark of a commit, if it is one this program can go on from.
    pub(super) fn read(payload: Option<&str>, library: &str) -> Option<Self> {
        let watermark: Self = serde_json::from_str(payload?).ok()?;
        let usable = watermark.format == FORMAT
            && watermark.analyser == words::VERSION
            && watermark.library == library;
        usable.then_some(watermark)
    }

    pub(super) fn to_payload(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
