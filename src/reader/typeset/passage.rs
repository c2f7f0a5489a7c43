//! Passages of an article: words and runs of text of its body, and their places in it, which
//! no layout changes.

use unicode_segmentation::UnicodeSegmentation;

use super::Document;
use super::piece::Number;
use super::selection::{Selection, Spot};
use crate::library::{Passage, Position};
use crate::text::needle::Needle;

impl Document {
    /// The words of part `number`, in the order of reading; none of what is not of the body.
    #[must_use]
    pub fn words(&self, number: usize) -> Vec<Selection> {
        let mut words = Vec::new();
        let Some(part) = self.parts.get(number).filter(|part| part.is_body()) else {
            return words;
        };
        for (index, piece) in part.pieces(&self.source).iter().enumerate() {
            for (text, _) in piece.selectable() {
                let spot = |byte| Spot {
                    piece: Number {
                        part: number,
                        piece: index,
                    },
                    text,
                    byte,
                };
                let found = piece.texts()[text].content().unicode_word_indices();
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
            self.parts
                .get(spot.piece.part)
                .filter(|part| part.is_body())?;
            let piece = self.piece(spot.piece)?;
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
            .or_else(|| self.first(&passage.text))
    }

    /// The place of `position`: of the text that begins there rather than of one that ends
    /// there, or the other way round.
    fn spot(&self, position: Position, begins: bool) -> Option<Spot> {
        let mut found = None;
        let part = self.part_of(position);
        // What begins with a part may also end the one before it.
        let first = Number {
            part: part.saturating_sub(1),
            piece: 0,
        };
        for (piece, content) in self
            .pieces(first)
            .take_while(|(piece, _)| piece.part <= part)
        {
            if content.origin.block != Some(position.block) {
                continue;
            }
            for (text, _) in content.selectable() {
                let content_text = &content.texts()[text];
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

    /// The first place where `sought` occurs.
    fn first(&self, sought: &str) -> Option<Selection> {
        let needle = Needle::new(sought);
        let mut parts = 0..self.parts.len();
        let part = parts.find(|part| self.count(*part, &needle) > 0)?;
        self.find(part, &needle).into_iter().next()
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::{Head, Hits, Setting};
    use super::*;
    use crate::article::{Article, html};
    use crate::locale::{Language, Locale};

    fn document(html: &str, width: usize) -> Document {
        let article = Article {
            title: "عنوان".to_owned(),
            body: html::blocks(html, None),
            ..Article::default()
        };
        let locale = Rc::new(Locale::new(Language::ARABIC));
        let setting = Setting::plain(width);
        let hits: Hits = Box::new(|_, _| Vec::new());
        Document::new(article.into(), Head::default(), locale, setting, hits)
    }

    fn words(document: &Document) -> Vec<Selection> {
        let parts = 0..document.parts();
        parts.flat_map(|part| document.words(part)).collect()
    }

    const BODY: &str = "<p>قال الوزير (WHO) إن الأسعار<br>ستنخفض</p><ul><li>أولًا<li>ثانيًا</ul>\
        <table><tr><td>واحد<td>اثنان<tr><td>ثلاثة<td>أربعة</table><blockquote><p>اقتباس</blockquote>";

    #[test]
    fn a_passage_is_found_again_at_every_width() {
        let narrow = document(BODY, 12);
        let wide = document(BODY, 80);
        let words = words(&narrow);
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
        let words = words(&before);
        let passage = before.passage(&words[2].to(words[3])).expect("a passage");
        assert_eq!(passage.text, "الفقرة الثانية");
        let after = document("<p>فقرة جديدة</p><p>أول</p><p>الفقرة الثانية هنا</p>", 40);
        let found = after.find_passage(&passage).expect("found");
        assert_eq!(after.text_of(&found), passage.text);
        let gone = document("<p>شيء آخر</p>", 40);
        assert_eq!(gone.find_passage(&passage), None);
    }
}
