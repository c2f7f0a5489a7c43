//! Documents into batches of articles.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;

use super::super::context::Context;
use super::documents::{Document, Place};
use crate::article::Article;
use crate::feed::{self, FeedError, Origin, Parsed};
use crate::gather::typed;

/// Articles handed on at a time: what goes into the store in one transaction.
const BATCH: usize = 500;

/// What is handed on.
#[derive(Debug)]
pub(super) enum Piece {
    Batch(Batch),
    /// A database of newsboat's, which is not read here: it goes into the store with all
    /// that it knows of its articles.
    Cache(PathBuf),
}

/// Some articles, and what did not become any.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub articles: Vec<Article>,
    pub rejected: Vec<Rejected>,
    /// How many bytes of all documents have been read.
    pub bytes: u64,
}

/// What did not go in, and why.
#[derive(Debug)]
pub(super) struct Rejected {
    pub name: String,
    pub reason: String,
}

/// Reads `documents` in their order and hands what is in them on, until all is read or
/// no one takes it.
pub(super) fn read(documents: Vec<Document>, context: &Context, to: &SyncSender<Piece>) {
    let mut reading = Reading {
        context,
        to,
        batch: Batch::default(),
        bytes: 0,
    };
    for document in documents {
        if reading.document(document).is_none() {
            return;
        }
    }
    reading.hand_on();
}

struct Reading<'a> {
    context: &'a Context,
    to: &'a SyncSender<Piece>,
    /// What has not been handed on yet.
    batch: Batch,
    bytes: u64,
}

impl Reading<'_> {
    /// Reads one document or rejects it. `None` when no one takes any more.
    fn document(&mut self, document: Document) -> Option<()> {
        let (name, parsed) = match document.place {
            Place::StandardInput => {
                let name = "standard input".to_owned();
                let parsed = self.parsed(&name, read_all(io::stdin().lock()));
                (name, parsed)
            }
            Place::Address(address) => {
                let parsed = self.fetched(&address);
                (address, parsed)
            }
            Place::File(path) => {
                let name = path.display().to_string();
                let parsed = self.parsed(&name, read_file(&path, document.length));
                (name, parsed)
            }
            Place::Cache(path) => {
                self.hand_on()?;
                return self.to.send(Piece::Cache(path)).ok();
            }
            Place::Unreadable(path, error) => (path.display().to_string(), Err(error.to_string())),
        };
        match parsed {
            Ok(parsed) => {
                for rejected in parsed.rejected {
                    self.batch.rejected.push(Rejected {
                        name: format!("{name}: {}", rejected.name),
                        reason: rejected.reason,
                    });
                }
                for article in parsed.articles {
                    self.batch.articles.push(article);
                    if self.batch.articles.len() >= BATCH {
                        self.hand_on()?;
                    }
                }
            }
            Err(reason) => self.batch.rejected.push(Rejected { name, reason }),
        }
        Some(())
    }

    fn parsed(&mut self, name: &str, bytes: io::Result<Vec<u8>>) -> Result<Parsed, String> {
        let bytes = bytes.map_err(|error| error.to_string())?;
        self.bytes += bytes.len() as u64;
        feed::parse(&bytes, &Origin::named(name)).map_err(|error| error.to_string())
    }

    fn fetched(&self, address: &str) -> Result<Parsed, String> {
        let gatherer = self.context.gatherer().map_err(|error| error.to_string())?;
        typed(address)
            .and_then(|url| gatherer.document(&url))
            .map_err(|error| error.to_string())
    }

    fn hand_on(&mut self) -> Option<()> {
        let mut batch = std::mem::take(&mut self.batch);
        batch.bytes = self.bytes;
        self.to.send(Piece::Batch(batch)).ok()
    }
}

fn read_file(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    if length > feed::MAX_BYTES {
        return Err(too_large(length));
    }
    File::open(path).and_then(read_all)
}

/// Everything in `file`, if it is not too much: pipes and devices tell no size.
fn read_all(file: impl Read) -> io::Result<Vec<u8>> {
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
