//! A text of a piece: what it says, what is marked in it, and what is drawn for it.

use std::cell::OnceCell;
use std::ops::Range;

use super::looks::Looks;
use super::portion::Around;
use super::role::{Look, Role};
use crate::article::{Inline, MarkKind};
use crate::text::{BaseDirection, Cell, Direction, Line, Paragraph};

/// A text with its marks, without line breaks.
#[derive(Debug)]
pub(super) struct Text {
    inline: Inline,
    role: Role,
    hits: Vec<Range<usize>>,
    base: BaseDirection,
    /// Bytes of the piece's text before this one.
    offset: usize,
    /// In the order of the text.
    notes: Vec<Note>,
    /// What it is laid out after, and is not drawn.
    before: String,
    /// What it is laid out before.
    after: String,
    looks: OnceCell<Looks>,
    paragraph: OnceCell<Paragraph>,
}

/// The number of a footnote, drawn between the bytes of a text.
#[derive(Debug)]
struct Note {
    /// The byte that it stands before.
    byte: usize,
    /// Bytes of all numbers before it.
    added: usize,
    number: String,
}

impl Text {
    pub fn new(inline: Inline, role: Role, base: BaseDirection) -> Self {
        Self {
            inline,
            role,
            hits: Vec::new(),
            base,
            offset: 0,
            notes: Vec::new(),
            before: String::new(),
            after: String::new(),
            looks: OnceCell::new(),
            paragraph: OnceCell::new(),
        }
    }

    /// A text of the typesetter's own, such as a bullet.
    pub fn ornament(text: &str, role: Role, direction: Direction) -> Self {
        let inline = Inline {
            text: text.to_owned(),
            marks: Vec::new(),
        };
        Self::new(inline, role, BaseDirection::Always(direction))
    }

    pub fn with_hits(self, hits: Vec<Range<usize>>) -> Self {
        Self { hits, ..self }
    }

    pub fn at(self, offset: usize) -> Self {
        Self { offset, ..self }
    }

    /// With the numbers of footnotes drawn within: before which byte each stands, in order.
    pub fn with_notes(self, notes: Vec<(usize, String)>) -> Self {
        let mut added = 0;
        let notes = notes.into_iter().map(|(byte, number)| {
            let before = added;
            added += number.len();
            Note {
                byte,
                added: before,
                number,
            }
        });
        Self {
            notes: notes.collect(),
            ..self
        }
    }

    /// Amid the rest of its line.
    pub fn amid(self, around: Around) -> Self {
        Self {
            base: BaseDirection::Always(around.direction),
            before: around.before,
            after: around.after,
            ..self
        }
    }

    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What is drawn. Its bytes are not those of the text where there are footnotes.
    pub fn paragraph(&self) -> &Paragraph {
        self.paragraph.get_or_init(|| {
            let Self { before, after, .. } = self;
            if self.notes.is_empty() && before.is_empty() && after.is_empty() {
                return Paragraph::new(&self.inline.text, self.base);
            }
            let around = before.len() + after.len();
            let mut drawn = String::with_capacity(self.inline.text.len() + around + 8);
            drawn.push_str(before);
            let mut from = 0;
            for note in &self.notes {
                drawn.push_str(&self.inline.text[from..note.byte]);
                drawn.push_str(&note.number);
                from = note.byte;
            }
            drawn.push_str(&self.inline.text[from..]);
            let range = before.len()..drawn.len();
            drawn.push_str(after);
            Paragraph::within(&drawn, range, self.base)
        })
    }

    /// The cells of `line` from left to right; the bytes that each shows are those of the
    /// text, none for a footnote's number.
    pub fn cells(&self, line: &Line) -> impl Iterator<Item = Cell<'_>> {
        self.paragraph().cells(line).map(|cell| Cell {
            start: self.byte(cell.start),
            end: self.byte(cell.end),
            ..cell
        })
    }

    /// The bytes of the text that `line` shows.
    pub fn range_of(&self, line: &Line) -> Range<usize> {
        let drawn = self.paragraph().text_range(line);
        self.byte(drawn.start)..self.byte(drawn.end)
    }

    /// The byte of the text where byte `drawn` of the paragraph stands.
    fn byte(&self, drawn: usize) -> usize {
        if self.notes.is_empty() {
            return drawn;
        }
        let before = self
            .notes
            .partition_point(|note| note.byte + note.added < drawn);
        let Some(note) = self.notes[..before].last() else {
            return drawn;
        };
        let added = note.added + note.number.len();
        // Within the number itself it is the byte that the number stands before.
        note.byte.max(drawn.saturating_sub(added))
    }

    /// Logical order.
    pub fn content(&self) -> &str {
        &self.inline.text
    }

    pub fn role(&self) -> Role {
        self.role
    }

    /// The address that the text links to at `byte`.
    pub fn link(&self, byte: usize) -> Option<&str> {
        self.inline.marks.iter().find_map(|mark| match &mark.kind {
            MarkKind::Link(address) if mark.range.contains(&byte) => Some(address.as_str()),
            _ => None,
        })
    }

    /// The look of what shows `range` of the text.
    pub fn look(&self, range: &Range<usize>) -> Look {
        if range.is_empty() {
            return Look::from(Role::Ornament);
        }
        let looks = self
            .looks
            .get_or_init(|| Looks::new(self.role, &self.inline.marks, &self.hits));
        looks.of(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_the_text_are_found_again_between_footnotes() {
        let content = "قالت الوزارة إن Reuters نقلت";
        let after = |word: &str| content.find(word).unwrap_or(0) + word.len();
        let text = || {
            let inline = Inline {
                text: content.to_owned(),
                marks: Vec::new(),
            };
            let notes = vec![
                (after("الوزارة"), "¹".to_owned()),
                (after("Reuters"), "¹²".to_owned()),
            ];
            Text::new(inline, Role::Body, BaseDirection::PLAIN).with_notes(notes)
        };
        are_found_again(content, &text());
        let around = Around {
            direction: Direction::RightToLeft,
            before: "مضى. \u{2067}(".to_owned(),
            after: ") \u{2069}".to_owned(),
        };
        are_found_again(content, &text().amid(around));
    }

    #[track_caller]
    fn are_found_again(content: &str, text: &Text) {
        let line = text.paragraph().one_line();
        let drawn: String = text.cells(&line).map(|cell| cell.symbol).collect();
        assert!(drawn.contains("Reuters¹²"), "{drawn}");
        assert!(!drawn.contains(['.', '(', ')']), "{drawn}");
        let mut shown: Vec<Range<usize>> =
            text.cells(&line).map(|cell| cell.text_range()).collect();
        shown.sort_by_key(|range| (range.start, range.end));
        assert_eq!(shown.iter().filter(|range| range.is_empty()).count(), 3);
        shown.retain(|range| !range.is_empty());
        let together = shown.windows(2).all(|pair| pair[0].end == pair[1].start);
        assert!(together && shown[0].start == 0, "{shown:?}");
        assert_eq!(text.range_of(&line), 0..content.len());
        for line in text.paragraph().lines(9) {
            let range = text.range_of(&line);
            assert!(content.get(range).is_some());
        }
    }
}
