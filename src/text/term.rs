//! Terms: what words are compared by.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use compact_str::CompactString;

/// A word folded and stemmed. Nearly all are so short that they lie in the value itself, so
/// that nothing is looked for elsewhere in memory, which takes longer than most of what is
/// done with them. Each knows its hash, for it is asked many times.
#[derive(Clone, PartialEq, Eq)]
pub struct Term {
    hash: u64,
    text: CompactString,
}

impl Term {
    /// A number for it, the same on every machine and in every version, since the index
    /// keeps what is made of it (FNV-1a).
    #[must_use]
    pub fn number(&self) -> u64 {
        self.hash
    }

    /// Its text, logical order.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: Into<CompactString>> From<T> for Term {
    fn from(text: T) -> Self {
        let text = text.into();
        let hash = number(text.as_bytes());
        Self { hash, text }
    }
}

/// [`Term::number`] of the term of this text.
pub(super) fn number(text: &[u8]) -> u64 {
    text.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

impl Hash for Term {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl Ord for Term {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl PartialOrd for Term {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Deref for Term {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
