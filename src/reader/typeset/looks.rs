//! How each stretch of a text looks, found by its bytes: an article may have as many links
//! as words.

use std::cell::Cell;
use std::ops::Range;

use super::role::{Look, Role};
use crate::article::{Mark, MarkKind};

/// Things that can be marked of a text: each kind of mark, and what a search has found.
const KINDS: usize = 6;
const HIT: usize = KINDS - 1;

/// The stretches of a text that look alike, in order, and the byte that each begins at.
#[derive(Debug)]
pub(super) struct Looks {
    role: Role,
    stretches: Vec<(usize, [bool; KINDS])>,
    /// The stretch that was looked up last: what is drawn next most often lies there too.
    last: Cell<usize>,
}

impl Looks {
    pub fn new(role: Role, marks: &[Mark], hits: &[Range<usize>]) -> Self {
        let marked = marks.iter().map(|mark| (&mark.range, kind(&mark.kind)));
        let found = hits.iter().map(|hit| (hit, HIT));
        let mut edges: Vec<(usize, bool, usize)> = marked
            .chain(found)
            .flat_map(|(range, kind)| [(range.start, true, kind), (range.end, false, kind)])
            .collect();
        edges.sort_unstable();
        let mut stretches = vec![(0, [false; KINDS])];
        // How many of each kind reach over the byte.
        let mut open = [0_isize; KINDS];
        for edges in edges.chunk_by(|one, next| one.0 == next.0) {
            for &(_, begins, kind) in edges {
                open[kind] += if begins { 1 } else { -1 };
            }
            stretches.push((edges[0].0, open.map(|count| count > 0)));
        }
        Self {
            role,
            stretches,
            last: Cell::new(0),
        }
    }

    /// The look of what shows `range` of the text, which is not empty.
    pub fn of(&self, range: &Range<usize>) -> Look {
        let first = self.stretch_of(range.start);
        let mut any = [false; KINDS];
        for (_, marked) in self.stretches[first..]
            .iter()
            .take_while(|(start, _)| *start < range.end)
        {
            for (any, marked) in any.iter_mut().zip(marked) {
                *any |= marked;
            }
        }
        let [strong, emphasis, strike, code, link, hit] = any;
        Look {
            strong,
            emphasis,
            strike,
            code,
            link,
            hit,
            ..Look::from(self.role)
        }
    }

    /// The stretch that holds `byte`.
    fn stretch_of(&self, byte: usize) -> usize {
        let begins = |at: usize| {
            self.stretches
                .get(at)
                .is_some_and(|(start, _)| *start <= byte)
        };
        let last = self.last.get();
        if begins(last) && !begins(last + 1) {
            return last;
        }
        let after = self.stretches.partition_point(|(start, _)| *start <= byte);
        self.last.set(after - 1);
        after - 1
    }
}

fn kind(kind: &MarkKind) -> usize {
    match kind {
        MarkKind::Strong => 0,
        MarkKind::Emphasis => 1,
        MarkKind::Strike => 2,
        MarkKind::Code => 3,
        MarkKind::Link(_) => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marks() -> impl Strategy<Value = Vec<Mark>> {
        let kinds = [
            MarkKind::Strong,
            MarkKind::Emphasis,
            MarkKind::Strike,
            MarkKind::Code,
            MarkKind::Link("https://a.example/".into()),
        ];
        let mark = (
            0..40_usize,
            1..12_usize,
            prop::sample::select(kinds.to_vec()),
        );
        let mark = mark.prop_map(|(start, length, kind)| Mark {
            range: start..start + length,
            kind,
        });
        prop::collection::vec(mark, 0..12)
    }

    proptest! {
        /// Whatever touches a range is seen in it, and nothing else.
        #[test]
        fn a_look_is_that_of_all_marks_that_touch(
            marks in marks(),
            hits in prop::collection::vec((0..40_usize, 1..5_usize), 0..4),
            start in 0..50_usize,
            length in 1..6_usize,
        ) {
            let hits: Vec<_> = hits.into_iter().map(|(start, length)| start..start + length).collect();
            let range = start..start + length;
            let touches = |other: &Range<usize>| other.start < range.end && range.start < other.end;
            let any = |wanted: fn(&MarkKind) -> bool| {
                marks.iter().any(|mark| touches(&mark.range) && wanted(&mark.kind))
            };
            let wanted = Look {
                strong: any(|kind| *kind == MarkKind::Strong),
                emphasis: any(|kind| *kind == MarkKind::Emphasis),
                strike: any(|kind| *kind == MarkKind::Strike),
                code: any(|kind| *kind == MarkKind::Code),
                link: any(|kind| matches!(kind, MarkKind::Link(_))),
                hit: hits.iter().any(touches),
                ..Look::from(Role::Quote)
            };
            prop_assert_eq!(Looks::new(Role::Quote, &marks, &hits).of(&range), wanted);
        }
    }
}
