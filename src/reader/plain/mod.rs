//! The linear reader, for screen readers, braille and very small lines: what happens is
//! said in lines of text, in logical order and one after the other. Nothing is drawn, and
//! nothing that was said is touched again. The actions, their keys and their words are
//! those of the reader on the screen; each line that is typed is one of them.

mod filling;
mod meaning;
mod saying;
mod working;

use std::io::{BufRead, Write};
use std::path::Path;
use std::thread::JoinHandle;

use jiff::Timestamp;
use ratatui::layout::Size;

use self::meaning::number;
use super::action::Action;
use super::input::Input;
use super::layout::Pane;
use super::run::{Options, ReaderError};
use super::runner::Runner;
use super::state::{Reader, Wish};
use super::typing::Prompt;
use super::watch::SettingsWatch;
use super::welcome::{Offer, Taken};
use super::worker::Job;
use crate::library::{ArticleId, Library};
use crate::terminal::{self, Clipboard, Surroundings};
use crate::text::sanitize;

/// Headlines that are said at a time.
const PAGE: usize = 10;
/// The screen that the reader behind this believes in; nothing is seen of it.
const SIZE: Size = Size {
    width: 80,
    height: 24,
};

/// The reader and what has been said of it.
struct Plain<'a, W> {
    reader: Reader,
    out: W,
    /// How a line is written for the terminal.
    write: &'a dyn Fn(&str) -> String,
    runner: Runner,
    /// The article that is being read, and its paragraphs, each with its block.
    article: Option<ArticleId>,
    paragraphs: Vec<(usize, String)>,
    /// How many of the paragraphs are the article's own; then come links and comments.
    own: usize,
    /// The paragraph said last.
    at: usize,
    /// What the numbers that were said last stand for.
    numbered: Numbered,
    /// The offer that a path is asked for.
    asked: Option<&'static str>,
    /// Brings the index up to date while the user reads.
    indexing: Option<JoinHandle<()>>,
    clipboard: Option<Clipboard>,
}

/// What numbers stand for.
enum Numbered {
    Articles(Vec<ArticleId>),
    /// The rows of the page that the reader shows.
    Rows,
    Offers(Vec<Offer>),
}

/// Reads lines from `input` and says what comes of them to `out`, until the user leaves or
/// there are no more; gives the offer of the welcome that was taken, after which the reader
/// may go on. `write` turns a line of text in logical order into one for the terminal.
///
/// # Errors
/// When the library fails or nothing more can be said.
pub fn plain(
    library: Library,
    options: &Options,
    input: impl BufRead,
    out: impl Write,
    write: &dyn Fn(&str) -> String,
) -> Result<Option<Taken>, ReaderError> {
    let dir = library.dir().to_owned();
    let zone = options.zone.clone();
    let language = options.preferences.language;
    let mut reader = Reader::new(library, language, zone, SIZE, Timestamp::now())?;
    reader.prefer(options.preferences.clone());
    reader.greet(&options.greeting);
    if let Some(servers) = &options.servers {
        reader.reach_servers(servers.clone());
    }
    reader.gather_by_itself(options.rhythm);
    let surroundings = Surroundings::of_this_process();
    let mut plain = Plain {
        reader,
        out,
        write,
        runner: Runner::default(),
        article: None,
        paragraphs: Vec::new(),
        own: 0,
        at: 0,
        numbered: Numbered::Offers(options.offers.clone()),
        asked: None,
        indexing: None,
        clipboard: terminal::check()
            .ok()
            .map(|()| Clipboard::new(&surroundings)),
    };
    let mut watch = options.settings.clone().map(SettingsWatch::new);
    plain.begin(&dir, options.offers.is_empty())?;
    for line in input.lines() {
        let line = line.map_err(ReaderError::Draw)?;
        plain.reader.tick(Timestamp::now());
        plain.fetch_behind(&dir);
        plain.take_in_changes(watch.as_mut(), &options.region)?;
        if plain.take_in(sanitize::line(&line).trim())? {
            break;
        }
        let before = plain.seen();
        plain.work(&dir)?;
        // What came of it.
        plain.say_notice()?;
        if plain.seen() != before {
            plain.say_changes(&before)?;
        }
        plain.prompt()?;
    }
    plain.reader.close()?;
    Ok(plain.reader.take_taken())
}

