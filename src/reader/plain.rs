//! The linear reader, for screen readers, braille and very small lines: what happens is
//! said in lines of text, in logical order and one after the other. Nothing is drawn, and
//! nothing that was said is touched again. The actions, their keys and their words are
//! those of the reader on the screen; each line that is typed is one of them.

use std::io::{BufRead, Write};

use jiff::Timestamp;
use ratatui::layout::Size;

use super::action::Action;
use super::commands;
use super::errands::Runner;
use super::help_keys::key_names;
use super::keymap::{Found, Keymap, Sequence};
use super::layout::Pane;
use super::preferences::Preferences;
use super::run::ReaderError;
use super::state::{Reader, Wish};
use super::worker::{Job, perform};
use crate::library::{ArticleId, Headline, Library, Position};
use crate::locale::Region;
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
    /// The paragraph said last.
    at: usize,
    /// What the numbers that were said last stand for.
    numbered: Vec<ArticleId>,
}

/// What is to be said after an action.
#[derive(PartialEq, Eq)]
struct Seen {
    article: Option<ArticleId>,
    focus: Pane,
    selected: Option<ArticleId>,
    search: String,
    total: u64,
}

/// Reads lines from `input` and says what comes of them to `out`, until the user leaves or
/// there are no more. `write` turns a line of text in logical order into one for the
/// terminal.
///
/// # Errors
/// When the library fails or nothing more can be said.
pub fn plain(
    library: Library,
    options: &super::run::Options,
    input: impl BufRead,
    out: impl Write,
    write: &dyn Fn(&str) -> String,
) -> Result<(), ReaderError> {
    let dir = library.dir().to_owned();
    let zone = options.zone.clone();
    let language = options.preferences.language;
    let mut reader = Reader::new(library, language, zone, SIZE, Timestamp::now())?;
    reader.prefer(options.preferences.clone());
    if let Some(greeting) = options.greeting {
        reader.announce(reader.locale().text(greeting));
    }
    let mut plain = Plain {
        reader,
        out,
        write,
        runner: Runner::default(),
        article: None,
        paragraphs: Vec::new(),
        at: 0,
        numbered: Vec::new(),
    };
    let mut watch = options
        .settings
        .clone()
        .map(super::watch::SettingsWatch::new);
    plain.work(&dir)?;
    plain.say_counts()?;
    plain.say_notice()?;
    plain.say_list(0)?;
    plain.say_id("plain-hint")?;
    plain.prompt()?;
    for line in input.lines() {
        let line = line.map_err(ReaderError::Draw)?;
        plain.take_in_changes(watch.as_mut(), &options.region)?;
        if plain.take_in(sanitize::line(&line).trim())? {
            break;
        }
        plain.work(&dir)?;
        plain.prompt()?;
    }
    plain.reader.close()?;
    Ok(())
}

