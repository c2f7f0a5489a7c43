//! What is no document on the disk: addresses on the web, and newsboat's cache.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::reading::Rejected;
use crate::cli::context::Context;
use crate::gather::{GatherError, newsboat, typed};
use crate::library::{Library, Report};

/// Whether `path` names such a thing.
pub(super) fn is_elsewhere(path: &Path) -> bool {
    is_address(path) || is_database(path)
}

/// Imports what is at `path`.
///
/// # Errors
/// The library's; what cannot be read is rejected.
pub(super) fn import(
    context: &Context,
    library: &Library,
    path: &PathBuf,
    now: Timestamp,
) -> anyhow::Result<(Report, Vec<Rejected>)> {
    let name = path.display().to_string();
    let reject = |item: &str, reason: String| Rejected {
        name: format!("{name}{item}"),
        reason,
    };
    if is_address(path) {
        let gatherer = context.gatherer()?;
        return match typed(&name).and_then(|url| gatherer.document(&url)) {
            Ok(parsed) => {
                let rejected = parsed.rejected.into_iter();
                let rejected =
                    rejected.map(|item| reject(&format!(": {}", item.name), item.reason));
                Ok((library.add(parsed.articles, now)?, rejected.collect()))
            }
            Err(error) => Ok((Report::default(), vec![reject("", error.to_string())])),
        };
    }
    match newsboat::take_cache(library, path, now) {
        Ok(moved) => {
            let rejected = moved.rejected.into_iter();
            let rejected = rejected.map(|(item, reason)| reject(&format!(": {item}"), reason));
            Ok((moved.report, rejected.collect()))
        }
        Err(GatherError::Library(error)) => Err(error.into()),
        Err(error) => Ok((Report::default(), vec![reject("", error.to_string())])),
    }
}

fn is_address(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.starts_with("https://") || name.starts_with("http://")
}

/// Whether the file at `path` is an SQLite database.
fn is_database(path: &Path) -> bool {
    let mut head = [0; 16];
    // A pipe must not lose its beginning.
    let read =
        path.is_file() && File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok());
    read && head == *b"SQLite format 3\0"
}
