//! A copy in place of the library.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::super::error::Doing;
use super::super::{LibraryError, Result, private};
use super::damage::check;
use super::{DATABASE, backup, begun, is_in_use, open_to_read, set_aside};

/// Puts a copy of the library, the file `from`, in place of the one in the folder `dir`,
/// after the copy has been checked. The library that was there, if there was one, is kept
/// under another name, which is given back.
///
/// # Errors
/// When the copy is damaged or no library, when another process uses the library, or
/// when the folder cannot be written. Nothing has been changed then.
pub fn restore(dir: &Path, from: &Path, now: Timestamp) -> Result<Option<PathBuf>> {
    let folder = |cause| LibraryError::Folder {
        dir: dir.to_owned(),
        cause,
    };
    let copy = open_to_read(from)?;
    check(&copy, from)?;
    private::make_folder(dir).map_err(folder)?;
    let database = dir.join(DATABASE);
    if is_in_use(&database) {
        return Err(LibraryError::InUse { path: database });
    }
    let part = begun(&database).map_err(folder)?;
    drop(backup::copy(&copy, &part, &mut |_| {}).doing("copy what is restored")?);
    let old = if database.exists() {
        Some(set_aside(dir, "replaced", now).map_err(folder)?)
    } else {
        None
    };
    fs::rename(&part, &database).map_err(folder)?;
    Ok(old)
}