impl<W: Write> Plain<'_, W> {
    /// Does what a line asks. Returns whether the user leaves.
    fn take_in(&mut self, line: &str) -> Result<bool, ReaderError> {
        self.reader.notice = None;
        self.reader.tick(Timestamp::now());
        let before = self.seen();
        if line.is_empty() {
            self.go_on()?;
        } else if let Some(number) = number(line) {
            self.open_number(number)?;
        } else if let Some(query) = line.strip_prefix('/').filter(|query| !query.is_empty()) {
            self.search(query)?;
        } else {
            match self.meaning(line) {
                Some(action) => self.act(action)?,
                None => {
                    self.reader
                        .run_command(super::input::Input::new(line.to_owned()));
                    self.reader.input = None;
                }
            }
        }
        self.say_notice()?;
        self.say_changes(&before)?;
        Ok(self.reader.take_wish() == Some(Wish::Quit))
    }

    /// The action that a line means: its keys, its name, or the search for a word.
    fn meaning(&self, line: &str) -> Option<Action> {
        let name = line.strip_prefix(':').unwrap_or(line).trim();
        if let Some(action) = Action::named(name) {
            return Some(action);
        }
        let keymap = &self.reader.keymap;
        let by_keys = |keys: &str| match keys
            .parse::<Sequence>()
            .map(|keys| keymap.find(keys.combos()))
        {
            Ok(Found::Action(action)) => Some(action),
            _ => None,
        };
        by_keys(line).or_else(|| self.by_letter(line)).or_else(|| {
            match commands::matching(name, &self.reader.locale).as_slice() {
                [only] if name.chars().count() > 1 => Some(*only),
                _ => None,
            }
        })
    }

    /// The action of a single letter, in whatever layout it was typed.
    fn by_letter(&self, line: &str) -> Option<Action> {
        let mut chars = line.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else {
            return None;
        };
        let press = crossterm::event::KeyEvent::new(
            crossterm::event::KeyCode::Char(c),
            crossterm::event::KeyModifiers::NONE,
        );
        let readings = self.reader.keyboard.readings(&press.into());
        readings
            .iter()
            .find_map(|combo| match self.reader.keymap.find(&[*combo]) {
                Found::Action(action) => Some(action),
                _ => None,
            })
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
            // There is neither a screen to draw on nor one to copy from.
            Action::Redraw
            | Action::CommandLine
            | Action::Suspend
            | Action::CopyParagraph
            | Action::CopyArticle => {
                self.say_id("plain-hint")?;
            }
            action => self.reader.perform(action),
        }
        self.reader.settle();
        let preferences = self.reader.preferences.clone();
        for errand in self.reader.take_errands() {
            let done = self.runner.run(errand, &preferences.speech);
            if done.is_err() {
                self.reader.announce(self.reader.locale.text("no-program"));
            }
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

    fn open_number(&mut self, number: usize) -> Result<(), ReaderError> {
        let id = number.checked_sub(1).and_then(|at| self.numbered.get(at));
        let Some(&id) = id else {
            return self.say_id("plain-no-number");
        };
        let headline = self.reader.library.headline(id)?;
        self.reader.list.select(id);
        self.reader.read(headline)?;
        self.reader.settle();
        Ok(())
    }

    fn search(&mut self, query: &str) -> Result<(), ReaderError> {
        let input = super::input::Input::new(query.to_owned());
        self.reader.run_search(input);
        self.reader.input = None;
        self.reader.settle();
        Ok(())
    }

    fn seen(&self) -> Seen {
        Seen {
            article: self.article,
            focus: self.reader.focus,
            selected: self.reader.target().map(|headline| headline.id),
            search: self.reader.search.clone(),
            total: self.reader.counts.total,
        }
    }

    /// Says what is other than it was `before`, and nothing else.
    fn say_changes(&mut self, before: &Seen) -> Result<(), ReaderError> {
        let reading = self.reader.opened.as_ref().filter(|opened| opened.reading);
        let reading = reading.map(super::opened::Opened::id);
        if self.reader.focus == Pane::Article && reading != self.article {
            self.article = reading;
            return self.say_article();
        }
        let now = self.seen();
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
                headline.map_or(Ok(()), |headline| self.say_headline(None, &headline))
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
        self.say_headline(None, &headline)?;
        self.say_paragraph(at)
    }

    fn say_paragraphs(&mut self, first: usize, count: usize) -> Result<(), ReaderError> {
        let end = (first + count).min(self.paragraphs.len());
        if first >= end {
            return self.say_id("plain-end");
        }
        (first..end).try_for_each(|at| self.say_paragraph(at))
    }

    fn say_paragraph(&mut self, at: usize) -> Result<(), ReaderError> {
        let Some((block, text)) = self.paragraphs.get(at).cloned() else {
            return self.say_id("plain-end");
        };
        self.at = at;
        if let Some(opened) = &mut self.reader.opened {
            opened.go_to(Position { block, byte: 0 });
        }
        self.say(&text)
    }

    fn say_list(&mut self, first: usize) -> Result<(), ReaderError> {
        let items = self.reader.list.items();
        let page: Vec<Headline> = items.iter().skip(first).take(PAGE).cloned().collect();
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

    fn say_related(&mut self) -> Result<(), ReaderError> {
        let related = self.reader.related.articles.as_deref().unwrap_or_default();
        let page: Vec<Headline> = related
            .iter()
            .map(|related| related.headline.clone())
            .collect();
        if page.is_empty() {
            return self.say_id("nothing-related");
        }
        self.say_numbered(&page)
    }

    fn say_numbered(&mut self, page: &[Headline]) -> Result<(), ReaderError> {
        self.numbered = page.iter().map(|headline| headline.id).collect();
        for (number, headline) in (1..).zip(page) {
            self.say_headline(Some(number), headline)?;
        }
        Ok(())
    }

    /// Everything that a list tells of an article, in words.
    fn say_headline(
        &mut self,
        number: Option<usize>,
        headline: &Headline,
    ) -> Result<(), ReaderError> {
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
        let text = format!("{title}. {}", about.join(&separator));
        let number = number.map(|number| locale.number(number));
        match number {
            Some(number) => self.say(&format!("{number}. {text}")),
            None => self.say(&text),
        }
    }

    fn say_counts(&mut self) -> Result<(), ReaderError> {
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
            let query = self.reader.search.as_str();
            locale.with("headlines-found", [("query", query.into())])
        };
        self.say(&text)
    }

    fn say_help(&mut self) -> Result<(), ReaderError> {
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

    fn say_notice(&mut self) -> Result<(), ReaderError> {
        match self.reader.notice.take() {
            Some(notice) => self.say(&notice.text),
            None => Ok(()),
        }
    }

    fn say_id(&mut self, id: &str) -> Result<(), ReaderError> {
        let text = self.reader.locale.text(id);
        self.say(&text)
    }

    /// One line of text. What only parts the directions of its pieces is nothing to say.
    fn say(&mut self, text: &str) -> Result<(), ReaderError> {
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

    fn prompt(&mut self) -> Result<(), ReaderError> {
        write!(self.out, "> ")
            .and_then(|()| self.out.flush())
            .map_err(ReaderError::Draw)
    }

    /// Does the reader's jobs; the index is made while the user reads.
    fn work(&mut self, dir: &std::path::Path) -> Result<(), ReaderError> {
        for job in self.reader.take_jobs() {
            if job == Job::CatchUp {
                let dir = dir.to_owned();
                std::thread::spawn(move || {
                    if let Ok(library) = Library::open(&dir) {
                        perform(&library, Job::CatchUp, &mut |_| {});
                    }
                });
                continue;
            }
            let mut news = Vec::new();
            perform(&self.reader.library, job, &mut |piece| news.push(piece));
            news.into_iter().for_each(|piece| self.reader.hear(piece));
        }
        Ok(())
    }

    /// Takes in what others have changed, and says so.
    fn take_in_changes(
        &mut self,
        watch: Option<&mut super::watch::SettingsWatch>,
        region: &Region,
    ) -> Result<(), ReaderError> {
        let before = self.reader.counts;
        self.reader.catch_up()?;
        if self.reader.counts.total != before.total {
            self.say_counts()?;
        }
        match watch.and_then(|watch| watch.changed(region)) {
            None => {}
            Some(Ok(preferences)) => self.prefer(preferences),
            Some(Err(error)) => {
                self.reader.complain_of_settings(&error);
                self.say_notice()?;
            }
        }
        Ok(())
    }

    fn prefer(&mut self, preferences: Preferences) {
        self.reader.prefer(preferences);
    }
}

/// A number in any numerals.
fn number(line: &str) -> Option<usize> {
    let digits: Option<String> = line
        .chars()
        .map(|c| match c {
            '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
            '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(c) - 0x6f0, 10),
            c => c.is_ascii_digit().then_some(c),
        })
        .collect();
    digits?.parse().ok()
}
