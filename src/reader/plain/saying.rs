//! What the linear reader says.

use std::io::Write;

use super::{Numbered, PAGE, Plain};
use crate::library::{ArticleId, Headline, Position};
use crate::reader::action::Action;
use crate::reader::help_keys::key_names;
use crate::reader::keymap::Keymap;
use crate::reader::layout::Pane;
use crate::reader::opened::Opened;
use crate::reader::run::ReaderError;
use crate::text::sanitize;

/// A headline with what is remarked on it.
type Remarked = (Headline, Option<String>);

/// What is to be said after an action.
#[derive(PartialEq, Eq)]
pub(super) struct Seen {
    article: Option<ArticleId>,
    focus: Pane,
    selected: Option<ArticleId>,
    search: String,
    total: u64,
    in_story: bool,
}

impl<W: Write> Plain<'_, W> {
    pub(super) fn seen(&self) -> Seen {
        Seen {
            article: self.article,
            focus: self.reader.focus,
            selected: self.reader.target().map(|headline| headline.id),
            search: self.reader.search.clone(),
            total: self.reader.counts.total,
            in_story: self.reader.story.is_some(),
        }
    }

    /// Says what is other than it was `before`, and nothing else.
    pub(super) fn say_changes(&mut self, before: &Seen) -> Result<(), ReaderError> {
        let reading = self.reader.opened.as_ref().filter(|opened| opened.reading);
        let reading = reading.map(Opened::id);
        if self.reader.focus == Pane::Article && reading != self.article {
            self.article = reading;
            return self.say_article();
        }
        if self.reader.menu.is_some() {
            return self.say_rows();
        }
        let now = self.seen();
        if now.in_story != before.in_story {
            self.article = None;
            return self.say_list(0);
        }
        if now.search != before.search || now.total != before.total {
            self.article = None;
            self.say_counts()?;
            return self.say_list(0);
        }
        if now == *before {
            return Ok(());
        }
        match now.focus {
            Pane::Related if before.focus != Pane::Related => self.say_related(),
            Pane::Headlines if before.focus != Pane::Headlines => {
                self.article = None;
                let first = self.reader.list.selected_index();
                self.say_list(first)
            }
            Pane::Article => self.say_paragraph(self.at),
            _ => {
                let headline = self.reader.target().cloned();
                headline.map_or(Ok(()), |headline| self.say_headline(&headline))
            }
        }
    }

    fn say_article(&mut self) -> Result<(), ReaderError> {
        let Some(opened) = &self.reader.opened else {
            return Ok(());
        };
        let position = opened.position();
        self.paragraphs = opened.paragraphs();
        let headline = opened.headline.clone();
        let at = self
            .paragraphs
            .iter()
            .position(|(block, _)| *block >= position.block)
            .unwrap_or(0);
        self.own = self.paragraphs.len();
        self.tell_what_stands_under();
        let before = if at == 0 {
            self.before_text()
        } else {
            Vec::new()
        };
        self.say_headline(&headline)?;
        before.iter().try_for_each(|line| self.say(line))?;
        self.say_paragraph(at)
    }

    /// What stands between the headline and the text: who wrote it, the summary.
    fn before_text(&self) -> Vec<String> {
        let Some(opened) = &self.reader.opened else {
            return Vec::new();
        };
        let (locale, article) = (&self.reader.locale, opened.article());
        let authors = article.authors.join(&locale.text("list-separator"));
        let authors =
            (!authors.is_empty()).then(|| locale.with("author-line", [("author", authors.into())]));
        let begins = self.paragraphs.first().map(|(_, text)| text.as_str());
        let is_said = |summary: &String| begins.is_some_and(|begins| begins.starts_with(summary));
        let summary = article.summary.clone().filter(|summary| !is_said(summary));
        authors.into_iter().chain(summary).collect()
    }

    /// Puts the number of links, and what is said under the article, after its text.
    pub(super) fn tell_what_stands_under(&mut self) {
        let Some(opened) = &self.reader.opened else {
            return;
        };
        let block = self.paragraphs.last().map_or(0, |(block, _)| *block);
        let locale = &self.reader.locale;
        let mut under = Vec::new();
        let links = opened.addresses().count();
        if links > 0 {
            let count = locale.number(links);
            under.push(format!("{}: {count} (o)", locale.text("links")));
        }
        let comments = opened.comments();
        if !comments.is_empty() {
            under.push(locale.count("comments-count", comments.len() as u64));
        }
        for comment in comments {
            let written = comment.written.to_zoned_datetime(self.reader.zone.clone());
            let when = locale.day_and_time(&written);
            let text = comment.text.replace('\n', " ");
            let separator = locale.text("list-separator");
            under.push(format!("{}{separator}{when}: {text}", comment.name));
        }
        self.paragraphs.truncate(self.own);
        let under = under.into_iter().map(|text| (block, text));
        self.paragraphs.extend(under);
    }

    pub(super) fn say_paragraphs(&mut self, first: usize, count: usize) -> Result<(), ReaderError> {
        let end = (first + count).min(self.paragraphs.len());
        if first >= end {
            return self.say_id("plain-end");
        }
        (first..end).try_for_each(|at| self.say_paragraph(at))
    }

    pub(super) fn say_paragraph(&mut self, at: usize) -> Result<(), ReaderError> {
        let Some((block, text)) = self.paragraphs.get(at).cloned() else {
            return self.say_id("plain-end");
        };
        self.at = at;
        if let Some(opened) = &mut self.reader.opened {
            opened.go_to(Position { block, byte: 0 });
        }
        self.say(&text)
    }

    pub(super) fn say_list(&mut self, first: usize) -> Result<(), ReaderError> {
        let reader = &self.reader;
        let added = |headline: &Headline| {
            let chapter = reader.story.as_ref()?.chapter(headline.id)?;
            reader.added(chapter, |_| true)
        };
        let items = reader.list.items().iter().skip(first).take(PAGE);
        let page: Vec<Remarked> = items.map(|one| (one.clone(), added(one))).collect();
        if page.is_empty() {
            let searching = !self.reader.search.is_empty();
            return self.say_id(if searching {
                "nothing-found"
            } else {
                "library-empty"
            });
        }
        self.say_numbered(&page)
    }

    pub(super) fn say_related(&mut self) -> Result<(), ReaderError> {
        let related = self.reader.related.articles.as_deref().unwrap_or_default();
        let why = |reason| Some(self.reader.why(reason, |_| true));
        let page: Vec<Remarked> = related
            .iter()
            .map(|related| (related.headline.clone(), why(&related.reason)))
            .collect();
        if page.is_empty() {
            return self.say_id("nothing-related");
        }
        self.say_numbered(&page)
    }

    fn say_numbered(&mut self, page: &[Remarked]) -> Result<(), ReaderError> {
        let ids = page.iter().map(|(headline, _)| headline.id);
        self.numbered = Numbered::Articles(ids.collect());
        for (number, (headline, remark)) in (1..).zip(page) {
            let number = self.reader.locale.number(number);
            let told = self.told(headline);
            let remark = remark.as_ref().map(|remark| format!(". {remark}"));
            self.say(&format!("{number}. {told}{}", remark.unwrap_or_default()))?;
        }
        Ok(())
    }

    /// The page of rows that the reader shows, to choose from by number.
    fn say_rows(&mut self) -> Result<(), ReaderError> {
        let Some(menu) = &self.reader.menu else {
            return Ok(());
        };
        self.numbered = Numbered::Rows;
        let separator = self.reader.locale.text("list-separator");
        let mut lines = vec![self.reader.locale.text(menu.title)];
        for (number, row) in (1..).zip(&menu.rows) {
            let parts = [&row.text, &row.note, &row.detail];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            let text: Vec<&str> = parts.map(String::as_str).collect();
            let number = self.reader.locale.number(number);
            lines.push(format!("{number}. {}", text.join(&separator)));
        }
        lines.push(self.reader.locale.text("plain-choose"));
        lines.iter().try_for_each(|line| self.say(line))
    }

    /// What a new library is offered, to choose from by number.
    pub(super) fn say_offers(&mut self) -> Result<(), ReaderError> {
        let Numbered::Offers(offers) = &self.numbered else {
            return Ok(());
        };
        let locale = &self.reader.locale;
        let mut lines = vec![locale.text("welcome-title"), locale.text("welcome-text")];
        for (number, offer) in (1..).zip(offers) {
            let number = locale.number(number);
            lines.push(format!("{number}. {}", locale.text(offer.message)));
        }
        lines.push(locale.text("plain-begin"));
        lines.iter().try_for_each(|line| self.say(line))
    }

    fn say_headline(&mut self, headline: &Headline) -> Result<(), ReaderError> {
        self.say(&self.told(headline))
    }

    /// Everything that lists tell of every article, in words.
    fn told(&self, headline: &Headline) -> String {
        let locale = &self.reader.locale;
        let age = locale.age(headline.published, self.reader.now, &self.reader.zone);
        let marks = [
            (headline.breaking, "breaking"),
            (headline.unread, "plain-unread"),
            (headline.starred, "plain-starred"),
        ];
        let marks = marks.into_iter().filter(|(is, _)| *is);
        let title = match headline.title.as_str() {
            "" => locale.text("untitled"),
            title => title.to_owned(),
        };
        let about: Vec<String> = [headline.source.clone(), age]
            .into_iter()
            .chain(marks.map(|(_, id)| locale.text(id)))
            .collect();
        let separator = locale.text("list-separator");
        // Titles that ask have their stop.
        let stop = if title.ends_with(['.', '؟', '?', '!', '…']) {
            ""
        } else {
            "."
        };
        format!("{title}{stop} {}", about.join(&separator))
    }

    pub(super) fn say_counts(&mut self) -> Result<(), ReaderError> {
        let locale = &self.reader.locale;
        let counts = &self.reader.counts;
        let text = if self.reader.search.is_empty() {
            format!(
                "{}: {}{}{}",
                locale.text("headlines"),
                locale.count("total-count", counts.total),
                locale.text("list-separator"),
                locale.count("unread-count", counts.unread)
            )
        } else {
            self.reader.list_name()
        };
        self.say(&text)
    }

    pub(super) fn say_help(&mut self) -> Result<(), ReaderError> {
        self.say_id("plain-hint")?;
        for action in Action::ALL {
            let locale = &self.reader.locale;
            let keymap: &Keymap = &self.reader.keymap;
            let keys = key_names(*action, keymap, locale).join(&locale.text("list-separator"));
            let about = locale.text(&action.message());
            self.say(&format!("{}: {about} ({keys})", action.name()))?;
        }
        Ok(())
    }

    pub(super) fn say_notice(&mut self) -> Result<(), ReaderError> {
        match self.reader.notice.take() {
            Some(notice) => self.say(&notice.text),
            None => Ok(()),
        }
    }

    pub(super) fn say_id(&mut self, id: &str) -> Result<(), ReaderError> {
        let text = self.reader.locale.text(id);
        self.say(&text)
    }

    /// One line of text. What only parts the directions of its pieces is nothing to say.
    pub(super) fn say(&mut self, text: &str) -> Result<(), ReaderError> {
        let isolates = |c: char| !matches!(c, '\u{2066}'..='\u{2069}');
        for line in text.lines() {
            let line: String = sanitize::line(line)
                .chars()
                .filter(|c| isolates(*c))
                .collect();
            writeln!(self.out, "{}", (self.write)(&line)).map_err(ReaderError::Draw)?;
        }
        Ok(())
    }

    pub(super) fn prompt(&mut self) -> Result<(), ReaderError> {
        write!(self.out, "> ")
            .and_then(|()| self.out.flush())
            .map_err(ReaderError::Draw)
    }
}
