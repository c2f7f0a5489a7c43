//! Running text taken apart.

use super::{Inline, Mark};

impl Inline {
    /// The parts between forced line breaks, each with the byte it begins at.
    pub fn lines(&self) -> impl Iterator<Item = (usize, Self)> {
        let mut start = 0;
        // Each mark is looked at in the lines that it reaches into and in no other.
        let mut marks = self.marks.iter().peekable();
        let mut open: Vec<&Mark> = Vec::new();
        self.text.split('\n').map(move |line| {
            let range = start..start + line.len();
            start = range.end + 1;
            open.retain(|mark| range.start < mark.range.end);
            while let Some(mark) = marks.next_if(|mark| mark.range.start < range.end) {
                open.push(mark);
            }
            (range.start, self.part(range, &open))
        })
    }

    /// The same with a blank for each forced line break.
    #[must_use]
    pub fn on_one_line(mut self) -> Self {
        if self.text.contains('\n') {
            self.text = self.text.replace('\n', " ");
        }
        self
    }

    /// The text of `range` with what of `marks` lies in it.
    fn part(&self, range: std::ops::Range<usize>, marks: &[&Mark]) -> Self {
        let marks = marks.iter().filter_map(|mark| {
            let start = mark.range.start.max(range.start);
            let end = mark.range.end.min(range.end);
            (start < end).then(|| Mark {
                range: start - range.start..end - range.start,
                kind: mark.kind.clone(),
            })
        });
        Self {
            marks: marks.collect(),
            text: self.text[range.clone()].to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::MarkKind;

    #[test]
    fn a_mark_across_a_line_break_marks_both_lines() {
        let inline = Inline {
            text: "ab\ncd".to_owned(),
            marks: vec![Mark {
                range: 1..4,
                kind: MarkKind::Strong,
            }],
        };
        let lines: Vec<_> = inline.lines().collect();
        let ranges: Vec<_> = lines.iter().map(|(_, line)| &line.marks[0].range).collect();
        assert_eq!(ranges, [&(1..2), &(0..1)]);
        assert_eq!((lines[1].0, lines[1].1.text.as_str()), (3, "cd"));
    }
}
