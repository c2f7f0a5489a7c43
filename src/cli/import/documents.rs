//! The documents that the user named.

use std::fs;
use std::io;
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
    File(PathBuf),
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

/// The files at `paths`, `-` being standard input.
pub(super) fn documents(paths: &[PathBuf]) -> Vec<Document> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Document {
                place: Place::StandardInput,
                length: 0,
            });
        } else {
            find(path, &mut found);
        }
    }
    found
}

fn find(path: &Path, found: &mut Vec<Document>) {
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => in_folder(path, found),
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
