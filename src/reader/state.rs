//! What the reader knows: all that is drawn, and what keys act on.

use std::rc::Rc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::layout::Size;

use super::action::Action;
use super::commands::Completing;
use super::errands::Errand;
use super::form::Form;
use super::gathering::{Going, Rhythm};
use super::input::Input;
use super::keymap::{Combo, Keyboard, Keymap};
use super::layout::{Layout, Pane, Widths};
use super::list::HeadlineList;
use super::listing::Listings;
use super::menu::Menu;
use super::opened::Opened;
use super::preferences::Preferences;
use super::searching::Before;
use super::story::Story;
use super::syncing::Means;
use super::trail::{Step, Trail};
use super::typeset::Selection;
use super::typing::Prompt;
use super::welcome::{Offer, Taken};
use super::worker::Job;
use crate::config::Reading;
use crate::library::{ArticleId, Counts, Library, LibraryError, Order, Query, Related, Result};
use crate::locale::{Language, Locale};
use crate::terminal::{Hyperlinks, Pictures, Press, Shown};

/// The reader's state.
pub struct Reader {
    pub(super) library: Library,
    /// The version of the library that is shown.
    pub(super) version: i64,
    pub(super) locale: Rc<Locale>,
    pub(super) zone: TimeZone,
    /// The time that ages are counted to.
    pub(super) now: Timestamp,
    pub(super) size: Size,
    pub(super) focus: Pane,
    /// The pane beside the article where there is room for one only.
    pub(super) side: Pane,
    pub(super) widths: Widths,
    /// The pane whose border is being dragged.
    pub(super) dragged: Option<Pane>,
    pub(super) list: HeadlineList,
    /// The search that the list answers, as it was typed; empty for all headlines.
    pub(super) search: String,
    /// What the list that was chosen from a page of lists is called, and its query.
    pub(super) named: Option<(String, String)>,
    /// How what a search finds is ordered.
    pub(super) order: Order,
    /// The list before the search that is being typed, once that has found something.
    pub(super) before: Option<Before>,
    /// The story that the list shows, if it does.
    pub(super) story: Option<Story>,
    pub(super) counts: Counts,
    pub(super) opened: Option<Opened>,
    /// How many times an article has been laid out.
    pub(super) laid_out: u64,
    pub(super) related: RelatedPane,
    pub(super) trail: Trail,
    /// The article last read, when another is shown without being read yet.
    pub(super) left: Option<Step>,
    /// What is shown of the lists.
    pub(super) listings: Listings,
    /// What is being typed at the foot.
    pub(super) input: Option<Input>,
    /// What it is for.
    pub(super) prompt: Prompt,
    /// Where the completion of a command stands.
    pub(super) completing: Option<Completing>,
    pub(super) keymap: Keymap,
    pub(super) keyboard: Keyboard,
    /// What was selected before the key that is being pressed.
    pub(super) selected_before: Option<Selection>,
    /// What has been typed of the number of a link.
    pub(super) link_number: Option<String>,
    /// The addresses that cells of the screen lead to.
    pub(super) hyperlinks: Hyperlinks,
    /// The pictures that cells show.
    pub(super) pictures: Pictures,
    /// The keys of a sequence that has begun.
    pub(super) pending: Vec<Combo>,
    /// What the last key may also have been meant for.
    pub(super) doubt: Option<Doubt>,
    /// The page of keys, when it is shown.
    pub(super) help: Option<Help>,
    /// What the user has chosen; the language and the keyboard above may be others by now.
    pub(super) preferences: Preferences,
    /// What a new library is offered, while it is.
    pub(super) welcome: Option<Vec<Offer>>,
    pub(super) taken: Option<Taken>,
    pub(super) notice: Option<Notice>,
    /// The share of the index that is done, in hundredths, while it is made.
    pub(super) indexing: Option<u64>,
    /// A page of fields to fill in, when it is shown.
    pub(super) form: Option<Form>,
    /// The one that was left last before it was done.
    pub(super) left_form: Option<Form>,
    /// A page of rows to choose from, when it is shown.
    pub(super) menu: Option<Menu>,
    /// How far a refresh has come that is under way.
    pub(super) going: Option<Going>,
    /// The same of accounts that are brought in step.
    pub(super) syncing: Option<Going>,
    pub(super) servers: Option<Means>,
    pub(super) rhythm: Rhythm,
    pub(super) last_gathered: Timestamp,
    /// Source and title of news that the user wants to be told of.
    pub(super) notices: Vec<(String, String)>,
    pub(super) jobs: Vec<Job>,
    pub(super) errands: Vec<Errand>,
    /// Something is being read aloud.
    pub(super) speaking: bool,
    pub(super) wish: Option<Wish>,
    /// How articles are set: as the user has chosen, and as keys have changed it since.
    pub(super) reading: Reading,
    /// The article has the screen for itself.
    pub(super) alone: bool,
    /// Text for the clipboard.
    pub(super) copied: Option<String>,
}

