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

/// Articles handed on at a time: what goes into the store in one transaction, and to the index
/// after that. The first are fewer, so that whoever waits for them soon has something to do; and
/// of a large import they are more, a share of what has been handed on before, since each
/// transaction writes most pages of the store's own indexes anew.
const FIRST_BATCH: usize = 50;
const BATCH: usize = 200;
const LARGEST_BATCH: usize = 1_000;
const SHARE: usize = 4;

/// Bytes up to which the room of a document is kept for the next: new room has to be cleared
/// by the system first.
const KEPT: usize = 8 << 20;

/// What is handed on.
#[derive(Debug)]
pub(super) enum Piece<A> {
    Batch(Batch<A>),
    /// A database of newsboat's, which is not read here: it goes into the store with all
    /// that it knows of its articles.
    Cache(PathBuf),
}

/// Some articles, and what did not become any.
#[derive(Debug, Default)]
pub(super) struct Batch<A> {
    pub articles: Vec<A>,
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
pub(super) fn read(documents: Vec<Document>, context: &Context, to: &SyncSender<Piece<Article>>) {
    let mut reading = Reading {
        context,
        to,
        batch: Batch::default(),
        size: FIRST_BATCH,
        handed_on: 0,
        bytes: 0,
        room: Vec::new(),
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
    to: &'a SyncSender<Piece<Article>>,
    /// What has not been handed on yet.
    batch: Batch<Article>,
    /// How many articles it is to have, and how many all before had.
    size: usize,
    handed_on: usize,
    bytes: u64,
    /// Of the document before, empty.
    room: Vec<u8>,
}

impl Reading<'_> {
    /// Reads one document or rejects it. `None` when no one takes any more.
    fn document(&mut self, document: Document) -> Option<()> {
        let room = std::mem::take(&mut self.room);
        match document.place {
            Place::StandardInput => {
                self.bytes("standard input", read_all(io::stdin().lock(), 0, room))
            }
            Place::Address(address) => {
                let parsed = self.fetched(&address);
                self.parsed(&address, parsed)
            }
            Place::File(path) => {
                let name = path.display().to_string();
                self.bytes(&name, read_file(&path, document.length, room))
            }
            Place::Cache(path) => {
                self.hand_on()?;
                self.to.send(Piece::Cache(path)).ok()
            }
            Place::Unreadable(path, error) => {
                self.reject(path.display().to_string(), error.to_string());
                Some(())
            }
        }
    }

    fn bytes(&mut self, name: &str, bytes: io::Result<Vec<u8>>) -> Option<()> {
        let mut bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => {
                self.reject(name.to_owned(), error.to_string());
                return Some(());
            }
        };
        self.bytes += bytes.len() as u64;
        let mut is_taken = Some(());
        let origin = Origin::named(name);
        let read = feed::read(&bytes, &origin, &mut |item| {
            // The parser goes on to the document's end all the same.
            is_taken = is_taken.and_then(|()| self.item(name, item));
        });
        if let Err(error) = read {
            self.reject(name.to_owned(), error.to_string());
        }
        if bytes.capacity() <= KEPT {
            bytes.clear();
            self.room = bytes;
        }
        is_taken
    }

    fn parsed(&mut self, name: &str, parsed: Result<Parsed, String>) -> Option<()> {
        match parsed {
            Ok(parsed) => {
                for rejected in parsed.rejected {
                    self.item(name, Err(rejected))?;
                }
                for article in parsed.articles {
                    self.item(name, Ok(article))?;
                }
            }
            Err(reason) => self.reject(name.to_owned(), reason),
        }
        Some(())
    }

    /// One item of the document `name`. `None` when no one takes any more.
    fn item(&mut self, name: &str, item: Result<Article, feed::Rejected>) -> Option<()> {
        match item {
            Ok(article) => {
                self.batch.articles.push(article);
                if self.batch.articles.len() >= self.size {
                    self.hand_on()?;
                }
            }
            Err(rejected) => self.reject(format!("{name}: {}", rejected.name), rejected.reason),
        }
        Some(())
    }

    fn reject(&mut self, name: String, reason: String) {
        self.batch.rejected.push(Rejected { name, reason });
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
        self.handed_on += batch.articles.len();
        let largest = (self.handed_on / SHARE).clamp(BATCH, LARGEST_BATCH);
        self.size = largest.min(2 * self.size);
        self.to.send(Piece::Batch(batch)).ok()
    }
}

fn read_file(path: &Path, length: u64, room: Vec<u8>) -> io::Result<Vec<u8>> {
    if length > feed::MAX_BYTES {
        return Err(too_large(length));
    }
    File::open(path).and_then(|file| read_all(file, length, room))
}

/// Everything in `file`, `expected` bytes, if it is not too much: pipes and devices tell no size.
/// It is put into `bytes`, which are none yet.
fn read_all(file: impl Read, expected: u64, mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    // Where as much is there as expected, one more is asked for.
    bytes.reserve(expected as usize + 1);
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
