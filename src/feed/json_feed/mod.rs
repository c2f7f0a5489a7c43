//! JSON Feed 1.0 and 1.1, in and out. What the format has no name for (outlet,
//! category, breaking) stands in an extension object `_marsad`, so that what is written
//! here and read again is the same article.

mod read;
mod write;

pub(super) use read::read;
pub use write::{Item, Writer};

/// The version written, and the beginning of those read.
const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// The media type of what has none that is known (RFC 2046).
pub(super) const UNKNOWN_TYPE: &str = "application/octet-stream";

/// Whether `text` was written by [`Writer`].
pub(super) fn is_own(text: &str) -> bool {
    text.contains("\"_marsad\":{")
}

#[cfg(test)]
pub(super) mod tests;
