//! The search index: derived from the store, deleted and rebuilt at will. Each
//! commit carries a watermark that says up to which change of the store it goes.
//! Knows what is indexed and how far; what is asked of it is [`super::compile`]'s.

mod catch_up;
mod commits;
mod custom;
mod directory;
mod document;
mod entries_file;
mod fields;
mod fresh;
mod guard;
mod making;
mod open;
mod pairs_file;
mod renumber;
mod session;
mod side_by_side;
mod terms_file;
mod tidy;
mod unsynced;
mod watermark;

pub use catch_up::{CatchUp, Following, Progress};
pub(super) use document::Content;
pub(super) use entries_file::EntriesFile;
pub(super) use fields::{FORWARD, ID, PUBLISHED, SEQUENCE};
use fields::{Fields, LISTS, PAIRS, TERMS};
pub use fresh::Fresh;
pub(super) use guard::guarded;
pub(super) use open::Index;
pub(super) use pairs_file::PairsFile;
pub(super) use terms_file::{Place, TermsFile};

#[cfg(test)]
mod crash;
#[cfg(test)]
mod tests;