impl<W: Write> Plain<'_, W> {
    /// Says what there is to begin with: the offers of a first run, else the list.
    fn begin(&mut self, dir: &Path, has_begun: bool) -> Result<(), ReaderError> {
        if has_begun {
            self.say_notice()?;
            self.fetch_behind(dir);
            self.work(dir)?;
            self.say_counts()?;
            self.say_notice()?;
            self.say_list(0)?;
            self.say_id("plain-hint")?;
        } else {
            self.say_offers()?;
        }
        self.prompt()
    }

    /// Does what a line asks. Returns whether the user leaves.
    fn take_in(&mut self, line: &str) -> Result<bool, ReaderError> {
        if let Some(offer) = self.asked.take() {
            self.reader.take(offer, line.to_owned());
            return Ok(true);
        }
        if self.asks_for_feed() {
            self.reader.input = None;
            self.reader.subscribe(line.to_owned());
            return Ok(false);
        }
        if matches!(self.numbered, Numbered::Offers(_)) && line.is_empty() {
            self.say_list(0)?;
            self.say_id("plain-hint")?;
            return Ok(false);
        }
        if self.reader.form.is_some() {
            self.fill(line)?;
            return Ok(false);
        }
        self.reader.notice = None;
        let before = self.seen();
        if line.is_empty() && self.reader.menu.take().is_some() {
            self.say_list(self.reader.list.selected_index())?;
        } else if line.is_empty() {
            self.go_on()?;
        } else if let Some(number) = number(line) {
            self.choose(number)?;
        } else if let Some(query) = line.strip_prefix('/').filter(|query| !query.is_empty()) {
            self.search(query)?;
        } else {
            match self.meaning(line) {
                Some(action) => self.act(action)?,
                None => {
                    self.reader.run_command(Input::new(line.to_owned()));
                    self.reader.input = None;
                }
            }
        }
        self.say_notice()?;
        self.say_changes(&before)?;
        self.say_form()?;
        if self.asks_for_feed() {
            self.say_id(Prompt::Feed.message())?;
        }
        Ok(matches!(
            self.reader.take_wish(),
            Some(Wish::Quit | Wish::Take)
        ))
    }

    /// Whether the next line is the address of a feed.
    fn asks_for_feed(&self) -> bool {
        self.reader.input.is_some() && self.reader.prompt == Prompt::Feed
    }

    fn act(&mut self, action: Action) -> Result<(), ReaderError> {
        let reading = self.reader.focus == Pane::Article && !self.paragraphs.is_empty();
        let last = self.paragraphs.len().saturating_sub(1);
        match action {
            Action::Down if reading => self.go_on()?,
            Action::Up if reading => self.say_paragraph(self.at.saturating_sub(1))?,
            Action::PageDown if reading => self.say_paragraphs(self.at + 1, PAGE / 2)?,
            Action::PageUp if reading => {
                self.say_paragraph(self.at.saturating_sub(PAGE / 2))?;
            }
            Action::Top if reading => self.say_paragraph(0)?,
            Action::Bottom if reading => self.say_paragraph(last)?,
            Action::PageDown if self.reader.focus == Pane::Headlines => self.go_on()?,
            Action::Help => self.say_help()?,
            Action::Search => self.say_id("plain-search")?,
            Action::CopyParagraph if reading => {
                if let Some((_, text)) = self.paragraphs.get(self.at) {
                    self.reader.copy(text.clone(), "copied-paragraph");
                }
            }
            Action::MarkPassage if self.at < self.own => self.note_on_paragraph(),
            // There is no screen to draw on.
            Action::Redraw | Action::CommandLine | Action::Suspend => {
                self.say_id("plain-hint")?;
            }
            action => self.reader.perform(action),
        }
        let is_act = |job: &mut Job| matches!(job, Job::MarkAllRead(_) | Job::Undo);
        let acts: Vec<Job> = self.reader.jobs.extract_if(.., is_act).collect();
        self.do_jobs(acts);
        self.reader.settle();
        if let Some(text) = self.reader.take_copied() {
            self.copy(&text)?;
        }
        self.runner.run_all(&mut self.reader);
        Ok(())
    }

    fn copy(&mut self, text: &str) -> Result<(), ReaderError> {
        let clipboard = self.clipboard.as_ref();
        let copied = clipboard.map_or(Ok(false), |clipboard| clipboard.copy(text));
        if !copied.map_err(ReaderError::Draw)? {
            self.reader.announce(self.reader.locale.text("cannot-copy"));
        }
        Ok(())
    }

    /// The next paragraph, or the next headlines.
    fn go_on(&mut self) -> Result<(), ReaderError> {
        if self.reader.focus == Pane::Article && self.article.is_some() {
            if self.at + 1 < self.paragraphs.len() {
                return self.say_paragraph(self.at + 1);
            }
            return self.say_id("plain-end");
        }
        if self.reader.focus == Pane::Related {
            return self.say_related();
        }
        let first = self.reader.list.selected_index() + PAGE;
        let before = self.reader.list.selected().map(|headline| headline.id);
        self.reader
            .list
            .move_by(&self.reader.library, PAGE as isize)?;
        let moved = self.reader.list.selected().map(|headline| headline.id) != before;
        if !moved || first >= self.reader.list.items().len() {
            return self.say_id("last-article");
        }
        self.say_list(first)
    }

    /// Does what the number that was said stands for.
    fn choose(&mut self, number: usize) -> Result<(), ReaderError> {
        let Some(at) = number.checked_sub(1) else {
            return self.say_id("plain-no-number");
        };
        match &self.numbered {
            Numbered::Articles(ids) => match ids.get(at).copied() {
                Some(id) => self.open(id),
                None => self.say_id("plain-no-number"),
            },
            Numbered::Offers(offers) => match offers.get(at).cloned() {
                Some(offer) if offer.path.is_some() => {
                    self.asked = Some(offer.message);
                    self.say_id("path-prompt")
                }
                Some(offer) => {
                    self.reader.take(offer.message, String::new());
                    Ok(())
                }
                None => self.say_id("plain-no-number"),
            },
            Numbered::Rows => {
                let row = self.reader.menu.as_ref().and_then(|menu| menu.rows.get(at));
                let Some(choice) = row.map(|row| row.choice.clone()) else {
                    return self.say_id("plain-no-number");
                };
                self.reader.choose(choice)?;
                self.reader.settle();
                self.runner.run_all(&mut self.reader);
                Ok(())
            }
        }
    }

    fn open(&mut self, id: ArticleId) -> Result<(), ReaderError> {
        let headline = self.reader.library.headline(id)?;
        self.reader.list.select(id);
        self.reader.read(headline)?;
        self.reader.settle();
        Ok(())
    }

    fn search(&mut self, query: &str) -> Result<(), ReaderError> {
        // What is not in the index yet would not be found.
        if let Some(indexing) = self.indexing.take() {
            if !indexing.is_finished() {
                self.say_id("indexing-still")?;
            }
            let _ = indexing.join();
        }
        let input = Input::new(query.to_owned());
        self.reader.run_search(input);
        self.reader.input = None;
        self.reader.settle();
        Ok(())
    }
}
