//! The sample articles, into the library and out of it.

use jiff::Timestamp;

use crate::feed::samples;
use crate::library::{Library, Report, Result};

/// Adds the sample articles.
///
/// # Errors
/// When the library cannot be written.
pub fn add_samples(library: &Library, now: Timestamp) -> Result<Report> {
    // A test reads them all.
    library.add(samples::articles().unwrap_or_default(), now)
}

/// Takes the sample articles out, and nothing else; gives how many there were.
///
/// # Errors
/// When the library cannot be written.
pub fn remove_samples(library: &Library) -> Result<usize> {
    library.remove(&samples::articles().unwrap_or_default())
}
