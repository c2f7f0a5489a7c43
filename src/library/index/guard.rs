//! Damage in the index's files that tantivy meets with a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tantivy::TantivyError;

use crate::library::Result;
use crate::library::error::Doing;

/// Runs `ask`; a panic becomes [`LibraryError::Index`](crate::library::LibraryError::Index), on which the index is made
/// anew. Files cut short are found when they are opened, but a bit that the disk has
/// turned is not: checking every sum would mean reading the whole index at each start.
/// What `ask` has left half done is the open index, which is closed.
pub(in crate::library) fn guarded<T>(ask: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|_| {
        let damaged = "its files are damaged".to_owned();
        Err(TantivyError::InternalError(damaged)).doing("use the search index")
    })
}
