//! What actions, keys and news make of the state.

use jiff::Timestamp;
use ratatui::layout::Size;

use super::action::Action;
use super::draw;
use super::gathering::Fetch;
use super::help_keys::combo_names;
use super::keymap::Found;
use super::layout::Pane;
use super::menu::Pressed;
use super::state::{Doubt, Help, Reader, Wish};
use super::typing::Prompt;
use super::worker::{Job, News};
use crate::library::{Query, Result};
use crate::terminal::Press;

/// Columns by which a key widens a pane.
const WIDENED: i32 = 4;

impl Reader {
    /// A key was pressed at the time `now`.
    pub fn press(&mut self, key: impl Into<Press>, now: Timestamp) {
        let press = key.into();
        self.now = now;
        self.notice = None;
        if let Some(opened) = &mut self.opened {
            self.selected_before = opened.selection().copied();
            opened.select_nothing();
        }
        if self.input.is_none() && self.form.is_none() {
            // What is typed tells nothing: Arabic is searched for by hands that command in
            // Latin letters.
            self.keyboard.notice(&press);
        }
        let doubt = self.doubt.take().filter(|doubt| doubt.press == press);
        if let (Some(doubt), Some(_)) = (doubt, &self.input) {
            self.stop_typing();
            self.perform(doubt.meant);
        } else if self.input.is_some() {
            self.type_key(&press);
        } else if self.form.is_some() {
            if let Err(error) = self.press_in_form(&press) {
                self.complain(&error);
            }
        } else if self.menu.is_some() {
            self.press_in_menu(&press);
        } else if !self.press_at_welcome(&press) {
            self.press_in_panes(&press);
        }
        self.settle();
    }

    fn press_in_panes(&mut self, press: &Press) {
        if self.press_in_marking(press) {
            return;
        }
        match self.press_in_number(press) {
            Ok(true) => return,
            Ok(false) => {}
            Err(error) => return self.complain(&error),
        }
        match self.meaning(press) {
            Found::Action(action) => {
                self.perform(action);
                self.doubt_if_unclear(press, action);
            }
            Found::Start => {}
            Found::Nothing if self.help.is_some() => self.help = None,
            Found::Nothing => self.begin_number(press),
        }
    }

    /// What `press` stands for after the keys that were pressed before it.
    fn meaning(&mut self, press: &Press) -> Found {
        for reading in self.keyboard.readings(press) {
            self.pending.push(reading);
            match self.keymap.find(&self.pending) {
                Found::Nothing => {
                    self.pending.pop();
                }
                Found::Start => return Found::Start,
                found @ Found::Action(_) => {
                    self.pending.clear();
                    return found;
                }
            }
        }
        self.pending.clear();
        Found::Nothing
    }

    /// Where the letter on the key stands for another action than the sign that it types:
    /// the same key again, with nothing typed yet, is that letter. So Shift with `L` in the
    /// Arabic layout, which types `/`, begins a search, and goes on to the next language
    /// when pressed twice.
    fn doubt_if_unclear(&mut self, press: &Press, done: Action) {
        let Some(input) = &self.input else {
            return;
        };
        let readings = self.keyboard.readings(press);
        let mut others = readings
            .iter()
            .filter_map(|combo| match self.keymap.find(&[*combo]) {
                Found::Action(action) if action != done => Some(action),
                _ => None,
            });
        let Some(meant) = others.next() else {
            return;
        };
        self.doubt = Some(Doubt {
            press: *press,
            meant,
        });
        if self.keyboard.is_in_other() && input.text().is_empty() {
            let key = combo_names(&readings[..1], &self.locale);
            let meant = self.locale.text(&meant.message());
            let values = [("key", key.into()), ("meant", meant.into())];
            self.announce(self.locale.with("key-again", values));
        }
    }

