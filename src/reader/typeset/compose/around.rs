//! What stands around an article's body: its head, its foot, its links and what readers say.

use super::super::Head;
use super::super::flow::Flow;
use super::super::piece::Shape;
use super::super::role::Role;
use super::super::text::Text;
use super::{Beside, Composer, Running};
use crate::article::{Article, Block, Inline, Mark, MarkKind};
use crate::text::{BaseDirection, sanitize};

impl Composer<'_> {
    pub(super) fn head(&mut self, article: &Article, head: &Head) {
        let labels = [
            article
                .breaking
                .then(|| (self.locale.text("breaking"), Role::Breaking)),
            article
                .category
                .clone()
                .map(|category| (category, Role::Category)),
        ];
        for (label, role) in labels.into_iter().flatten() {
            self.flow(Running::plain(&label, role));
        }
        let title = match article.title.as_str() {
            "" => self.locale.text("untitled"),
            title => title.to_owned(),
        };
        self.flow(Running {
            is_title: true,
            ..Running::plain(&title, Role::Title)
        });
        for line in self.circumstances(article, head) {
            self.about(line);
        }
        // The body has it too, where it is one of those.
        let is_in_body = |url: &String| article.picture_addresses().skip(1).any(|one| one == url);
        if let Some(url) = article.image.as_ref().filter(|url| !is_in_body(url)) {
            let is_there = self.picture(url);
            if !is_there && self.awaited.contains(url) {
                self.about(format!("[{}]", self.locale.text("image-coming")));
            }
        }
        let summary = article.summary.as_deref();
        if let Some(summary) = summary.filter(|summary| !begins_with(article, summary)) {
            self.space();
            self.flow(Running::plain(summary, Role::Summary));
        }
        self.rule();
    }

    /// Source and author, and the date, a line each.
    fn circumstances(&self, article: &Article, head: &Head) -> Vec<String> {
        let separator = self.locale.text("list-separator");
        let mut who = Vec::new();
        if !article.source.is_empty() {
            who.push(sanitize::isolate(&article.source));
        }
        if !article.authors.is_empty() {
            let authors = article.authors.join(&separator);
            who.push(
                self.locale
                    .with("author-line", [("author", authors.into())]),
            );
        }
        let mut lines = vec![who.join(" · "), head.date.clone()];
        lines.retain(|line| !line.is_empty());
        lines
    }

    pub(super) fn foot(&mut self, article: &Article) {
        let mut lines = Vec::new();
        if !article.source.is_empty() {
            let source = article.source.as_str();
            let line = self.locale.with("source-line", [("source", source.into())]);
            lines.push((line, None));
        }
        if !article.tags.is_empty() {
            let tags = article.tags.join(&self.locale.text("list-separator"));
            let line = self.locale.with("tags-line", [("tags", tags.into())]);
            lines.push((line, None));
        }
        for enclosure in &article.enclosures {
            let title = enclosure.title.as_deref().map(sanitize::isolate);
            let parts = [
                title,
                enclosure.media_type.clone(),
                Some(enclosure.url.clone()),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let what = parts.join(" · ");
            let line = self.locale.with("enclosure-line", [("what", what.into())]);
            lines.push((line, Some(enclosure.url.as_str())));
        }
        for other in &article.see_also {
            let title = other.title.as_str();
            let line = self.locale.with("see-also-line", [("title", title.into())]);
            lines.push((line, None));
        }
        if let Some(url) = article.url.as_deref() {
            let line = self.locale.with("original-line", [("url", url.into())]);
            lines.push((line, Some(url)));
        }
        if lines.is_empty() && self.footnotes.is_empty() {
            return;
        }
        self.rule();
        self.list_footnotes();
        for (line, address) in lines {
            self.about_link(line, address);
        }
    }

    pub(super) fn comments(&mut self, head: &Head) {
        let Some(comments) = &head.comments else {
            return;
        };
        self.rule();
        if comments.is_empty() {
            return self.about(self.locale.text("no-comments"));
        }
        let heading = self.locale.count("comments-count", comments.len() as u64);
        self.flow(Running::plain(&heading, Role::Heading));
        for comment in comments {
            self.space();
            let name = sanitize::isolate(&comment.name);
            self.about(format!("{name} · {}", comment.date));
            self.flow(Running::new(&Inline::plain(&comment.text), Role::Body));
        }
    }

    /// What the text links to, by number.
    fn list_footnotes(&mut self) {
        for (number, link) in self.footnotes.list() {
            let marker = self.locale.number(format!("{number}."));
            self.beside(Beside::Item(marker), |composer| {
                for text in [&link.text, &link.url] {
                    if !text.is_empty() {
                        composer.linked(text, &link.url);
                    }
                }
            });
        }
        if !self.footnotes.is_empty() {
            self.space();
        }
    }

    /// A text of a footnote, all of which links to `url`.
    fn linked(&mut self, text: &str, url: &str) {
        let link = Mark {
            range: 0..text.len(),
            kind: MarkKind::Link(url.to_owned()),
        };
        self.aligned(Running {
            marks: &[link],
            ..Running::plain(text, Role::Meta)
        });
    }

    /// A line of the interface about the article: it runs as the interface does and
    /// stands where the article begins.
    pub(super) fn about(&mut self, line: String) {
        self.about_link(line, None);
    }

    /// The same with `address`, which stands in it, followable.
    fn about_link(&mut self, line: String, address: Option<&str>) {
        let base = BaseDirection::Always(self.locale.direction());
        let bytes = line.len();
        let mut inline = Inline {
            text: line,
            marks: Vec::new(),
        };
        if let Some((address, start)) = address.and_then(|url| Some((url, inline.text.find(url)?)))
        {
            inline.marks.push(Mark {
                range: start..start + address.len(),
                kind: MarkKind::Link(address.to_owned()),
            });
        }
        let mut texts = vec![Text::new(inline, Role::Meta, base)];
        let flow = Flow {
            body: 0..1,
            edges: self.edges_in(&mut texts),
            direction: self.direction,
            align: Some(self.direction),
            goes_on: false,
        };
        self.add(texts, Shape::Flow(flow), bytes);
    }
}

/// Whether the body opens with the summary, as it does where an outlet made the one
/// from the other.
fn begins_with(article: &Article, summary: &str) -> bool {
    let summary = summary.trim_end_matches(['.', '…', ' ']);
    let first = article.body.iter().find_map(|block| match block {
        Block::Paragraph(inline) => Some(inline.text.as_str()),
        _ => None,
    });
    first.is_some_and(|first| first.starts_with(summary))
}
