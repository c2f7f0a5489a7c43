//! Documents of the index of which some are passed over, and what the others are worth.

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

/// What is found out of a document, where `documents` are at it.
pub(super) trait Judge<D>: Send + 'static {
    /// Whether it is not passed over.
    fn accepts(&mut self, documents: &mut D) -> bool;

    /// What it is worth, after it has been accepted.
    fn score(&mut self, documents: &mut D) -> Score;
}

/// The documents that `judge` accepts.
pub(super) struct Judged<D, J> {
    documents: D,
    judge: J,
}

impl<D: DocSet, J: Judge<D>> Judged<D, J> {
    pub(super) fn new(documents: D, judge: J) -> Self {
        let first = documents.doc();
        let mut judged = Self { documents, judge };
        judged.accepted_from(first);
        judged
    }

    /// Goes on to the next document that is accepted, unless this one, `document`, is.
    #[inline]
    fn accepted_from(&mut self, mut document: DocId) -> DocId {
        while document != TERMINATED && !self.judge.accepts(&mut self.documents) {
            document = self.documents.advance();
        }
        document
    }
}

impl<D: DocSet, J: Judge<D>> DocSet for Judged<D, J> {
    fn advance(&mut self) -> DocId {
        let document = self.documents.advance();
        self.accepted_from(document)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let document = self.documents.seek(target);
        self.accepted_from(document)
    }

    fn doc(&self) -> DocId {
        self.documents.doc()
    }

    fn size_hint(&self) -> u32 {
        self.documents.size_hint()
    }
}

impl<D: DocSet + 'static, J: Judge<D>> Scorer for Judged<D, J> {
    fn score(&mut self) -> Score {
        self.judge.score(&mut self.documents)
    }
}
