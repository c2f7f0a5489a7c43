//! Running text put together piece by piece.

use std::mem::discriminant;

use memchr::memmem;

use super::{Inline, Mark, MarkKind};
use crate::text::isolates::{POP_ISOLATE, is_isolate};
use crate::text::{letters, sanitize};

impl Inline {
    /// `raw` without marks. Line breaks stay, other runs of white space become one
    /// space; what a terminal must not see is gone.
    #[must_use]
    pub fn plain(raw: &str) -> Self {
        let mut builder = InlineBuilder::default();
        for (n, line) in sanitize::text(&letters::restored(raw))
            .split('\n')
            .enumerate()
        {
            if n > 0 {
                builder.line_break();
            }
            builder.push(line);
        }
        builder.take()
    }

    /// Appends `other` on a line of its own.
    pub fn append_line(&mut self, other: Self) {
        if other.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.into_iter().map(|mark| Mark {
            range: mark.range.start + offset..mark.range.end + offset,
            kind: mark.kind,
        }));
    }
}

impl Inline {
    /// The text with each of its lines in an isolate of its own (U+2066 to U+2068), which
    /// settles the order of its words and leaves where the line begins as it was.
    #[must_use]
    pub fn set_apart(mut self, isolate: char) -> Self {
        let before = isolate.len_utf8();
        let around = before + POP_ISOLATE.len_utf8();
        let breaks: Vec<usize> = self.text.match_indices('\n').map(|(at, _)| at).collect();
        let moved = |at: usize| {
            let lines = breaks.partition_point(|line_break| *line_break < at);
            at + before + lines * around
        };
        for mark in &mut self.marks {
            mark.range = moved(mark.range.start)..moved(mark.range.end);
        }
        let lines = self.text.split('\n');
        let lines: Vec<String> = lines
            .map(|line| format!("{isolate}{line}{POP_ISOLATE}"))
            .collect();
        self.text = lines.join("\n");
        self
    }
}

/// Whether there may be an isolate in `text`: no mark of them is passed over.
fn may_have_isolates(text: &str) -> bool {
    memmem::find(text.as_bytes(), &[0xe2, 0x81]).is_some()
}

/// Builds an [`Inline`]: white space collapses as in HTML, every piece is sanitised,
/// and marks that are open when a text ends go on in the next one.
#[derive(Debug, Default)]
pub struct InlineBuilder {
    text: String,
    marks: Vec<Mark>,
    /// The marks that are open, outermost first: kind and index into `marks`, which one
    /// that says the same as another around it does not have.
    open: Vec<(MarkKind, Option<usize>)>,
    /// Marks that have ended since spaces were last trimmed: of the others none lies in what
    /// may be.
    ended: Vec<usize>,
    /// The isolates that are open, outermost first.
    isolates: Vec<char>,
    /// Of how many pieces the text is made.
    pieces: usize,
    /// Whether there may be an isolate in the text.
    may_have_isolates: bool,
}

impl InlineBuilder {
    /// Appends text in logical order.
    pub fn push(&mut self, raw: &str) {
        if sanitize::is_plain(raw) {
            return self.push_clean(raw);
        }
        let letters = letters::restored(raw);
        let clean = sanitize::text(&letters);
        self.may_have_isolates |= may_have_isolates(&clean);
        self.push_clean(&clean);
    }

    /// Appends text that is clean; of isolates in it `may_have_isolates` is to know.
    pub(super) fn push_clean(&mut self, clean: &str) {
        self.pieces += 1;
        let is_kept = sanitize::has_single_spaces(clean)
            && !clean.starts_with(is_isolate)
            && !(clean.as_bytes().first() == Some(&b' ') && self.takes_no_space());
        if is_kept {
            self.text.push_str(clean);
        } else {
            self.push_words(clean);
        }
    }