    /// Does `action` and says so if it fails.
    pub(super) fn perform(&mut self, action: Action) {
        if self.help.is_some() {
            self.act_on_help(action);
        } else if let Err(error) = self.act(action) {
            self.complain(&error);
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        if let Some(input) = &mut self.input {
            input.insert(text);
            self.typed();
            self.settle();
        } else if let Some(form) = &mut self.form {
            form.paste(text);
        }
    }

    /// The screen has another size now.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.settle();
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Timestamp) {
        self.now = now;
        self.gather_if_time();
        self.settle();
    }

    /// Something came of a job.
    pub fn hear(&mut self, news: News) {
        if let Err(error) = self.take_in(news) {
            self.complain(&error);
        }
        self.settle();
    }

    fn take_in(&mut self, news: News) -> Result<()> {
        match news {
            News::Indexing(percent) => self.indexing = Some(percent),
            News::Indexed => {
                self.indexing = None;
                if let Some(opened) = &self.opened {
                    self.jobs.push(opened.find_related());
                }
            }
            News::Related(id, related) => {
                if self.opened.as_ref().is_some_and(|opened| opened.id() == id) {
                    self.related.articles = Some(related);
                }
            }
            News::Found(text, query, found) => self.take_found(&text, query, found),
            News::Story(id, chapters) => self.take_story(id, chapters),
            News::Gathered(gathered) => self.hear_gathered(gathered)?,
            News::MarkedRead(count) => self.hear_marked_read(count)?,
            News::Undone(undone) => self.hear_undone(undone)?,
            News::Syncing(syncing) => self.hear_syncing(syncing)?,
            News::Failed(job, error) => {
                match job {
                    Job::CatchUp => self.indexing = None,
                    Job::Related(..) => self.related.articles = Some(Vec::new()),
                    Job::Search(..) | Job::Story(_) | Job::MarkAllRead(_) | Job::Undo => {}
                    Job::Gather(_) => self.going = None,
                    Job::Sync(_) => self.syncing = None,
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// Remembers where reading stands and how wide the panes are, before the program ends.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn close(&mut self) -> Result<()> {
        self.keep_widths()?;
        self.remember_position()
    }

    /// Does `action`.
    ///
    /// # Errors
    /// When the library cannot be read or written.
    fn act(&mut self, action: Action) -> Result<()> {
        match action {
            Action::Down => self.move_by(1)?,
            Action::Up => self.move_by(-1)?,
            Action::PageDown => self.move_by(self.page())?,
            Action::PageUp => self.move_by(-self.page())?,
            Action::Top => self.go_to_top()?,
            Action::Bottom => self.go_to_bottom()?,
            Action::Open => self.open_selected()?,
            Action::NextPane => self.focus_next(1)?,
            Action::PreviousPane => self.focus_next(Pane::ALL.len() - 1)?,
            Action::PaneLeft => self.focus_beside(true)?,
            Action::PaneRight => self.focus_beside(false)?,
            Action::WidenPane => self.widen(WIDENED),
            Action::NarrowPane => self.widen(-WIDENED),
            Action::NextArticle if self.step_in_found(true) => {}
            Action::NextArticle => self.open_neighbour(1)?,
            Action::PreviousArticle => self.open_neighbour(-1)?,
            Action::Back => self.walk(true)?,
            Action::Forward => self.walk(false)?,
            Action::Star => self.star()?,
            Action::ToggleRead => self.toggle_read()?,
            Action::MarkAllRead => self.mark_all_read(),
            Action::Undo => self.jobs.push(Job::Undo),
            Action::CopyParagraph => self.copy_paragraph()?,
            Action::CopyArticle => self.copy_article()?,
            Action::FocusMode => self.toggle_alone()?,
            Action::Harakat => self.change_harakat(),
            Action::Justify => self.justify(),
            Action::ReadAloud => self.read_aloud()?,
            Action::Search => self.search(),
            Action::PreviousFound => {
                self.step_in_found(false);
            }
            Action::Order => self.change_order()?,
            Action::Story => self.toggle_story(),
            Action::RefreshFeed => self.refresh_feed(),
            Action::Refresh => {
                self.send_for(Fetch::Due);
                self.sync(false)?;
            }
            Action::Sync => self.sync(true)?,
            Action::FullText => self.fetch_full_text(),
            Action::Feeds => self.show_feeds()?,
            Action::AddFeed => self.ask_for_feed(),
            Action::Remove => self.remove_selected()?,
            Action::Links => self.show_links()?,
            Action::OpenOriginal => self.open_original()?,
            Action::Versions => self.show_versions()?,
            Action::Comment => self.comment()?,
            Action::MarkPassage => self.mark_passage()?,
            Action::Notes => self.show_notes()?,
            Action::Cancel => self.cancel()?,
            Action::CommandLine => self.ask(Prompt::Command, String::new()),
            Action::Language => self.speak_next()?,
            Action::Help => self.help = Some(Help::default()),
            Action::Redraw => self.wish = Some(Wish::Redraw),
            Action::Suspend => self.wish = Some(Wish::Suspend),
            Action::Quit => self.wish = Some(Wish::Quit),
        }
        Ok(())
    }

    fn press_in_menu(&mut self, press: &Press) {
        let action = match self.meaning(press) {
            Found::Action(action) => Some(action),
            // More keys are to come.
            Found::Start => return,
            Found::Nothing => None,
        };
        let height = draw::menu_rows(self.size.height);
        let Some(menu) = &mut self.menu else {
            return;
        };
        let pressed = menu.press(&press.key, action, height);
        if let Err(error) = self.act_on_menu(pressed) {
            self.complain(&error);
        }
    }

    pub(super) fn act_on_menu(&mut self, pressed: Pressed) -> Result<()> {
        match pressed {
            Pressed::Stays => Ok(()),
            Pressed::Closes => {
                self.menu = None;
                Ok(())
            }
            Pressed::Chooses(choice) => self.choose(choice),
            Pressed::Acts(action) => self.act(action),
        }
    }

    pub(super) fn act_on_help(&mut self, action: Action) {
        let Some(help) = &self.help else {
            return;
        };
        let top = help.top;
        let page = usize::from(self.size.height.saturating_sub(3).max(1));
        let top = match action {
            Action::Down => top + 1,
            Action::Up => top.saturating_sub(1),
            Action::PageDown => top + page,
            Action::PageUp => top.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => usize::MAX,
            Action::Redraw => {
                self.wish = Some(Wish::Redraw);
                return;
            }
            Action::Suspend => {
                self.wish = Some(Wish::Suspend);
                return;
            }
            Action::Search => return self.ask(Prompt::Keys, help.filter.clone()),
            Action::Language => {
                if let Err(error) = self.speak_next() {
                    self.complain(&error);
                }
                return;
            }
            _ => {
                self.help = None;
                return;
            }
        };
        let end = draw::help_end(self);
        if let Some(help) = &mut self.help {
            help.top = top.min(end);
        }
    }

    /// Goes on to the next language, also for the next run.
    ///
    /// # Errors
    /// When the library cannot be written.
    fn speak_next(&mut self) -> Result<()> {
        let language = self.locale.language().next();
        self.speak(self.locale.in_language(language));
        self.announce(self.locale.text("language-name"));
        self.keep_language()
    }

    /// Ends what is being read aloud, else leaves the search; without one, goes back to the headlines.
    fn cancel(&mut self) -> Result<()> {
        if self.hush() {
            return Ok(());
        }
        if self.end_finding(false) {
            return Ok(());
        }
        if self.alone {
            self.alone = false;
        } else if self.focus != Pane::Headlines {
            self.set_focus(Pane::Headlines);
        } else if self.leave_story() {
            // Back in the list that it was opened from.
        } else if !self.search.is_empty() {
            let selected = self.list.selected().map(|headline| headline.id);
            self.list_all_of(Query::All, String::new(), selected)?;
        }
        Ok(())
    }
}
