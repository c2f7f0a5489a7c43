//! The article in the article pane and the place in it.

mod finding;
mod marking;
mod pages;
mod pictures;
mod selecting;

use std::rc::Rc;
use std::sync::Arc;

use jiff::tz::TimeZone;
use smallvec::SmallVec;

use super::typeset::{Document, Glyph, Head, Hits, Place, Row, Said, Selection, Setting};
use super::worker::Job;
use crate::article::{Article, Link};
use crate::library::{
    ArticleId, Comment, Headline, Library, Note, NoteId, Position, Query, Result,
};
use crate::locale::Locale;
use crate::text::Direction;

use self::finding::Finding;
pub use self::finding::Overlay;
use self::marking::Marking;
use self::pages::Pages;
use self::pictures::Pictures;
pub use self::selecting::Point;
use self::selecting::Selecting;

/// An article as it is shown.
#[derive(Debug)]
pub struct Opened {
    pub headline: Headline,
    article: Arc<Article>,
    document: Option<Document>,
    /// The first row on the screen.
    top: Place,
    /// Where the text stood before it was laid out at this width.
    position: Position,
    /// How it was last laid out.
    view: Option<View>,
    /// Where the pages begin, where it is set in newspaper columns.
    pages: Pages,
    comments: Vec<Comment>,
    pictures: Pictures,
    /// Words of the body.
    words: u64,
    /// What the article links to.
    addresses: Vec<String>,
    /// Opened to be read, and not only seen beside the list.
    pub reading: bool,
    selecting: Selecting,
    finding: Option<Finding>,
    /// The marked passages, and where those that are found stand.
    notes: Vec<Note>,
    marked: Vec<(NoteId, Selection)>,
    marking: Option<Marking>,
}

/// How an article is laid out and how much of it the screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    pub setting: Setting,
    /// Rows of a text column.
    pub height: usize,
    /// Text columns side by side; at least 1.
    pub columns: usize,
}

impl Opened {
    /// Reads an article and where reading it stopped.
    ///
    /// # Errors
    /// When the library cannot be read or lacks it.
    pub fn new(library: &Library, headline: Headline) -> Result<Self> {
        let article = library.article(headline.id)?;
        Ok(Self {
            comments: library.comments(headline.id, &article)?,
            notes: library.notes(headline.id)?,
            words: article.words(),
            addresses: addresses(&article),
            article: Arc::new(article),
            position: library.position(headline.id)?.unwrap_or_default(),
            headline,
            document: None,
            top: Place::default(),
            view: None,
            pages: Pages::default(),
            reading: false,
            selecting: Selecting::default(),
            finding: None,
            pictures: Pictures::default(),
            marked: Vec::new(),
            marking: None,
        })
    }

    #[must_use]
    pub fn id(&self) -> ArticleId {
        self.headline.id
    }

    /// What the library has of it.
    #[must_use]
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// The job that finds what is related to it.
    pub fn find_related(&self) -> Job {
        Job::Related(self.id(), Arc::clone(&self.article))
    }

