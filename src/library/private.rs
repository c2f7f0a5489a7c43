//! What a reader keeps is nobody else's business: folders of mode 0700, files of 0600.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Makes the folder `dir` and those above it that are missing; one that is there keeps
/// its mode.
pub(super) fn make_folder(dir: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

/// Makes the file at `path`, empty, unless it is there, in which case it keeps its mode.
/// SQLite gives the files that it makes beside a database the database's mode.
pub(super) fn make_file(path: &Path) -> io::Result<()> {
    let made = OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
