//! What comes out of the documents, made ready to be stored by two threads. They begin while the
//! library is still being opened.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

use super::super::context::Context;
use super::documents::Document;
use super::forming::{self, Formed};
use super::reading::{self, Piece};
use crate::library::{Former, Fresh};

/// Batches that wait to be stored.
const WAITING: usize = 3;

/// Where it is dropped before its end the threads are let go, which they notice when they next
/// have something to hand on: one may be waiting for its input.
pub(super) struct Coming {
    pub pieces: Receiver<Piece<Formed>>,
    reading: JoinHandle<()>,
    forming: JoinHandle<Former>,
}

impl Coming {
    /// Out of `documents`, for the library and for an `index` that follows it.
    pub(super) fn start(
        documents: Vec<Document>,
        context: Context,
        index: Option<Arc<Fresh>>,
    ) -> Self {
        let (read, articles) = sync_channel(WAITING);
        let (form, pieces) = sync_channel(WAITING);
        Self {
            pieces,
            reading: thread::spawn(move || reading::read(documents, &context, &read)),
            forming: thread::spawn(move || forming::form(index.as_deref(), articles, &form)),
        }
    }

    /// Once all pieces have come. Gives what they were made with, which knows many words by then.
    pub(super) fn end(self) -> Former {
        let Self {
            reading, forming, ..
        } = self;
        let read = reading.join();
        read.and_then(|()| forming.join())
            .unwrap_or_else(|panic| resume_unwind(panic))
    }
}
