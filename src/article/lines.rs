//! Running text taken apart.

use std::ops::Range;

use super::{Inline, Mark};

impl Inline {
    /// The same with a blank for each forced line break.
    #[must_use]
    pub fn on_one_line(mut self) -> Self {
        if self.text.contains('\n') {
            self.text = self.text.replace('\n', " ");
        }
        self
    }
}

/// The parts between forced line breaks of what lies in `range` of a text with `marks`, each
/// with the byte of the text that it begins at.
pub fn lines<'a>(
    text: &'a str,
    marks: &'a [Mark],
    range: Range<usize>,
) -> impl Iterator<Item = (usize, Inline)> + use<'a> {
    let mut start = range.start;
    // Each mark is looked at in the lines that it reaches into and in no other.
    let mut marks = marks.iter().peekable();
    let mut open: Vec<&Mark> = Vec::new();
    text[range].split('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        open.retain(|mark| range.start < mark.range.end);
        while let Some(mark) = marks.next_if(|mark| mark.range.start < range.end) {
            open.push(mark);
        }
        (range.start, part(line, range.start, &open))
    })
}

/// `text`, which begins at byte `start` of another, with what of the other's `marks` lies in it.
fn part(text: &str, start: usize, marks: &[&Mark]) -> Inline {
    let end = start + text.len();
    let marks = marks.iter().filter_map(|mark| {
        let from = mark.range.start.max(start);
        let to = mark.range.end.min(end);
        (from < to).then(|| Mark {
            range: from - start..to - start,
            kind: mark.kind.clone(),
        })
    });
    Inline {
        marks: marks.collect(),
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::MarkKind;

    #[test]
    fn a_mark_across_a_line_break_marks_both_lines() {
        let marks = vec![Mark {
            range: 1..4,
            kind: MarkKind::Strong,
        }];
        let whole: Vec<_> = lines("ab\ncd", &marks, 0..5).collect();
        let ranges: Vec<_> = whole.iter().map(|(_, line)| &line.marks[0].range).collect();
        assert_eq!(ranges, [&(1..2), &(0..1)]);
        assert_eq!((whole[1].0, whole[1].1.text.as_str()), (3, "cd"));
        let rest: Vec<_> = lines("ab\ncd", &marks, 2..4).collect();
        assert_eq!(rest[0], (2, Inline::default()));
        assert_eq!((rest[1].0, rest[1].1.text.as_str()), (3, "c"));
        assert_eq!(rest[1].1.marks[0].range, 0..1);
    }
}
