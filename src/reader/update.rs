//! What actions, keys and news make of the state.

use jiff::Timestamp;
use ratatui::layout::Size;

use super::action::Action;
use super::draw;
use super::entries::scrolled;
use super::gathering::Fetch;
use super::keymap::Found;
use super::layout::Pane;
use super::list::HeadlineList;
use super::menu::Pressed;
use super::opened::Opened;
use super::state::{Help, Reader, RelatedPane, Wish};
use super::trail::Step;
use super::typing::Prompt;
use super::worker::{Job, News};
use crate::library::{ArticleId, Headline, Query, Result};
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
        if self.input.is_some() {
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
            Found::Action(action) => self.perform(action),
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
    }

    /// Something came of a job.
    pub fn hear(&mut self, news: News) {
        match news {
            News::Indexing(percent) => self.indexing = Some(percent),
            News::Indexed => {
                self.indexing = None;
                if let Some(opened) = &self.opened {
                    self.jobs.push(Job::Related(opened.id()));
                }
            }
            News::Related(id, related) => {
                if self.opened.as_ref().is_some_and(|opened| opened.id() == id) {
                    self.related.articles = Some(related);
                }
            }
            News::Found(text, query, found) => self.take_found(&text, query, found),
            News::Story(id, chapters) => self.take_story(id, chapters),
            News::Gathered(gathered) => {
                if let Err(error) = self.hear_gathered(gathered) {
                    self.complain(&error);
                }
            }
            News::Failed(job, error) => {
                match job {
                    Job::CatchUp => self.indexing = None,
                    Job::Related(_) => self.related.articles = Some(Vec::new()),
                    Job::Search(..) | Job::Story(_) => {}
                    Job::Gather(_) => self.going = None,
                }
                self.complain(&error);
            }
        }
        self.settle();
    }

    /// Remembers where reading stands, before the program ends.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn close(&mut self) -> Result<()> {
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
            Action::MarkAllRead => self.mark_all_read()?,
            Action::Undo => self.undo()?,
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
            Action::Refresh => self.send_for(Fetch::Due),
            Action::FullText => self.fetch_full_text(),
            Action::Feeds => self.show_feeds()?,
            Action::Links => self.show_links()?,
            Action::OpenOriginal => self.open_original()?,
            Action::Versions => self.show_versions()?,
            Action::Comment => self.comment()?,
            Action::MarkPassage => self.mark_passage()?,
            Action::Notes => self.show_notes()?,
            Action::Cancel => self.cancel()?,
            Action::CommandLine => self.ask(Prompt::Command, String::new()),
            Action::Language => self.speak_next(),
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

    fn act_on_menu(&mut self, pressed: Pressed) -> Result<()> {
        match pressed {
            Pressed::Stays => Ok(()),
            Pressed::Closes => {
                self.menu = None;
                Ok(())
            }
            Pressed::Chooses(choice) => self.choose(choice),
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
            Action::Language => return self.speak_next(),
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

    /// Goes on to the next language.
    fn speak_next(&mut self) {
        let language = self.locale.language().next();
        self.speak(self.locale.in_language(language));
        self.announce(self.locale.text("language-name"));
    }

    /// Lists what `query` finds, with `selected` selected if it is given.
    pub(super) fn list_all_of(
        &mut self,
        query: Query,
        text: String,
        selected: Option<ArticleId>,
    ) -> Result<()> {
        self.list = match selected {
            Some(id) => HeadlineList::around(&self.library, query, id)?,
            None => HeadlineList::ordered(&self.library, query, self.order)?,
        };
        self.search = text;
        if let Some(opened) = &mut self.opened {
            opened.forget_layout();
        }
        self.preview()
    }

    pub(super) fn move_by(&mut self, by: isize) -> Result<()> {
        match self.focus {
            Pane::Headlines => {
                if self.list.move_by(&self.library, by)? {
                    self.preview()?;
                }
            }
            Pane::Article => {
                if let Some(opened) = &mut self.opened {
                    opened.scroll(by);
                }
            }
            Pane::Related => {
                let count = self.related.articles.as_ref().map_or(0, Vec::len);
                let moved = self.related.selected.saturating_add_signed(by);
                self.related.selected = moved.min(count.saturating_sub(1));
            }
        }
        Ok(())
    }

    /// How far a page moves: rows of the article, all but two that are seen again;
    /// entries of a list.
    fn page(&self) -> isize {
        let rows = self.layout().inside(self.focus).height;
        let page = match self.focus {
            Pane::Article => self.text_columns()[0].height.saturating_sub(2),
            Pane::Headlines | Pane::Related => rows / 3,
        };
        page.max(1) as isize
    }

    fn go_to_top(&mut self) -> Result<()> {
        match self.focus {
            Pane::Headlines => {
                self.list.select_newest(&self.library)?;
                self.preview()?;
            }
            Pane::Article => {
                if let Some(opened) = &mut self.opened {
                    opened.go_to_top();
                }
            }
            Pane::Related => self.related.selected = 0,
        }
        Ok(())
    }

    fn go_to_bottom(&mut self) -> Result<()> {
        match self.focus {
            Pane::Headlines => {
                self.list.select_oldest(&self.library)?;
                self.preview()?;
            }
            Pane::Article => {
                if let Some(opened) = &mut self.opened {
                    opened.go_to_end();
                }
            }
            Pane::Related => {
                let count = self.related.articles.as_ref().map_or(0, Vec::len);
                self.related.selected = count.saturating_sub(1);
            }
        }
        Ok(())
    }

    pub(super) fn open_selected(&mut self) -> Result<()> {
        match self.focus {
            Pane::Headlines => {
                if let Some(headline) = self.list.selected().cloned() {
                    self.read(headline)?;
                }
            }
            Pane::Article => {}
            Pane::Related => {
                if let Some(headline) = self.selected_related().cloned() {
                    self.read(headline)?;
                }
            }
        }
        Ok(())
    }

    fn open_neighbour(&mut self, by: isize) -> Result<()> {
        if !self.list.move_by(&self.library, by)? {
            let id = if by > 0 {
                "last-article"
            } else {
                "first-article"
            };
            self.announce(self.locale.text(id));
            return Ok(());
        }
        match self.list.selected().cloned() {
            Some(headline) => self.read(headline),
            None => Ok(()),
        }
    }

    /// Opens `headline` for reading; what was read before joins the trail.
    pub(super) fn read(&mut self, headline: Headline) -> Result<()> {
        let id = headline.id;
        self.show(headline)?;
        self.trail
            .push(self.left.take().filter(|step| step.article != id));
        self.begin_reading()
    }

    /// Shows what is selected in the list beside it, without counting it as read.
    pub(super) fn preview(&mut self) -> Result<()> {
        match self.list.selected().cloned() {
            Some(headline) => self.show(headline),
            None => Ok(()),
        }
    }

    pub(super) fn show(&mut self, headline: Headline) -> Result<()> {
        if self
            .opened
            .as_ref()
            .is_some_and(|opened| opened.id() == headline.id)
        {
            return Ok(());
        }
        self.remember_position()?;
        if let Some(opened) = self.opened.as_ref().filter(|opened| opened.reading) {
            self.left = Some(Step::of(opened));
        }
        let id = headline.id;
        self.hush();
        self.opened = Some(Opened::new(&self.library, headline)?);
        self.related = RelatedPane::default();
        self.jobs.push(Job::Related(id));
        Ok(())
    }

    /// What is shown is being read from now on.
    pub(super) fn begin_reading(&mut self) -> Result<()> {
        let Some(opened) = &mut self.opened else {
            return Ok(());
        };
        let was_reading = std::mem::replace(&mut opened.reading, true);
        let id = opened.id();
        self.set_focus(Pane::Article);
        self.mark_read(id, true)?;
        if was_reading {
            return Ok(());
        }
        self.tell_hook(self.preferences.hooks.open.clone(), id)
    }

    fn mark_read(&mut self, id: ArticleId, read: bool) -> Result<()> {
        self.library.set_read(id, read)?;
        self.change(id, |headline| headline.unread = !read);
        self.counts = self.library.counts()?;
        Ok(())
    }

    fn star(&mut self) -> Result<()> {
        let Some(headline) = self.target().cloned() else {
            return Ok(());
        };
        let starred = !headline.starred;
        self.library.set_starred(headline.id, starred)?;
        self.change(headline.id, |headline| headline.starred = starred);
        self.counts = self.library.counts()?;
        let said = if starred { "starred" } else { "unstarred" };
        self.announce(self.locale.text(said));
        if starred {
            self.tell_hook(self.preferences.hooks.star.clone(), headline.id)?;
        }
        Ok(())
    }

    fn toggle_read(&mut self) -> Result<()> {
        let Some(headline) = self.target().cloned() else {
            return Ok(());
        };
        self.mark_read(headline.id, headline.unread)?;
        let said = if headline.unread {
            "marked-read"
        } else {
            "marked-unread"
        };
        self.announce(self.locale.text(said));
        Ok(())
    }

    /// The article that keys of the focused pane are about.
    pub(super) fn target(&self) -> Option<&Headline> {
        match self.focus {
            Pane::Headlines => self.list.selected(),
            Pane::Article => self.opened.as_ref().map(|opened| &opened.headline),
            Pane::Related => self.selected_related(),
        }
    }

    fn selected_related(&self) -> Option<&Headline> {
        let related = self.related.articles.as_ref()?;
        related
            .get(self.related.selected)
            .map(|article| &article.headline)
    }

    /// Applies `change` wherever the headline of `id` is shown.
    pub(super) fn change(&mut self, id: ArticleId, change: impl Fn(&mut Headline)) {
        self.list.change(id, &change);
        let opened = self.opened.iter_mut().map(|opened| &mut opened.headline);
        let related = self.related.articles.iter_mut().flatten();
        for headline in opened.chain(related.map(|article| &mut article.headline)) {
            if headline.id == id {
                change(headline);
            }
        }
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

    fn focus_next(&mut self, by: usize) -> Result<()> {
        let at = Pane::ALL.iter().position(|&pane| pane == self.focus);
        let next = (at.unwrap_or(0) + by) % Pane::ALL.len();
        self.focus_on(Pane::ALL[next])
    }

    /// Moves the focus to the pane that lies beside it on the screen, if there is one.
    fn focus_beside(&mut self, left: bool) -> Result<()> {
        let onwards = left == self.locale.direction().is_rtl();
        let next = match (self.focus, onwards) {
            (Pane::Headlines, true) | (Pane::Related, false) => Pane::Article,
            (Pane::Article, true) => Pane::Related,
            (Pane::Article, false) => Pane::Headlines,
            (Pane::Headlines, false) | (Pane::Related, true) => return Ok(()),
        };
        self.focus_on(next)
    }

    /// Moves the focus; an article that gets it is being read.
    pub(super) fn focus_on(&mut self, pane: Pane) -> Result<()> {
        if pane != Pane::Article {
            self.set_focus(pane);
            return Ok(());
        }
        match self.opened.as_ref().map(|opened| opened.headline.clone()) {
            Some(headline) => self.read(headline),
            None => {
                self.set_focus(pane);
                Ok(())
            }
        }
    }

    pub(super) fn set_focus(&mut self, pane: Pane) {
        self.focus = pane;
        if pane != Pane::Article {
            self.side = pane;
            self.alone = false;
        }
    }

    /// Reads how the selected related article begins, when it is to be seen.
    fn read_preview(&mut self) {
        let selected = self.selected_related().map(|headline| headline.id);
        let Some(id) = selected.filter(|_| self.focus == Pane::Related) else {
            self.related.preview = None;
            return;
        };
        if self
            .related
            .preview
            .as_ref()
            .is_none_or(|(known, _)| *known != id)
        {
            let begins = self.library.article(id).map(|article| article.opening());
            self.related.preview = begins.ok().map(|text| (id, text));
        }
    }

    fn remember_position(&mut self) -> Result<()> {
        match self.opened.as_ref().filter(|opened| opened.reading) {
            Some(opened) => self.library.set_position(opened.id(), opened.position()),
            None => Ok(()),
        }
    }

    /// Makes ready what is drawn: the article laid out for its pane, the lists scrolled
    /// to what is selected.
    pub(super) fn settle(&mut self) {
        if self.opened.is_none()
            && let Err(error) = self.preview()
        {
            self.complain(&error);
        }
        let rows = draw::menu_rows(self.size.height);
        if let Some(menu) = &mut self.menu {
            menu.settle(rows);
        }
        let layout = self.layout();
        let view = self.view();
        if let (Some(opened), Some(view)) = (&mut self.opened, view) {
            opened.lay_out(view, &self.locale, &self.zone, self.list.query());
            if self.reading.images && opened.reading {
                let id = opened.id();
                let pictures = opened.ask_for_pictures().into_iter();
                let fetches = pictures.map(|address| Fetch::Picture(id, address));
                self.jobs.extend(fetches.map(Job::Gather));
            }
            for address in opened.addresses() {
                self.hyperlinks.add(address);
            }
        }
        let area = layout.inside(Pane::Headlines);
        let height = |index: usize| draw::headline_entry(self, index, area.width).height();
        let selected = self.list.selected_index();
        let top = scrolled(self.list.top, selected, area.height.into(), height);
        self.read_preview();
        let [area, _] = draw::related_parts(self);
        let height = |index: usize| draw::related_entry(self, index, area.width).height();
        let selected = self.related.selected;
        let related_top = scrolled(self.related.top, selected, area.height.into(), height);
        if layout.headlines.is_some() {
            self.list.top = top;
        }
        if layout.related.is_some() {
            self.related.top = related_top;
        }
    }
}
