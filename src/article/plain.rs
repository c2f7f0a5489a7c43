//! A body as plain text, for search and for programs.

use super::{Article, Block, Inline};

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
        let mut text = String::new();
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
                append(std::slice::from_ref(block), &mut text);
                (index, text.trim_end().to_owned())
            })
            .filter(|(_, text)| !text.is_empty())
            .collect()
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
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => line(&text.text, out),
            Block::Quote(blocks) => append(blocks, out),
            Block::List { items, .. } => items.iter().for_each(|item| append(item, out)),
            Block::Preformatted(text) => line(text, out),
            Block::Table { rows, .. } => rows.iter().for_each(|row| line(&cells(row), out)),
            Block::Image { alt, caption, .. } => {
                let caption = caption.as_ref().map_or("", |caption| &caption.text);
                if !caption.contains(alt.as_str()) {
                    line(alt, out);
                }
                line(caption, out);
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

fn line(text: &str, out: &mut String) {
    if !text.trim().is_empty() {
        out.push_str(text);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_captions_and_descriptions_are_read() {
        let image = |alt: &str, caption: &str| Block::Image {
            url: "https://a.example/1.jpg".into(),
            alt: alt.into(),
            caption: Some(Inline::plain(caption)),
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
}
