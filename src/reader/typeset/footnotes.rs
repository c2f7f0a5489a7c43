//! Links as footnotes: a number after each, and the list at the end.

use std::collections::HashMap;

use crate::article::{Article, Inline, Link, MarkKind};

/// The links of an article's text by their numbers.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    links: Vec<Link>,
    numbers: HashMap<String, usize>,
}

impl Footnotes {
    /// Those of `article`, numbered as [`Article::links`] has them; none if they are not
    /// `wanted`.
    pub fn new(article: &Article, wanted: bool) -> Self {
        if !wanted {
            return Self::default();
        }
        let links = article.text_links();
        let numbers = links.iter().zip(1..);
        Self {
            numbers: numbers
                .map(|(link, number)| (link.url.clone(), number))
                .collect(),
            links,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// Each with its number, in order.
    pub fn list(&self) -> Vec<(usize, Link)> {
        (1..).zip(self.links.iter().cloned()).collect()
    }

    /// What to draw in `inline`: before which bytes, and the numbers. One stands after a
    /// whole word, so that no letters are parted.
    pub fn within(&self, inline: &Inline) -> Vec<(usize, String)> {
        if self.links.is_empty() {
            return Vec::new();
        }
        let mut notes: Vec<(usize, String)> = Vec::new();
        for mark in &inline.marks {
            let MarkKind::Link(url) = &mark.kind else {
                continue;
            };
            let text = inline.text.get(mark.range.clone()).unwrap_or_default();
            let Some(number) = self.numbers.get(url).filter(|_| text != url) else {
                continue;
            };
            let end = mark.range.start + text.trim_end().len();
            let is_part = |c: char| c.is_alphanumeric() || is_combining(c);
            let rest = &inline.text[end..];
            let word = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            notes.push((end + word, superscript(*number)));
        }
        notes.sort_by_key(|(byte, _)| *byte);
        notes
    }
}

/// Marks on letters, and what joins them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{200c}' | '\u{200d}')
}

/// The digits of `number`, raised.
fn superscript(number: usize) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = number.to_string();
    let digits = digits
        .bytes()
        .map(|digit| RAISED[usize::from(digit - b'0')]);
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::html;

    #[test]
    fn numbers_stand_after_whole_words() {
        let article = Article {
            body: html::blocks(
                "<p>قال <a href='https://a.example/1'>وزي</a>رُها إن <a href='https://a.example/2'>\
                 Reuters </a>نقلت <a href='https://a.example/1'>هذا</a>، \
                 <a href='https://a.example/3'>https://a.example/3</a></p>",
                None,
            ),
            ..Article::default()
        };
        let footnotes = Footnotes::new(&article, true);
        let crate::article::Block::Paragraph(inline) = &article.body[0] else {
            panic!("a paragraph");
        };
        let mut text = inline.text.clone();
        for (byte, number) in footnotes.within(inline).into_iter().rev() {
            text.insert_str(byte, &number);
        }
        assert_eq!(
            text,
            "قال وزيرُها¹ إن Reuters² نقلت هذا¹، https://a.example/3"
        );
        assert_eq!(footnotes.list().len(), 3);
    }
}
