//! The documents that the user named.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A document that is to be read, or the folder that could not be.
#[derive(Debug)]
pub(super) struct Document {
    pub place: Place,
    /// Bytes, as far as that is known before it is read.
    pub length: u64,
}

#[derive(Debug)]
pub(super) enum Place {
    StandardInput,
    /// An address on the web.
    Address(String),
    File(PathBuf),
    /// A database of newsboat's.
    Cache(PathBuf),
    Unreadable(PathBuf, io::Error),
}

impl Document {
    fn unreadable(path: &Path, error: io::Error) -> Self {
        Self {
            place: Place::Unreadable(path.to_owned(), error),
            length: 0,
        }
    }
}

/// What is at `paths`: files, addresses on the web and `-`, standard input.
pub(super) fn documents(paths: &[PathBuf]) -> Vec<Document> {
    let mut found = Vec::new();
    for path in paths {
        let name = path.to_str().unwrap_or_default();
        let place = if name == "-" {
            Place::StandardInput
        } else if name.starts_with("https://") || name.starts_with("http://") {
            Place::Address(name.to_owned())
        } else {
            find(path, &mut found);
            continue;
        };
        found.push(Document { place, length: 0 });
    }
    found
}

fn find(path: &Path, found: &mut Vec<Document>) {
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => in_folder(path, found),
        Ok(meta) if meta.is_file() && is_database(path) => found.push(Document {
            place: Place::Cache(path.to_owned()),
            length: 0,
        }),
        Ok(meta) => found.push(Document {
            place: Place::File(path.to_owned()),
            length: meta.len(),
        }),
        Err(error) => found.push(Document::unreadable(path, error)),
    }
}

/// The files in a folder and below, by name. Symbolic links to folders are not
/// followed, nor is anything taken that is no regular file.
fn in_folder(dir: &Path, found: &mut Vec<Document>) {
    let entries = fs::read_dir(dir)
        .and_then(|entries| entries.collect::<io::Result<Vec<_>>>())
        .map(|mut entries| {
            entries.sort_by_key(fs::DirEntry::file_name);
            entries
        });
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.push(Document::unreadable(dir, error)),
    };
    for entry in entries {
        let path = entry.path();
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if is_hidden {
            continue;
        }
        if kind.is_dir() {
            in_folder(&path, found);
        } else if path.is_file() {
            find(&path, found);
        }
    }
}

/// Whether the file at `path` is an SQLite database.
fn is_database(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}
