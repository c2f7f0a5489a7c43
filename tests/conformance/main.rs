//! The Unicode Character Database's own tests, through the whole text engine.
//!
//! The files are those of Debian's `unicode-data`; `UNICODE_DATA` names another folder.
//! Where they are missing nothing is compared, and the test says so.

mod bidi;
mod breaks;
mod shortcuts;

use std::fs;
use std::path::PathBuf;

/// The text of a file of the Unicode Character Database, if it is there.
fn unicode_data(name: &str) -> Option<String> {
    let folder = std::env::var_os("UNICODE_DATA").unwrap_or("/usr/share/unicode".into());
    let path = PathBuf::from(folder).join(name);
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("{} is not there: nothing compared", path.display());
    }
    text
}

/// The lines that hold tests, without their comments, numbered from 1.
fn tests(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.split('#').next().unwrap_or_default().trim()))
        .filter(|(_, line)| !line.is_empty())
}
