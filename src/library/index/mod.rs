//! The search index: derived from the store, deleted and rebuilt at will. Each
//! commit carries a watermark that says up to which change of the store it goes.
//! Knows what is indexed and how far; what is asked of it is [`super::compile`]'s.

mod catch_up;
mod custom;
mod directory;
mod document;
mod fields;
mod forward_file;
mod fresh;
mod guard;
mod open;
mod pairs_file;
mod tidy;
mod tokenizer;
mod watermark;

pub use catch_up::{CatchUp, Following, Progress};
use fields::{FORWARD, PAIRS};
pub(super) use fields::{Fields, ID, PUBLISHED};
pub(super) use forward_file::ForwardFile;
pub use fresh::Fresh;
pub(super) use guard::guarded;
pub(super) use open::Index;
pub(super) use pairs_file::PairsFile;

#[cfg(test)]
mod crash;
#[cfg(test)]
mod tests;
