//! How far the index goes, written with each of its commits.

use serde::{Deserialize, Serialize};

use crate::text::words;

/// Raised whenever what [`super::document`] writes changes.
const FORMAT: u32 = 5;

/// The payload of a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watermark {
    format: u32,
    analyser: u32,
    /// The library it was made from.
    library: String,
    /// The last change of the store that is in.
    pub seq: i64,
    /// While what was in the store at first is being indexed.
    pub rebuild: Option<Rebuild>,
}

/// How far the articles that were in the store when the index was begun are in it. Those that
/// have come since stand in the log of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rebuild {
    /// The last article that is in.
    pub done: i64,
    /// The last that is to be.
    pub end: i64,
}

impl Watermark {
    /// Where indexing the whole store, up to article `end`, begins. Changes up to `seq`
    /// need not be followed: they are in what is read after.
    pub(super) fn start(library: String, seq: i64, end: i64) -> Self {
        Self {
            format: FORMAT,
            analyser: words::VERSION,
            library,
            seq,
            rebuild: Some(Rebuild { done: 0, end }),
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
