//! What the reader knows: all that is drawn, and what keys act on.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::layout::Size;

use super::gathering::{Going, Rhythm};
use super::input::Input;
use super::layout::{Layout, Pane};
use super::links::Opening;
use super::list::HeadlineList;
use super::menu::Menu;
use super::opened::Opened;
use super::worker::Job;
use crate::library::{ArticleId, Counts, Library, LibraryError, Position, Query, Related, Result};
use crate::locale::{Language, Locale};

/// The reader's state.
pub struct Reader {
    pub(super) library: Library,
    pub(super) locale: Locale,
    pub(super) zone: TimeZone,
    /// The time that ages are counted to.
    pub(super) now: Timestamp,
    pub(super) size: Size,
    pub(super) focus: Pane,
    /// The pane beside the article where there is room for one only.
    pub(super) side: Pane,
    pub(super) list: HeadlineList,
    /// The search that the list answers, as it was typed; empty for all headlines.
    pub(super) search: String,
    pub(super) counts: Counts,
    pub(super) opened: Option<Opened>,
    pub(super) related: RelatedPane,
    /// The articles read before this one, and where.
    pub(super) trail: Vec<Step>,
    /// The article last read, when another is shown without being read yet.
    pub(super) left: Option<Step>,
    /// What is being typed into the search line.
    pub(super) input: Option<Input>,
    /// The first row of the help page, when it is shown.
    pub(super) help: Option<usize>,
    pub(super) notice: Option<Notice>,
    /// The share of the index that is done, in hundredths, while it is made.
    pub(super) indexing: Option<u64>,
    /// A page of rows to choose from, when it is shown.
    pub(super) menu: Option<Menu>,
    /// How far a refresh has come that is under way.
    pub(super) going: Option<Going>,
    pub(super) rhythm: Rhythm,
    pub(super) last_gathered: Timestamp,
    /// Source and title of news that the user wants to be told of.
    pub(super) notices: Vec<(String, String)>,
    pub(super) opening: Option<Opening>,
    pub(super) jobs: Vec<Job>,
    pub(super) wish: Option<Wish>,
    /// Text for the clipboard.
    pub(super) copied: Option<String>,
}

/// What the reader cannot do to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Draw the screen anew from nothing.
    Redraw,
    Suspend,
    Quit,
}

/// What the related pane shows.
#[derive(Debug, Default)]
pub(super) struct RelatedPane {
    /// What is related to the article, once it is known.
    pub articles: Option<Vec<Related>>,
    pub selected: usize,
    /// The first on the screen.
    pub top: usize,
}

/// A place that can be gone back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub article: ArticleId,
    pub position: Position,
}

/// What the foot says until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    pub text: String,
    pub is_error: bool,
}

impl Reader {
    /// A reader of `library` for a screen of `size` at the time `now`, the newest
    /// headlines listed.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn new(
        library: Library,
        language: Language,
        zone: TimeZone,
        size: Size,
        now: Timestamp,
    ) -> Result<Self> {
        let mut reader = Self {
            list: HeadlineList::newest(&library, Query::All)?,
            counts: library.counts()?,
            library,
            locale: Locale::new(language),
            zone,
            now,
            size,
            focus: Pane::Headlines,
            side: Pane::Headlines,
            search: String::new(),
            opened: None,
            related: RelatedPane::default(),
            trail: Vec::new(),
            left: None,
            input: None,
            help: None,
            notice: None,
            indexing: None,
            menu: None,
            going: None,
            rhythm: Rhythm::default(),
            last_gathered: now,
            notices: Vec::new(),
            opening: None,
            jobs: vec![Job::CatchUp],
            wish: None,
            copied: None,
        };
        reader.settle();
        Ok(reader)
    }

    /// What the user wants of the program as a whole since this was last asked.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Text for the clipboard, in logical order, since this was last asked.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// An address that the user wants to see since this was last asked.
    pub fn take_opening(&mut self) -> Option<Opening> {
        self.opening.take()
    }

    /// News that the user wants to be told of since this was last asked: source and
    /// title.
    pub fn take_notices(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.notices)
    }

    /// Work for the background since this was last asked.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        std::mem::take(&mut self.jobs)
    }

    /// Says `text` at the foot until the next key.
    pub fn announce(&mut self, text: String) {
        self.notice = Some(Notice {
            text,
            is_error: false,
        });
    }

    /// The words of the interface.
    #[must_use]
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// The title of the article that is shown, logical order.
    #[must_use]
    pub fn shown_title(&self) -> Option<&str> {
        let opened = self.opened.as_ref()?;
        Some(&opened.headline.title)
    }

    /// How many headlines of the list are loaded.
    #[must_use]
    pub fn listed(&self) -> usize {
        self.list.items().len()
    }

    pub(super) fn layout(&self) -> Layout {
        Layout::new(self.size, self.locale.direction(), self.focus, self.side)
    }

    /// Says that something went wrong.
    pub(super) fn complain(&mut self, error: &LibraryError) {
        self.complain_of(&error.to_string());
    }

    /// Says what went wrong.
    pub(super) fn complain_of(&mut self, error: &str) {
        self.notice = Some(Notice {
            text: self.locale.with("failed", [("error", error.into())]),
            is_error: true,
        });
    }
}
