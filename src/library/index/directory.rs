//! The index's folder, some or all of whose files are read and not mapped. Merging reads
//! whole segments; mapped, all of them would count as memory of this process, and the larger
//! the library the more. What the index has of its own is read one here, one there; mapped, each
//! would bring half a megabyte of its surroundings.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::unsynced::Unsynced;
use super::{FORWARD, PAIRS};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback,
    WatchHandle, WritePtr,
};

/// Least that is read at a time when segments are merged, which goes through files from
/// their beginning to their end in small steps.
const AT_LEAST: usize = 1 << 18;

/// Where tantivy keeps which files it has made, to delete those that no segment has any more: it
/// writes that anew and waits for the disk before each of a segment's twelve files. Here it is what
/// there is, so that files are deleted as well which were left half written.
const FILES: &str = ".managed.json";

#[derive(Debug, Clone)]
pub(super) struct ReadDirectory {
    mapped: MmapDirectory,
    path: PathBuf,
    is_writer: bool,
    unsynced: Unsynced,
}

impl ReadDirectory {
    /// For who writes the index: no file is mapped.
    ///
    /// # Errors
    /// When there is no folder at `path`.
    pub(super) fn for_writer(path: &Path) -> tantivy::Result<Self> {
        Self::open(path, true)
    }

    /// For who reads it: all is mapped but the files that no one else has.
    ///
    /// # Errors
    /// When there is no folder at `path`.
    pub(super) fn for_reader(path: &Path) -> tantivy::Result<Self> {
        Self::open(path, false)
    }

    fn open(path: &Path, is_writer: bool) -> tantivy::Result<Self> {
        Ok(Self {
            mapped: MmapDirectory::open(path)?,
            path: path.to_owned(),
            is_writer,
            unsynced: Unsynced::default(),
        })
    }
}

impl Directory for ReadDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let is_own = path
            .extension()
            .is_some_and(|end| end == FORWARD || end == PAIRS);
        if !self.is_writer && !is_own {
            return self.mapped.get_file_handle(path);
        }
        let open = || -> io::Result<ReadFile> {
            let file = File::open(self.path.join(path))?;
            let length = file.metadata()?.len();
            let length = usize::try_from(length).map_err(io::Error::other)?;
            Ok(ReadFile {
                file,
                length,
                at_least: if self.is_writer { AT_LEAST } else { 0 },
                last: Mutex::new((0, OwnedBytes::empty())),
            })
        };
        match open() {
            Ok(file) => Ok(Arc::new(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_owned()))
            }
            Err(error) => Err(OpenReadError::wrap_io_error(error, path.to_owned())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.unsynced.create(&self.path.join(path));
        file.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_owned()),
            _ => OpenWriteError::wrap_io_error(error, path.to_owned()),
        })
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path != Path::new(FILES) {
            return self.mapped.atomic_read(path);
        }
        // Who only reads deletes none.
        if !self.is_writer {
            return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
        }
        let files = files(&self.path).and_then(|files| Ok(serde_json::to_vec(&files)?));
        files.map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    /// Takes place once all that was written before is on the disk.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(FILES) {
            return Ok(());
        }
        let path = self.path.join(path);
        let new = path.with_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(data)?;
        self.unsynced.finished(file)?;
        self.sync_directory()?;
        fs::rename(new, path)
    }

    fn sync_directory(&self) -> io::Result<()> {
        // Meanwhile others wait for the files.
        self.mapped.sync_directory()?;
        self.unsynced.sync()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.mapped.acquire_lock(lock) {
            // What cannot be written does not change while it is read.
            Err(LockError::IoError(error)) if !self.is_writer && is_not_writable(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            other => other,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

/// The names of the files in `folder` that are a segment's: they begin with its number, 32 digits of
/// sixteen.
fn files(folder: &Path) -> io::Result<Vec<String>> {
    let is_segments = |name: &str| {
        let number = name.split('.').next().unwrap_or_default();
        number.len() == 32 && number.bytes().all(|digit| digit.is_ascii_hexdigit())
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().into_string();
        files.extend(name.ok().filter(|name| is_segments(name)));
    }
    Ok(files)
}

fn is_not_writable(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
    )
}

/// A file that has been written and does not change any more.
#[derive(Debug)]
struct ReadFile {
    file: File,
    length: usize,
    /// Bytes that are read at a time, unless more are asked for.
    at_least: usize,
    /// What was read last, and where it begins.
    last: Mutex<(usize, OwnedBytes)>,
}

impl HasLen for ReadFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for ReadFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (start, bytes) = &*last;
        if range.start < *start || range.end > start + bytes.len() {
            let end = range.end.max(self.length.min(range.start + self.at_least));
            let mut read = vec![0; end - range.start];
            self.file.read_exact_at(&mut read, range.start as u64)?;
            *last = (range.start, OwnedBytes::new(read));
        }
        let (start, bytes) = &*last;
        Ok(bytes.slice(range.start - start..range.end - start))
    }
}
