//! The documents that several lists have in common and others do not have, found a window at a
//! time: of lists that are much as long as one another, to mark what one has and look what the
//! other has of that takes a fraction of looking each document up.

use tantivy::{DocId, DocSet, TERMINATED};

use super::by_date::STRETCH;
use super::postings::Postings;
use super::vector::Occurrences;

/// Documents that are looked at together: those of a stretch, so that none is gone through of
/// which nothing is asked.
const WINDOW: usize = STRETCH as usize;

/// To look a document up in a list takes as long as to go on by about so many.
const LOOK_UP: u64 = 16;

/// The documents that are in all of some lists, and in none of others, in order.
pub(super) struct Common {
    /// The shortest first.
    lists: Vec<List>,
    others: Vec<List>,
    /// Documents of the segment.
    documents: DocId,
    /// What the lists have in common in the window that they have passed, and which of it this
    /// is at.
    found: Vec<DocId>,
    at: usize,
    /// Where what they have not passed begins.
    rest: DocId,
}

struct List {
    postings: Postings,
    /// Its number among those that were given.
    number: usize,
    marks: Marks,
}

/// Which documents are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Listed,
    Others,
}

/// Of each document of a window, one more than [`Occurrences::to_byte`] where a list has it, and 0
/// where it does not.
struct Marks(Box<[u8; WINDOW]>);

impl Marks {
    #[inline]
    fn set(&mut self, document: DocId, occurrences: Occurrences) {
        self.0[document as usize % WINDOW] = occurrences.to_byte() + 1;
    }

    #[inline]
    fn has(&self, document: DocId) -> bool {
        self.0[document as usize % WINDOW] != 0
    }

    fn occurrences(&self, document: DocId) -> Occurrences {
        Occurrences::from_byte(self.0[document as usize % WINDOW].saturating_sub(1))
    }
}

impl Common {
    /// Of `lists`, which are one or more, and not of `others`, in a segment of so many
    /// `documents`.
    pub(super) fn new(lists: Vec<Postings>, others: Vec<Postings>, documents: DocId) -> Self {
        let mut lists = List::all(lists);
        lists.sort_by_key(|list| list.postings.size_hint());
        let mut common = Self {
            lists,
            others: List::all(others),
            documents,
            found: Vec::new(),
            at: 0,
            rest: 0,
        };
        common.find(0);
        common
    }

    /// How often what each list is of occurs in the document: the number of the list among
    /// those that were given, and how often.
    pub(super) fn occurrences(&self) -> impl Iterator<Item = (usize, Occurrences)> {
        let document = self.doc();
        let lists = self.lists.iter();
        lists.map(move |list| (list.number, list.marks.occurrences(document)))
    }

    /// Goes to the first document that is not before `from`, which is in no window passed.
    fn find(&mut self, from: DocId) -> DocId {
        self.rest = from;
        self.at = 0;
        self.found.clear();
        while self.found.is_empty() && self.find_in_window() {}
        self.doc()
    }

    /// Finds what there is in the next window that has anything of the shortest list; `false`
    /// where none has.
    fn find_in_window(&mut self) -> bool {
        let Some((shortest, longer)) = self.lists.split_first_mut() else {
            return false;
        };
        let first = shortest.postings.seek(self.rest);
        if first == TERMINATED {
            return false;
        }
        let end = first - first % STRETCH + STRETCH;
        shortest.postings.pass(end, |document, occurrences| {
            shortest.marks.set(document, occurrences);
            self.found.push(document);
        });
        let longer = longer.iter_mut().map(|list| (list, Kept::Listed));
        let others = self.others.iter_mut().map(|list| (list, Kept::Others));
        for (list, kept) in longer.chain(others) {
            let expected = u64::from(list.postings.size_hint()) * u64::from(STRETCH)
                / u64::from(self.documents.max(1));
            if self.found.len() as u64 * LOOK_UP < expected {
                list.look_up(&mut self.found, kept);
            } else {
                list.mark(&mut self.found, kept, end);
            }
        }
        self.rest = end;
        true
    }
}

impl List {
    fn all(lists: Vec<Postings>) -> Vec<Self> {
        let numbered = lists.into_iter().enumerate();
        numbered
            .map(|(number, postings)| Self {
                postings,
                number,
                marks: Marks(Box::new([0; WINDOW])),
            })
            .collect()
    }

