//! A body as plain text, for search and for programs.

use std::borrow::Cow;
use std::slice;

use super::{Article, Block, Inline};
use crate::text::cut::beginning;

impl Article {
    /// How the article begins, on one line: its summary, else as many paragraphs as tell
    /// something.
    #[must_use]
    pub fn opening(&self) -> String {
        const ENOUGH: usize = 600;
        if let Some(summary) = self
            .summary
            .as_deref()
            .filter(|summary| !summary.is_empty())
        {
            return summary.to_owned();
        }
        let mut opening = String::new();
        for (_, text) in self.paragraphs(0) {
            if opening.len() >= ENOUGH {
                break;
            }
            if !opening.is_empty() {
                opening.push(' ');
            }
            opening.push_str(&text.replace('\n', " "));
        }
        opening
    }

    /// The body as plain text in logical order, a line a block; the cells of a table
    /// row stand on one line with tabs between them, and an image gives its
    /// description and its caption.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut bytes = 0;
        each_line(&self.body, &mut |line| bytes += line.len() + 1);
        let mut text = String::with_capacity(bytes);
        append(&self.body, &mut text);
        text
    }

    /// The blocks of the body from `first` on as plain text, each with its index; those
    /// without any text are left out.
    #[must_use]
    pub fn paragraphs(&self, first: usize) -> Vec<(usize, String)> {
        let blocks = self.body.iter().enumerate().skip(first);
        blocks
            .map(|(index, block)| {
                let mut text = String::new();
                append(slice::from_ref(block), &mut text);
                (index, text.trim_end().to_owned())
            })
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    /// The article itself, where its body has no more than so many bytes of text; else what it
    /// says by title, summary, authors and tags, and so much of the body.
    #[must_use]
    pub fn beginning(&self, bytes: usize) -> Cow<'_, Self> {
        let mut left = bytes;
        let whole = self.body.iter().position(|block| {
            let mut text = 0;
            each_line(slice::from_ref(block), &mut |line| text += line.len());
            let is_longer = text > left;
            left -= if is_longer { 0 } else { text };
            is_longer
        });
        let Some(whole) = whole else {
            return Cow::Borrowed(self);
        };
        let mut body = self.body[..whole].to_vec();
        let mut text = String::new();
        each_line(slice::from_ref(&self.body[whole]), &mut |line| {
            text.push_str(beginning(line, left - text.len()));
        });
        body.push(Block::Preformatted(text));
        Cow::Owned(Self {
            title: self.title.clone(),
            summary: self.summary.clone(),
            authors: self.authors.clone(),
            tags: self.tags.clone(),
            body,
            ..Self::default()
        })
    }

    /// Words of the body; of a very long one as many as its beginning lets expect.
    #[must_use]
    pub fn words(&self) -> u64 {
        const COUNTED: usize = 256 << 10;
        let (mut words, mut counted, mut all) = (0, 0, 0);
        each_line(&self.body, &mut |line| {
            all += line.len();
            let line = beginning(line, COUNTED - counted);
            words += line.split_whitespace().count();
            counted += line.len();
        });
        if all <= COUNTED {
            return words as u64;
        }
        (words as f64 * all as f64 / counted.max(1) as f64) as u64
    }

    /// The article for another program: title, body and address in logical order, an
    /// empty line between them.
    #[must_use]
    pub fn whole_text(&self) -> String {
        let body = self.plain_text();
        let body = body.trim_end().replace('\n', "\n\n");
        let parts = [
            self.title.as_str(),
            &body,
            self.url.as_deref().unwrap_or(""),
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("\n\n")
    }
}

fn append(blocks: &[Block], out: &mut String) {
    each_line(blocks, &mut |line| {
        out.push_str(line);
        out.push('\n');
    });
}

/// Hands the texts of `blocks` that say something to `take`, in the order of reading.
fn each_line(blocks: &[Block], take: &mut dyn FnMut(&str)) {
    let mut line = |text: &str| {
        if text.contains(|c: char| !c.is_whitespace()) {
            take(text);
        }
    };
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => line(&text.text),
            Block::Quote(blocks) => each_line(blocks, &mut line),
            Block::List { items, .. } => {
                items.iter().for_each(|item| each_line(item, &mut line));
            }
            Block::Preformatted(text) => line(text),
            Block::Table { rows, .. } => rows.iter().for_each(|row| line(&cells(row))),
            Block::Image { alt, caption, .. } => {
                let caption = caption.as_ref().map_or("", |caption| &caption.text);
                if !caption.contains(alt.as_str()) {
                    line(alt);
                }
                line(caption);
            }
            Block::Rule => {}
        }
    }
}

fn cells(row: &[Inline]) -> String {
    let cells: Vec<String> = row
        .iter()
        .map(|cell| cell.text.replace('\n', " "))
        .collect();
    cells.join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_captions_and_descriptions_are_read() {
        let image = |alt: &str, caption: &str| Block::Image {
            url: "https://a.example/1.jpg".into(),
            alt: alt.into(),
            caption: Some(Inline::plain(caption).into()),
        };
        let article = Article {
            body: vec![
                image("سفينة", "سفينة في المرفأ"),
                image("قطار", "المحطة"),
                Block::Table {
                    header: true,
                    rows: vec![
                        vec![Inline::plain("السنة"), Inline::plain("العدد\nبالآلاف")],
                        vec![Inline::plain("2026"), Inline::plain("7")],
                    ],
                },
            ],
            ..Article::default()
        };
        assert_eq!(
            article.plain_text(),
            "سفينة في المرفأ\nقطار\nالمحطة\nالسنة\tالعدد بالآلاف\n2026\t7\n"
        );
    }

    #[test]
    fn a_long_body_is_cut() {
        let body = ["أول", "ثان وثالث"].map(|text| Block::Paragraph(Inline::plain(text)));
        let article = Article {
            title: "عنوان".into(),
            url: Some("https://a.example/1".into()),
            body: body.to_vec(),
            ..Article::default()
        };
        let bytes = article.plain_text().trim().len() - 1;
        assert!(matches!(article.beginning(bytes), Cow::Borrowed(_)));
        let cut = article.beginning(bytes - 1);
        assert_eq!(cut.plain_text(), "أول\nثان وثال\n");
        let cut = article.beginning(6);
        assert_eq!(
            (cut.plain_text().as_str(), cut.title.as_str()),
            ("أول\n", "عنوان")
        );
    }

    #[test]
    fn words_are_counted_or_estimated() {
        let article = |times: usize| Article {
            body: vec![
                Block::Paragraph(Inline::plain("أربع كلمات في سطر\nواثنتان أيضا")),
                Block::Preformatted("ثلاث كلمات هنا\n".repeat(times)),
            ],
            ..Article::default()
        };
        assert_eq!(Article::default().words(), 0);
        assert_eq!(article(9).words(), 6 + 27);
        let words = article(100_000).words();
        assert!(words.abs_diff(300_006) < 300, "{words}");
    }
}
