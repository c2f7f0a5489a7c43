//! The article in the article pane and the place in it.

use std::ops::Range;

use jiff::tz::TimeZone;

use super::typeset::{Document, Head, Place, Row, Selection, Setting};
use crate::article::Article;
use crate::library::{ArticleId, Headline, Library, Position, Query, Result};
use crate::locale::Locale;

/// An article as it is shown.
#[derive(Debug)]
pub struct Opened {
    pub headline: Headline,
    article: Article,
    document: Option<Document>,
    /// The first row on the screen.
    top: Place,
    /// Where the text stood before it was laid out at this width.
    position: Position,
    /// Opened to be read, and not only seen beside the list.
    pub reading: bool,
    selecting: Selecting,
}

/// What of the text is selected.
#[derive(Debug, Default)]
struct Selecting {
    /// Where it was begun.
    anchor: Option<Selection>,
    selected: Option<Selection>,
}

impl Opened {
    /// Reads an article and where reading it stopped.
    ///
    /// # Errors
    /// When the library cannot be read or lacks it.
    pub fn new(library: &Library, headline: Headline) -> Result<Self> {
        Ok(Self {
            article: library.article(headline.id)?,
            position: library.position(headline.id)?.unwrap_or_default(),
            headline,
            document: None,
            top: Place::default(),
            reading: false,
            selecting: Selecting::default(),
        })
    }

    #[must_use]
    pub fn id(&self) -> ArticleId {
        self.headline.id
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
        if let Some(document) = &self.document {
            self.top = document.place(position);
        }
    }

    /// Lays the article out as `setting` says, if it is not yet, with what `query` finds
    /// marked; the same text stays at the top.
    pub fn lay_out(
        &mut self,
        setting: Setting,
        height: u16,
        locale: &Locale,
        zone: &TimeZone,
        query: &Query,
    ) {
        if self
            .document
            .as_ref()
            .is_none_or(|document| document.setting() != setting)
        {
            let time = self.headline.published.to_zoned_datetime(zone.clone());
            let head = Head {
                date: locale.day_and_time(&time),
            };
            let hits = |text: &str, in_title: bool| -> Vec<Range<usize>> {
                if query.has_words() {
                    query.hits(text, in_title)
                } else {
                    Vec::new()
                }
            };
            let document = Document::new(&self.article, &head, locale, setting, &hits);
            self.top = document.place(self.position);
            self.document = Some(document);
        }
        // A larger screen must not show emptiness below the end.
        if let Some(document) = &self.document {
            self.top = self.top.min(document.end(usize::from(height)));
        }
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
        self.article = article;
        self.document = None;
        self.position = Position::default();
        self.select_nothing();
    }

    /// Scrolls by `rows`, downwards when positive, not beyond the last screen of
    /// `height` rows.
    pub fn scroll(&mut self, rows: isize, height: u16) {
        let Some(document) = &self.document else {
            return;
        };
        self.top = if rows < 0 {
            document.before(self.top, rows.unsigned_abs())
        } else {
            let wanted = document.after(self.top, rows.unsigned_abs());
            wanted.min(document.end(usize::from(height)))
        };
        self.position = document.position(self.top);
    }

    pub fn go_to_top(&mut self) {
        self.top = Place::default();
        self.position = Position::default();
    }

    /// Shows the last screen of `height` rows.
    pub fn go_to_end(&mut self, height: u16) {
        if let Some(document) = &self.document {
            self.top = document.end(usize::from(height));
            self.position = document.position(self.top);
        }
    }

    /// The rows from the first on the screen on.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.document
            .iter()
            .flat_map(|document| document.rows(self.top))
    }

    /// The address that `column` of row `row` of the screen links to.
    #[must_use]
    pub fn link_at(&self, row: usize, column: usize) -> Option<&str> {
        self.document.as_ref()?.link_at(self.top, row, column)
    }

    /// Begins to select at `column` of row `row` of the screen.
    pub fn begin_selection(&mut self, row: usize, column: usize) {
        self.selecting = Selecting {
            anchor: self.at(row, column),
            selected: None,
        };
    }

    /// Selects from where it was begun to `column` of row `row` of the screen.
    pub fn select_to(&mut self, row: usize, column: usize) {
        let here = self.at(row, column);
        match (self.selecting.anchor, here) {
            (None, here) => self.selecting.anchor = here,
            (Some(anchor), Some(here)) => self.selecting.selected = Some(anchor.to(here)),
            (Some(_), None) => {}
        }
    }

    /// Selects the first paragraph of the body on the screen.
    pub fn select_paragraph(&mut self) {
        let document = self.document.as_ref();
        self.selecting = Selecting {
            anchor: None,
            selected: document.and_then(|document| document.paragraph(self.top)),
        };
    }

    pub fn select_nothing(&mut self) {
        self.selecting = Selecting::default();
    }

    #[must_use]
    pub fn selection(&self) -> Option<&Selection> {
        self.selecting
            .selected
            .as_ref()
            .filter(|selection| !selection.is_empty())
    }

    /// What is selected, in logical order.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        let text = self.document.as_ref()?.text_of(self.selection()?);
        (!text.trim().is_empty()).then_some(text)
    }

    fn at(&self, row: usize, column: usize) -> Option<Selection> {
        self.document.as_ref()?.at(self.top, row, column)
    }

    /// How much of the text lies above the screen of `height` rows, from 0 to 1;
    /// `None` when all is on it.
    #[must_use]
    pub fn progress(&self, height: u16) -> Option<f64> {
        let document = self.document.as_ref()?;
        let end = document.end(usize::from(height));
        (end > Place::default()).then(|| document.progress(self.top, end))
    }
}
