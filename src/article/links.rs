//! Everything that an article links to, numbered.

use std::collections::HashSet;

use super::{Article, Block, Inline, MarkKind};
use crate::text::sanitize;

/// A link of an article. What it is called by is its place among them, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What the article calls it; empty when it is nothing but an address.
    pub text: String,
    /// Where it leads; absolute where the article's own address was known.
    pub url: String,
    /// Where the link is to a file that comes with the article.
    pub media_type: Option<String>,
}

impl Article {
    /// The addresses of its pictures: the lead picture first if there is one, then those of
    /// the text.
    pub fn picture_addresses(&self) -> impl Iterator<Item = &str> {
        let inline = self.body.iter().filter_map(|block| match block {
            Block::Image { url, .. } => Some(url.as_str()),
            _ => None,
        });
        self.image.as_deref().into_iter().chain(inline)
    }

    /// The links of the text alone, in its order; each address once.
    #[must_use]
    pub fn text_links(&self) -> Vec<Link> {
        let mut gathered = Gathered::default();
        gathered.of_blocks(&self.body);
        gathered.links
    }

    /// The links in the order of the text, then the files that come with the article,
    /// what the site sets beside it, its discussion and its own page; each address once.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        let mut gathered = Gathered::default();
        gathered.of_blocks(&self.body);
        for enclosure in &self.enclosures {
            let text = enclosure.title.as_deref().unwrap_or_default();
            gathered.add(text, &enclosure.url, enclosure.media_type.as_deref());
        }
        for other in &self.see_also {
            gathered.add(&other.title, &other.url, None);
        }
        for url in [&self.discussion, &self.url].into_iter().flatten() {
            gathered.add("", url, None);
        }
        gathered.links
    }
}

#[derive(Default)]
struct Gathered<'a> {
    links: Vec<Link>,
    known: HashSet<&'a str>,
}

impl<'a> Gathered<'a> {
    fn of_blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Heading { text, .. } | Block::Paragraph(text) => self.of_inline(text),
                Block::Quote(blocks) => self.of_blocks(blocks),
                Block::List { items, .. } => items.iter().for_each(|item| self.of_blocks(item)),
                Block::Table { rows, .. } => {
                    rows.iter().flatten().for_each(|cell| self.of_inline(cell));
                }
                Block::Image { caption, .. } => {
                    caption.iter().for_each(|text| self.of_inline(text));
                }
                Block::Preformatted(_) | Block::Rule => {}
            }
        }
    }

    fn of_inline(&mut self, inline: &'a Inline) {
        for mark in &inline.marks {
            if let MarkKind::Link(url) = &mark.kind {
                let text = inline.text.get(mark.range.clone()).unwrap_or_default();
                // What is cut out of a text may have one end of an isolate.
                self.add(&sanitize::text(text), url, None);
            }
        }
    }

    fn add(&mut self, text: &str, url: &'a str, media_type: Option<&str>) {
        if self.known.insert(url) {
            let text = text.replace('\n', " ");
            self.links.push(Link {
                text: if text == url { String::new() } else { text },
                url: url.to_owned(),
                media_type: media_type.map(str::to_owned),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Enclosure, html};

    #[test]
    fn links_are_numbered_in_the_order_of_the_text() {
        let article = Article {
            url: Some("https://a.example/1".into()),
            enclosures: vec![Enclosure {
                url: "https://a.example/1.mp3".into(),
                media_type: Some("audio/mpeg".into()),
                length: None,
                title: None,
            }],
            body: html::blocks(
                "<p><a href='https://a.example/2'>ثان</a> و<a href='mailto:a@a.example'>بريد</a></p>\
                 <ul><li><a href='gemini://a.example/'>gemini://a.example/</a></ul>\
                 <p><a href='https://a.example/2'>مرة أخرى</a> <a href='javascript:x()'>لا</a></p>",
                None,
            ),
            ..Article::default()
        };
        let told: Vec<_> = article
            .links()
            .into_iter()
            .map(|link| (link.text, link.url))
            .collect();
        let told: Vec<_> = told
            .iter()
            .map(|(text, url)| (text.as_str(), url.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("ثان", "https://a.example/2"),
                ("بريد", "mailto:a@a.example"),
                ("", "gemini://a.example/"),
                ("", "https://a.example/1.mp3"),
                ("", "https://a.example/1"),
            ]
        );
    }
}