/// What the reader cannot do to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Draw the screen anew from nothing.
    Redraw,
    /// Give the terminal back until the shell lets the reader go on.
    Suspend,
    /// Take up the offer of the welcome that was chosen.
    Take,
    /// End the reader.
    Quit,
}

/// A key that may have been meant for something else than what it did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doubt {
    pub press: Press,
    pub meant: Action,
}

/// The page of keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Help {
    /// The first row on the screen.
    pub top: usize,
    /// Only what matches this is shown.
    pub filter: String,
}

/// What the related pane shows.
#[derive(Debug, Default)]
pub(super) struct RelatedPane {
    /// What is related to the article, once it is known.
    pub articles: Option<Vec<Related>>,
    pub selected: usize,
    /// The first on the screen.
    pub top: usize,
    /// How the selected one begins, while it is selected.
    pub preview: Option<(ArticleId, String)>,
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
        let preferences = Preferences::in_language(language);
        let mut reader = Self {
            list: HeadlineList::newest(&library, Query::All)?,
            counts: library.counts()?,
            version: library.version()?,
            library,
            locale: Rc::new(Locale::new(language)),
            zone,
            now,
            size,
            focus: Pane::Headlines,
            side: Pane::Headlines,
            widths: Widths::default(),
            dragged: None,
            search: String::new(),
            named: None,
            order: Order::Date,
            before: None,
            story: None,
            opened: None,
            laid_out: 0,
            related: RelatedPane::default(),
            trail: Trail::default(),
            left: None,
            listings: Listings::default(),
            input: None,
            prompt: Prompt::Search,
            completing: None,
            reading: preferences.reading,
            alone: false,
            keymap: preferences.keymap.clone(),
            keyboard: preferences.keyboard,
            selected_before: None,
            link_number: None,
            hyperlinks: Hyperlinks::default(),
            pictures: Pictures::default(),
            pending: Vec::new(),
            doubt: None,
            help: None,
            preferences,
            welcome: None,
            taken: None,
            notice: None,
            indexing: None,
            form: None,
            left_form: None,
            menu: None,
            going: None,
            syncing: None,
            servers: None,
            rhythm: Rhythm::default(),
            last_gathered: now,
            notices: Vec::new(),
            jobs: vec![Job::CatchUp],
            errands: Vec::new(),
            speaking: false,
            wish: None,
            copied: None,
        };
        reader.take_kept_widths();
        reader.settle();
        Ok(reader)
    }

    /// Makes the reader as the user has chosen, also while it runs.
    pub fn prefer(&mut self, preferences: Preferences) {
        let language = self.kept_language(preferences.language);
        if language != self.locale.language()
            || preferences.conventions != self.preferences.conventions
        {
            let conventions = preferences.conventions.clone();
            self.speak(Locale::with_conventions(language, conventions));
        }
        self.keyboard = preferences.keyboard;
        self.keymap = preferences.keymap.clone();
        self.pending.clear();
        // What was wrong with the settings is so no more.
        self.notice = None;
        if preferences.reading != self.preferences.reading {
            self.reading = preferences.reading;
        }
        self.preferences = preferences;
        self.settle();
    }

    /// Uses the words of `locale` from now on.
    pub(super) fn speak(&mut self, locale: Locale) {
        self.locale = Rc::new(locale);
        if let Some(opened) = &mut self.opened {
            opened.forget_layout();
        }
    }

    /// What the user wants of the program as a whole since this was last asked.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Text for the clipboard, in logical order, since this was last asked.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// The addresses that cells lead to and that have got numbers since this was last asked.
    pub fn take_links(&mut self) -> Vec<String> {
        self.hyperlinks.take_untold()
    }

    /// The pictures that cells show and that have got numbers since this was last asked.
    pub fn take_pictures(&mut self) -> Vec<(u8, Shown)> {
        self.pictures.take_untold()
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

    /// What the list of headlines is called.
    pub(super) fn list_name(&self) -> String {
        match &self.named {
            _ if self.story.is_some() => self.locale.text("story"),
            _ if self.search.is_empty() => self.locale.text("headlines"),
            Some((name, query)) if *query == self.search => name.clone(),
            _ => {
                let query = self.search.as_str();
                self.locale
                    .with("headlines-found", [("query", query.into())])
            }
        }
    }

    pub(super) fn layout(&self) -> Layout {
        if self.alone {
            return Layout::alone(self.size);
        }
        let direction = self.locale.direction();
        // Where there is room for one pane only, the welcome has it.
        let shown = if self.welcome.is_some() {
            Pane::Article
        } else {
            self.focus
        };
        Layout::new(self.size, direction, shown, self.side, self.widths)
    }

    /// Says that something went wrong.
    pub(super) fn complain(&mut self, error: &LibraryError) {
        self.complain_of(&error.to_string());
    }

    /// Says what went wrong.
    pub(super) fn complain_of(&mut self, error: &str) {
        self.warn(self.locale.with("failed", [("error", error.into())]));
    }

    /// Says `text`, which is of something wrong, until the next key.
    pub(super) fn warn(&mut self, text: String) {
        self.notice = Some(Notice {
            text,
            is_error: true,
        });
    }
}