    /// Keeps of `found` what it has, or has not, looking up each.
    fn look_up(&mut self, found: &mut Vec<DocId>, kept: Kept) {
        found.retain(|&document| {
            let has = self.postings.seek(document) == document;
            if has {
                self.marks.set(document, self.postings.occurrences());
            }
            has == (kept == Kept::Listed)
        });
    }

    /// The same, going through all that it has of the window, which ends before `end`.
    fn mark(&mut self, found: &mut Vec<DocId>, kept: Kept, end: DocId) {
        let Some(&first) = found.first() else {
            return;
        };
        self.marks.0.fill(0);
        self.postings.seek(first);
        self.postings.pass(end, |document, occurrences| {
            self.marks.set(document, occurrences)
        });
        let mut count = 0;
        for at in 0..found.len() {
            let document = found[at];
            found[count] = document;
            count += usize::from(self.marks.has(document) == (kept == Kept::Listed));
        }
        found.truncate(count);
    }
}

impl DocSet for Common {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        if self.at < self.found.len() {
            return self.found[self.at];
        }
        self.find(self.rest)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let before = self.found[self.at..].partition_point(|&document| document < target);
        self.at += before;
        if self.at < self.found.len() {
            return self.found[self.at];
        }
        self.find(self.rest.max(target))
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        let lists = self.lists.iter();
        lists
            .map(|list| list.postings.size_hint())
            .min()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::postings::encode;
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};
    use tantivy::directory::OwnedBytes;

    /// Documents of several windows, and how often something occurs in each.
    type Listed = BTreeMap<DocId, Occurrences>;

    const ALL: DocId = 5 * WINDOW as DocId;

    fn postings(list: &Listed) -> Postings {
        let mut bytes = Vec::new();
        encode(
            list.iter().map(|(&document, &how)| (document, how)),
            &mut bytes,
        );
        Postings::new(OwnedBytes::new(bytes))
    }

    fn occurrences() -> impl Strategy<Value = Occurrences> {
        (1..200_u32, any::<bool>()).prop_map(|(count, in_title)| Occurrences { count, in_title })
    }

    /// Lists that are dense here and sparse there, so that they are gone through in each way.
    fn listed() -> impl Strategy<Value = Listed> {
        let dense = (0..ALL, 0..3_000_u32, 1..9_usize, occurrences());
        let sparse = prop::collection::btree_map(0..ALL, occurrences(), 0..20);
        (prop::collection::vec(dense, 0..3), sparse).prop_map(|(dense, mut list)| {
            for (begin, length, step, how) in dense {
                let documents = begin..(begin + length).min(ALL);
                list.extend(documents.step_by(step).map(|document| (document, how)));
            }
            list
        })
    }

    fn stored(how: Occurrences) -> Occurrences {
        Occurrences::from_byte(how.to_byte())
    }

    proptest! {
        #[test]
        fn what_all_lists_have_and_no_other_is_found_in_order(
            lists in prop::collection::vec(listed(), 1..4),
            others in prop::collection::vec(listed(), 0..3),
            steps in prop::collection::vec(prop::option::of(0..2 * WINDOW as DocId), 0..60),
        ) {
            let all: BTreeSet<DocId> = (0..ALL)
                .filter(|document| lists.iter().all(|list| list.contains_key(document)))
                .filter(|document| !others.iter().any(|list| list.contains_key(document)))
                .collect();
            let expected = |from| all.range(from..).next().copied().unwrap_or(TERMINATED);
            let postings = |lists: &[Listed]| lists.iter().map(postings).collect();
            let mut common = Common::new(postings(&lists), postings(&others), ALL);
            prop_assert_eq!(common.doc(), expected(0));
            for step in steps {
                let at = common.doc();
                let found = match step {
                    Some(step) => {
                        let target = at.saturating_add(step).min(TERMINATED);
                        prop_assert_eq!(common.seek(target), expected(target));
                        common.doc()
                    }
                    None => {
                        prop_assert_eq!(common.advance(), expected(at.saturating_add(1)));
                        common.doc()
                    }
                };
                if found != TERMINATED {
                    for (list, how) in common.occurrences() {
                        prop_assert_eq!(how, stored(lists[list][&found]));
                    }
                }
            }
        }
    }
}