    /// Where reading stands: the text of the first row on the screen.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The paragraphs of the body, each with the index of its block.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<(usize, String)> {
        self.article.paragraphs(0)
    }

    /// The text from the paragraph in view to the end; from the title on at the top.
    #[must_use]
    pub fn text_from_here(&self) -> String {
        let paragraphs = self.article.paragraphs(self.position.block);
        let title = (self.position == Position::default()).then(|| self.headline.title.clone());
        let paragraphs = paragraphs.into_iter().map(|(_, text)| text);
        title
            .into_iter()
            .chain(paragraphs)
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    /// Goes to where reading stood once.
    pub fn go_to(&mut self, position: Position) {
        self.position = position;
        if let (Some(document), Some(view)) = (&self.document, self.view) {
            self.top = document.place(position);
            if view.columns > 1 {
                self.top = self.pages.turn_to(document, view, self.top);
            }
        }
    }

    /// Lays the article out for `view`, if it is not yet, with what `query` finds marked; the
    /// same text stays on the screen. Gives whether it is laid out anew.
    pub fn lay_out(
        &mut self,
        view: View,
        locale: &Rc<Locale>,
        zone: &TimeZone,
        query: &Query,
    ) -> bool {
        let kept = self.document.take();
        let kept = kept.filter(|document| document.setting() == view.setting);
        let is_kept = kept.is_some();
        let document = kept.unwrap_or_else(|| self.composed(view.setting, locale, zone, query));
        let was_paged = self.view.is_some_and(|view| view.columns > 1);
        let is_paged = view.columns > 1;
        if !is_kept || self.view != Some(view) {
            self.pages = Pages::default();
        }
        let stays = is_kept && (self.view == Some(view) || !was_paged && !is_paged);
        self.view = Some(view);
        self.document = Some(document);
        if !stays {
            self.go_to(self.position);
        }
        if !is_kept {
            self.find_again();
            self.find_marked();
        }
        self.stay_above_end();
        self.forget_far();
        !is_kept
    }

    /// What is far from the screen takes no memory.
    fn forget_far(&mut self) {
        let (Some(view), Some(end)) = (self.view, self.end()) else {
            return;
        };
        let tops = self.tops();
        if let (Some(document), Some(bottom)) = (&mut self.document, tops.last()) {
            let bottom = document.after(*bottom, view.height);
            let near = document.forget_far(self.top, bottom, end);
            if let Some(finding) = &mut self.finding {
                finding.forget(&near);
            }
        }
    }

    /// Scrolls to `selection`, unless it is on the screen.
    fn reveal(&mut self, selection: &Selection) {
        let (Some(document), Some(view)) = (&self.document, self.view) else {
            return;
        };
        let place = document.place_of(selection);
        let last = view.height.saturating_sub(1);
        if view.columns > 1 {
            self.top = self.pages.turn_to(document, view, place);
        } else if document.rows_between(self.top, place, last).is_none() {
            let wanted = document.before(place, view.height / 3);
            self.top = wanted.min(document.end(view.height));
        }
        self.position = document.position(self.top);
    }

    /// A larger screen must not show emptiness below the end.
    fn stay_above_end(&mut self) {
        if let Some(end) = self.end()
            && end < self.top
        {
            self.top = end;
        }
    }

    fn composed(
        &self,
        setting: Setting,
        locale: &Rc<Locale>,
        zone: &TimeZone,
        query: &Query,
    ) -> Document {
        let time = self.headline.published.to_zoned_datetime(zone.clone());
        let comments = self.comments.iter().map(|comment| {
            let written = comment.written.to_zoned_datetime(zone.clone());
            Said {
                name: comment.name.clone(),
                date: locale.day_and_time(&written),
                text: comment.text.clone(),
            }
        });
        let head = Head {
            date: locale.day_and_time(&time),
            comments: Some(comments.collect()),
            pictures: self.pictures.there.clone(),
            awaited: self.pictures.awaited.clone(),
        };
        let hits: Hits = if query.has_words() {
            let query = query.clone();
            Box::new(move |text, in_title| query.hits(text, in_title))
        } else {
            Box::new(|_, _| Vec::new())
        };
        let article = Arc::clone(&self.article);
        Document::new(article, head, Rc::clone(locale), setting, hits)
    }

    /// Forgets the layout, as when the search changes what is marked.
    pub fn forget_layout(&mut self) {
        self.document = None;
    }

    /// Reads the article anew, after it has changed in the library.
    ///
    /// # Errors
    /// When the library cannot be read or lacks it.
    pub fn read_again(&mut self, library: &Library) -> Result<()> {
        self.show_instead(library.article(self.headline.id)?);
        Ok(())
    }

    /// Shows `article` in its place.
    pub fn show_instead(&mut self, article: Article) {
        self.words = article.words();
        self.addresses = addresses(&article);
        self.article = Arc::new(article);
        self.document = None;
        self.position = Position::default();
        self.select_nothing();
    }

    /// Scrolls by `rows`, downwards when positive, not beyond the last screen. Newspaper
    /// columns are turned a page at a time, however many rows are asked for.
    pub fn scroll(&mut self, rows: isize) {
        let (Some(document), Some(view)) = (&self.document, self.view) else {
            return;
        };
        self.top = if view.columns > 1 {
            self.pages.turn(document, view, self.top, rows > 0)
        } else if rows < 0 {
            document.before(self.top, rows.unsigned_abs())
        } else {
            let wanted = document.after(self.top, rows.unsigned_abs());
            wanted.min(document.end(view.height))
        };
        self.position = document.position(self.top);
    }

    pub fn go_to_top(&mut self) {
        self.top = Place::default();
        self.position = Position::default();
    }

    /// Shows the last screen.
    pub fn go_to_end(&mut self) {
        if let (Some(document), Some(end)) = (&self.document, self.end()) {
            self.top = end;
            self.position = document.position(self.top);
        }
    }

    /// The first row of the last screen.
    fn end(&self) -> Option<Place> {
        let (document, view) = (self.document.as_ref()?, self.view?);
        Some(if view.columns > 1 {
            self.pages.last(document, view)
        } else {
            document.end(view.height)
        })
    }

    /// The rows of each text column on the screen.
    pub fn columns(&self) -> impl Iterator<Item = impl Iterator<Item = Row<'_>>> {
        let height = self.view.map_or(0, |view| view.height);
        self.tops().into_iter().filter_map(move |top| {
            let document = self.document.as_ref()?;
            Some(document.rows(top).take(height))
        })
    }

    /// Where each text column on the screen begins.
    fn tops(&self) -> SmallVec<[Place; 4]> {
        let (Some(document), Some(view)) = (&self.document, self.view) else {
            return SmallVec::new();
        };
        let next = |top: &Place| document.next_column(*top, view.height);
        std::iter::successors(Some(self.top), next)
            .take(view.columns)
            .collect()
    }

    /// How many text columns the article fills, if all of it stands on one page of them.
    #[must_use]
    pub fn columns_on_only_page(&self) -> Option<usize> {
        let (document, view) = (self.document.as_ref()?, self.view?);
        let is_only = view.columns > 1 && self.pages.last(document, view) == Place::default();
        is_only.then(|| self.tops().len())
    }

    /// The way the article as a whole runs, once it has been laid out.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        self.document.as_ref().map(Document::direction)
    }

    /// What is said under the article, oldest first.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Where the site's own comments can be fetched.
    #[must_use]
    pub fn comments_feed(&self) -> Option<&str> {
        self.article.comments_feed.as_deref()
    }

    /// Comments and notes have changed; reading stays where it is.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn read_what_stands_under(&mut self, library: &Library) -> Result<()> {
        self.comments = library.comments(self.headline.id, &self.article)?;
        self.notes = library.notes(self.headline.id)?;
        self.document = None;
        Ok(())
    }

    /// Everything that the article links to, numbered from 1.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        self.article.links()
    }

    /// The addresses that the article's text leads to.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.iter().map(String::as_str)
    }

    /// The address that `glyph` links to.
    #[must_use]
    pub fn address_of(&self, glyph: &Glyph<'_>) -> Option<&str> {
        self.document.as_ref()?.link_of(glyph)
    }

    /// The address that the text at `point` links to.
    #[must_use]
    pub fn link_at(&self, point: Point) -> Option<&str> {
        let top = *self.tops().get(point.text_column)?;
        self.document
            .as_ref()?
            .link_at(top, point.row, point.column)
    }

    /// How much of the text lies above the screen, from 0 to 1; `None` when all is on it.
    #[must_use]
    pub fn progress(&self) -> Option<f64> {
        let (document, end) = (self.document.as_ref()?, self.end()?);
        (end > Place::default()).then(|| document.progress(self.top, end))
    }

    /// Words from the first on the screen to the end.
    #[must_use]
    pub fn words_left(&self) -> u64 {
        let left = self.document.as_ref().map_or(0.0, |document| {
            1.0 - document.progress(self.top, document.beyond())
        });
        (self.words as f64 * left).round() as u64
    }
}

fn addresses(article: &Article) -> Vec<String> {
    let links = article.links().into_iter();
    links.map(|link| link.url).collect()
}
