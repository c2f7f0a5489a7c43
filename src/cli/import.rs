//! `marsad import`.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Timestamp;

use super::context::Context;
use super::move_in::{self, Reader};
use super::{complain, print, progress};
use crate::feed::{self, FeedError, Origin, Parsed};
use crate::gather::{GatherError, newsboat, typed};
use crate::library::{Library, Report};

/// Add articles from files and folders
///
/// Reads JSON Feed, RSS, Atom, HTML, Markdown and plain text, and a cache.db of
/// newsboat's; folders are searched through, and addresses on the web fetched. What cannot be read, or is larger than 64 MB, is named with the reason,
/// and the rest goes in. The exit code is 1 only when everything was rejected.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders and addresses; - is standard input
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<PathBuf>,

    /// Move in from another reader: its feeds and folders and, from newsboat, articles
    /// with their marks; PATH is its folder or, for the others, its list of feeds
    #[arg(long, value_name = "READER")]
    from: Option<Reader>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    if let Some(reader) = args.from {
        return move_in::run(reader, &args.paths, &library);
    }
    let mut import = Import {
        context,
        library: &library,
        now: Timestamp::now(),
        report: Report::default(),
        rejected: Vec::new(),
    };
    for path in &args.paths {
        import.path(path)?;
    }
    progress::catch_up(&library);
    let Import {
        report, rejected, ..
    } = import;
    let mut out = print::stdout();
    print::report(&mut out, &report, rejected.len())?;
    out.flush()?;
    for Rejected { name, reason } in &rejected {
        complain(&format!("{name}: {reason}"));
    }
    let nothing_in = report == Report::default();
    Ok(if nothing_in && !rejected.is_empty() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// An import on its way.
struct Import<'a> {
    context: &'a Context,
    library: &'a Library,
    now: Timestamp,
    report: Report,
    rejected: Vec<Rejected>,
}

/// What did not go in, and why.
struct Rejected {
    name: String,
    reason: String,
}

impl Import<'_> {
    /// Imports what the user named. Errors are the library's; a path that cannot be
    /// read is rejected.
    fn path(&mut self, path: &Path) -> anyhow::Result<()> {
        if path.as_os_str() == "-" {
            return self.document("standard input", read(io::stdin().lock()));
        }
        let name = path.display().to_string();
        if name.starts_with("https://") || name.starts_with("http://") {
            return self.address(&name);
        }
        match fs::metadata(path) {
            Ok(meta) if meta.is_file() && is_database(path) => self.cache(path, &name),
            Ok(meta) if meta.is_dir() => self.folder(path),
            Ok(meta) if meta.len() > feed::MAX_BYTES => {
                self.document(&name, Err(too_large(meta.len())))
            }
            Ok(_) => self.document(&name, File::open(path).and_then(read)),
            Err(error) => self.document(&name, Err(error)),
        }
    }

    /// Imports the files in a folder and below, by name. Symbolic links to folders
    /// are not followed, nor is anything read that is no regular file.
    fn folder(&mut self, dir: &Path) -> anyhow::Result<()> {
        let entries = fs::read_dir(dir)
            .and_then(|entries| entries.collect::<io::Result<Vec<_>>>())
            .map(|mut entries| {
                entries.sort_by_key(fs::DirEntry::file_name);
                entries
            });
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.document(&dir.display().to_string(), Err(error)),
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
                self.folder(&path)?;
            } else if path.is_file() {
                self.path(&path)?;
            }
        }
        Ok(())
    }

    /// Imports one document, or rejects it.
    fn document(&mut self, name: &str, bytes: io::Result<Vec<u8>>) -> anyhow::Result<()> {
        let origin = Origin::named(name);
        let parsed = bytes
            .map_err(|error| error.to_string())
            .and_then(|bytes| feed::parse(&bytes, &origin).map_err(|error| error.to_string()));
        self.take_in(name, parsed)
    }

    /// Imports what there is at an address on the web.
    fn address(&mut self, name: &str) -> anyhow::Result<()> {
        let gatherer = self.context.gatherer()?;
        let parsed = typed(name).and_then(|url| gatherer.document(&url));
        self.take_in(name, parsed.map_err(|error| error.to_string()))
    }

    /// Imports the articles of newsboat's cache.
    fn cache(&mut self, path: &Path, name: &str) -> anyhow::Result<()> {
        match newsboat::take_cache(self.library, path, self.now) {
            Ok(moved) => {
                self.report += moved.report;
                let rejected = moved.rejected.into_iter();
                self.rejected
                    .extend(rejected.map(|(item, reason)| Rejected {
                        name: format!("{name}: {item}"),
                        reason,
                    }));
            }
            Err(GatherError::Library(error)) => return Err(error.into()),
            Err(error) => self.rejected.push(Rejected {
                name: name.to_owned(),
                reason: error.to_string(),
            }),
        }
        Ok(())
    }

    fn take_in(&mut self, name: &str, parsed: Result<Parsed, String>) -> anyhow::Result<()> {
        match parsed {
            Ok(parsed) => {
                self.report += self.library.add(parsed.articles, self.now)?;
                self.rejected
                    .extend(parsed.rejected.into_iter().map(|rejected| Rejected {
                        name: format!("{name}: {}", rejected.name),
                        reason: rejected.reason,
                    }));
            }
            Err(reason) => self.rejected.push(Rejected {
                name: name.to_owned(),
                reason,
            }),
        }
        Ok(())
    }
}

/// Whether the file at `path` is an SQLite database.
fn is_database(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

/// Everything in `file`, if it is not too much: pipes and devices tell no size.
fn read(file: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(feed::MAX_BYTES + 1).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > feed::MAX_BYTES {
        return Err(too_large(length));
    }
    Ok(bytes)
}

fn too_large(length: u64) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, FeedError::TooLarge { length })
}
