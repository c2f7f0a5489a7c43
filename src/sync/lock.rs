//! One conversation at a time between a library and its servers.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::SyncError;
use crate::library::LibraryError;

/// Held while servers are talked to; given back when dropped, also by a program that is
/// killed.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    pub(super) fn take(dir: &Path) -> Result<Self, SyncError> {
        let failed = |cause: io::Error| {
            SyncError::Library(LibraryError::Folder {
                dir: dir.to_owned(),
                cause,
            })
        };
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(dir.join("sync.lock"))
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(SyncError::Busy),
            // Some network file systems have none; then it is up to the user.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Self { _file: file })
            }
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}
