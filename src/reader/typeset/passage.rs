//! Passages of an article: words and runs of text of its body, and their places in it, which
//! no layout changes.

use unicode_segmentation::UnicodeSegmentation;

use super::Document;
use super::selection::{Selection, Spot};
use crate::library::{Passage, Position};

impl Document {
    /// The words of the body, in the order of reading.
    #[must_use]
    pub fn words(&self) -> Vec<Selection> {
        let mut words = Vec::new();
        for (piece, content) in self.pieces.iter().enumerate() {
            if !self.is_body(piece) {
                continue;
            }
            let texts = content.texts().iter().enumerate();
            for (text, content) in texts.filter(|(_, text)| text.is_selectable()) {
                let spot = |byte| Spot { piece, text, byte };
                let found = content.content().unicode_word_indices();
                words.extend(found.map(|(start, word)| Selection {
                    start: spot(start),
                    end: spot(start + word.len()),
                }));
            }
        }
        words
    }

    /// `selection` as a passage of the article; `None` where it reaches beyond the body.
    #[must_use]
    pub fn passage(&self, selection: &Selection) -> Option<Passage> {
        let position = |spot: Spot| {
            let piece = self
                .pieces
                .get(spot.piece)
                .filter(|_| self.is_body(spot.piece))?;
            let text = piece.texts().get(spot.text)?;
            Some(Position {
                block: piece.origin.block?,
                byte: piece.origin.byte + text.offset() + spot.byte,
            })
        };
        Some(Passage {
            start: position(selection.start)?,
            end: position(selection.end)?,
            text: self.text_of(selection),
        })
    }

    /// Where `passage` stands: where it was or, after the article has changed, where its text
    /// is first found; `None` when that is nowhere.
    #[must_use]
    pub fn find_passage(&self, passage: &Passage) -> Option<Selection> {
        let there = || -> Option<Selection> {
            Some(Selection {
                start: self.spot(passage.start, true)?,
                end: self.spot(passage.end, false)?,
            })
        };
        there()
            .filter(|there| !there.is_empty() && self.text_of(there) == passage.text)
            .or_else(|| self.find(&passage.text).into_iter().next())
    }

    /// The place of `position`: of the text that begins there rather than of one that ends
    /// there, or the other way round.
    fn spot(&self, position: Position, begins: bool) -> Option<Spot> {
        let mut found = None;
        let pieces = self.pieces.iter().enumerate();
        for (piece, content) in pieces.filter(|(_, one)| one.origin.block == Some(position.block)) {
            let texts = content.texts().iter().enumerate();
            for (text, content_text) in texts.filter(|(_, text)| text.is_selectable()) {
                let start = content.origin.byte + content_text.offset();
                let Some(byte) = position.byte.checked_sub(start) else {
                    continue;
                };
                let content = content_text.content();
                if byte <= content.len() && content.is_char_boundary(byte) {
                    found = Some(Spot { piece, text, byte });
                    if !begins {
                        return found;
                    }
                }
            }
        }
        found
    }

    /// Whether a piece is of the article's body, and not above or below it.
    fn is_body(&self, piece: usize) -> bool {
        let block = self.pieces[piece].origin.block;
        block.is_some_and(|block| block < self.blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Head, Setting};
    use super::*;
    use crate::article::{Article, html};
    use crate::locale::{Language, Locale};

    fn document(html: &str, width: usize) -> Document {
        let article = Article {
            title: "عنوان".to_owned(),
            body: html::blocks(html, None),
            ..Article::default()
        };
        let locale = Locale::new(Language::ARABIC);
        let setting = Setting::plain(width);
        Document::new(&article, &Head::default(), &locale, setting, &|_, _| {
            Vec::new()
        })
    }

    const BODY: &str = "<p>قال الوزير (WHO) إن الأسعار<br>ستنخفض</p><ul><li>أولًا<li>ثانيًا</ul>\
        <table><tr><td>واحد<td>اثنان<tr><td>ثلاثة<td>أربعة</table><blockquote><p>اقتباس</blockquote>";

    #[test]
    fn a_passage_is_found_again_at_every_width() {
        let narrow = document(BODY, 12);
        let wide = document(BODY, 80);
        let words = narrow.words();
        assert!(words.len() >= 12);
        for (first, start) in words.iter().enumerate() {
            for end in &words[first..] {
                let selection = start.to(*end);
                let passage = narrow.passage(&selection).expect("of the body");
                let again = wide.find_passage(&passage).expect("there");
                assert_eq!(wide.text_of(&again), passage.text);
                assert_eq!(again, selection);
            }
        }
    }

    #[test]
    fn a_passage_that_has_moved_is_found_by_its_text() {
        let before = document("<p>أول الكلام</p><p>الفقرة الثانية هنا</p>", 40);
        let words = before.words();
        let passage = before.passage(&words[2].to(words[3])).expect("a passage");
        assert_eq!(passage.text, "الفقرة الثانية");
        let after = document("<p>فقرة جديدة</p><p>أول</p><p>الفقرة الثانية هنا</p>", 40);
        let found = after.find_passage(&passage).expect("found");
        assert_eq!(after.text_of(&found), passage.text);
        let gone = document("<p>شيء آخر</p>", 40);
        assert_eq!(gone.find_passage(&passage), None);
    }
}