    /// Appends the words of `clean`, with one space where there is white space.
    fn push_words(&mut self, clean: &str) {
        for (n, word) in clean.split([' ', '\t', '\n']).enumerate() {
            if n > 0 && !self.takes_no_space() {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    /// Whether a space would be one too many here.
    fn takes_no_space(&self) -> bool {
        self.text.ends_with(' ') || self.at_line_start()
    }

    /// Begins text that runs as `isolate` (U+2066 to U+2068) says, whatever stands around
    /// it; [`InlineBuilder::end_isolate`] ends it.
    pub fn begin_isolate(&mut self, isolate: char) {
        self.isolates.push(isolate);
        self.text.push(isolate);
        self.may_have_isolates = true;
    }

    /// Ends the isolate that was begun last.
    pub fn end_isolate(&mut self) {
        if self.isolates.pop().is_some() {
            self.text.push(POP_ISOLATE);
        }
    }

    /// Ends the line, unless nothing stands on it. Isolates end with it and go on in the
    /// next: none reaches over the end of a line.
    pub fn line_break(&mut self) {
        self.trim_spaces();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.close_isolates();
            self.text.push('\n');
            self.text.extend(&self.isolates);
        }
    }

    fn close_isolates(&mut self) {
        let closers = std::iter::repeat_n(POP_ISOLATE, self.isolates.len());
        self.text.extend(closers);
    }

    /// Whether the text is empty or at the start of a line.
    #[must_use]
    pub fn at_line_start(&self) -> bool {
        let text = self.text.trim_end_matches(is_isolate);
        text.is_empty() || text.ends_with('\n')
    }

    /// Begins a mark; [`InlineBuilder::close`] ends it. Inside a mark of its kind it
    /// adds nothing, and there are no links in links.
    pub fn open(&mut self, kind: MarkKind) {
        let is_said = self
            .open
            .iter()
            .any(|(open, _)| discriminant(open) == discriminant(&kind));
        let index = (!is_said).then_some(self.marks.len());
        if !is_said {
            let start = self.text.len();
            self.marks.push(Mark {
                range: start..start,
                kind: kind.clone(),
            });
        }
        self.open.push((kind, index));
    }

    /// Ends the mark that was opened last.
    pub fn close(&mut self) {
        if let Some((_, Some(index))) = self.open.pop() {
            self.marks[index].range.end = self.text.len();
            self.ended.push(index);
        }
    }

    /// The text so far without white space at its ends; the builder begins anew with
    /// the same marks open.
    pub fn take(&mut self) -> Inline {
        let ends = |c: char| matches!(c, ' ' | '\n' | '\u{2066}'..='\u{2068}');
        let kept = self.text.trim_end_matches(ends).len();
        self.text.truncate(kept);
        let may_have_isolates = self.may_have_isolates;
        if may_have_isolates {
            let closed = self.text.matches(POP_ISOLATE).count();
            let all = self.text.matches(is_isolate).count();
            let unclosed = all.saturating_sub(2 * closed);
            self.text.extend(std::iter::repeat_n(POP_ISOLATE, unclosed));
        }
        if self
            .text
            .chars()
            .all(|c| is_isolate(c) || c.is_whitespace())
        {
            self.text.clear();
        }
        let length = self.text.len();
        for index in self.open.iter().filter_map(|(_, index)| *index) {
            self.marks[index].range.end = length;
        }
        let text = std::mem::take(&mut self.text);
        let mut marks = std::mem::take(&mut self.marks);
        self.ended.clear();
        self.text.extend(&self.isolates);
        self.may_have_isolates = !self.isolates.is_empty();
        let open = std::mem::take(&mut self.open);
        for (kind, _) in open {
            self.open(kind);
        }
        // What ended in what is gone ends after the isolates that were closed in its place.
        let moved = |at: usize| if at > kept { length } else { at.min(length) };
        for mark in &mut marks {
            mark.range = moved(mark.range.start)..moved(mark.range.end);
        }
        marks.retain(|mark| !mark.range.is_empty());
        marks.sort_by_key(|mark| mark.range.start);
        let is_one = std::mem::take(&mut self.pieces) <= 1;
        if is_one && !may_have_isolates {
            return Inline { text, marks };
        }
        // Pieces that are harmless alone may not be so together (floods of marks).
        match sanitize::text(&text) {
            clean if clean == text => Inline { text, marks },
            clean => Inline {
                text: clean.into_owned(),
                marks: Vec::new(),
            },
        }
    }

    fn trim_spaces(&mut self) {
        let length = self.text.trim_end_matches(' ').len();
        self.text.truncate(length);
        let open = self.open.iter().filter_map(|(_, index)| *index);
        for index in self.ended.drain(..).chain(open) {
            let range = &mut self.marks[index].range;
            *range = range.start.min(length)..range.end.min(length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_across_pieces() {
        let mut builder = InlineBuilder::default();
        builder.push("  قال \n");
        builder.open(MarkKind::Strong);
        builder.push(" الوزير ");
        builder.line_break();
        builder.close();
        builder.push("\tأمس ");
        let inline = builder.take();
        assert_eq!(inline.text, "قال الوزير\nأمس");
        assert_eq!(&inline.text[inline.marks[0].range.clone()], "الوزير\n");
    }

    proptest::proptest! {
        #[test]
        fn white_space_collapses_the_same_whatever_is_pushed(
            pieces in proptest::collection::vec("[ \\t\\nab\u{2067}\u{2069}«و]{0,6}", 0..6)
        ) {
            let (mut pushed, mut words) = (InlineBuilder::default(), InlineBuilder::default());
            for piece in pieces {
                pushed.push(&piece);
                words.push_words(&sanitize::text(&piece));
            }
            assert_eq!(pushed.text, words.text);
        }

        #[test]
        fn what_is_taken_is_clean(
            pieces in proptest::collection::vec("(\\PC|[ \\t\\n]|\u{64b}{0,20}|\u{2067}|\u{2069}){0,6}", 0..3)
        ) {
            let mut builder = InlineBuilder::default();
            for piece in pieces {
                builder.push(&piece);
            }
            let taken = builder.take().text;
            assert_eq!(sanitize::text(&taken), taken);
        }
    }

    #[test]
    fn an_open_mark_goes_on_in_the_next_text() {
        let mut builder = InlineBuilder::default();
        builder.open(MarkKind::Emphasis);
        builder.push("أول");
        let first = builder.take();
        builder.push("ثان");
        builder.close();
        let second = builder.take();
        for inline in [first, second] {
            assert_eq!(inline.marks.len(), 1);
            assert_eq!(inline.marks[0].range, 0..inline.text.len());
        }
    }

    #[test]
    fn isolates_end_with_their_line_and_go_on_in_the_next() {
        let mut builder = InlineBuilder::default();
        builder.push("قال ");
        builder.begin_isolate('\u{2066}');
        builder.push("A-1");
        builder.line_break();
        builder.push("B");
        let first = builder.take();
        assert_eq!(first.text, "قال \u{2066}A-1\u{2069}\n\u{2066}B\u{2069}");
        builder.push("C");
        builder.end_isolate();
        assert_eq!(builder.take().text, "\u{2066}C\u{2069}");
        builder.begin_isolate('\u{2068}');
        builder.end_isolate();
        assert_eq!(builder.take().text, "");
    }

    #[test]
    fn marks_lie_between_characters_where_isolates_are_closed_in_their_place() {
        let mut builder = InlineBuilder::default();
        builder.begin_isolate('\u{2068}');
        builder.push("A");
        builder.open(MarkKind::Strong);
        builder.push(" ");
        builder.open(MarkKind::Code);
        builder.close();
        builder.close();
        let inline = builder.take();
        assert_eq!(inline.text, "\u{2068}A\u{2069}");
        for mark in &inline.marks {
            assert!(inline.text.get(mark.range.clone()).is_some(), "{mark:?}");
        }
    }

    #[test]
    fn a_flood_of_marks_in_pieces_is_cut() {
        let mut builder = InlineBuilder::default();
        builder.push("ب");
        for _ in 0..1000 {
            builder.open(MarkKind::Strong);
            builder.push("\u{64e}\u{64e}");
            builder.close();
        }
        let inline = builder.take();
        assert!(inline.text.chars().count() < 20);
        assert!(inline.marks.is_empty());
    }
}
