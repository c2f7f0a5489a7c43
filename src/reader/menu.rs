//! A page with rows to choose from, shown in place of the panes: feeds, links, earlier
//! versions.

use crossterm::event::{KeyCode, KeyEvent};

use super::action::Action;
use super::entries::scrolled;
use crate::library::{ArticleId, CommentId, FeedId, NoteId};
use crate::text::fold::fold;

/// The messages that name the pages whose rows can be removed.
pub const FEEDS: &str = "feeds";
pub const COMMENTS: &str = "comments";
pub const NOTES: &str = "notes";

/// The page.
#[derive(Debug)]
pub struct Menu {
    /// The message that names it.
    pub title: &'static str,
    pub rows: Vec<MenuRow>,
    /// Whether the rows are called by their numbers, from 1, which then stand before them.
    pub is_numbered: bool,
    pub selected: usize,
    /// The first row on the screen.
    pub top: usize,
    /// What has been typed of a row's number.
    typed: String,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuRow {
    pub text: String,
    /// What stands at the other side.
    pub note: String,
    /// What the foot says while the row is selected.
    pub detail: String,
    /// Levels that it stands in.
    pub depth: usize,
    pub choice: Choice,
    /// What goes when the row is removed.
    pub removable: Option<Removable>,
}

/// What can be removed where it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removable {
    Feed(FeedId),
    SmartFeed(String),
    Comment(CommentId),
    Note(NoteId),
}

impl MenuRow {
    #[must_use]
    pub fn new(text: String, choice: Choice) -> Self {
        Self {
            text,
            note: String::new(),
            detail: String::new(),
            depth: 0,
            choice,
            removable: None,
        }
    }
}

/// What choosing a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Lists what a query finds, under a name.
    List { query: String, name: String },
    /// Opens an address, a file of this media type where that is known.
    Open {
        url: String,
        media_type: Option<String>,
    },
    /// Shows the earlier version of this number, or the latest.
    Version(Option<usize>),
    /// Opens the form for a comment, or for a new one.
    Comment(Option<CommentId>),
    /// Opens an article at a marked passage.
    Note(ArticleId, NoteId),
    /// Brings the accounts in step.
    Sync,
    /// Fetches what the site has of comments.
    FetchComments,
    /// Asks for a feed's address.
    Subscribe,
    /// Subscribes to the list of feeds that comes with marsad.
    Starter,
}

/// What a key did to the page.
#[derive(Debug, PartialEq, Eq)]
pub enum Pressed {
    Stays,
    Closes,
    Chooses(Choice),
    /// What the reader does while the page stays.
    Acts(Action),
}

impl Menu {
    #[must_use]
    pub fn new(title: &'static str, rows: Vec<MenuRow>) -> Self {
        Self {
            title,
            rows,
            is_numbered: false,
            selected: 0,
            top: 0,
            typed: String::new(),
        }
    }

    #[must_use]
    pub fn row(&self) -> Option<&MenuRow> {
        self.rows.get(self.selected)
    }

    /// Does what `key`, which stands for `action`, says on a page of `height` rows. Digits choose a row by its
    /// number, Enter does what the row stands for.
    pub fn press(&mut self, key: &KeyEvent, action: Option<Action>, height: usize) -> Pressed {
        if let KeyCode::Char(c) = key.code
            && let Some(digit) = digit(c)
        {
            self.type_digit(digit);
            return Pressed::Stays;
        }
        self.typed.clear();
        let page = height.saturating_sub(1).max(1);
        let last = self.rows.len().saturating_sub(1);
        self.selected = match action {
            Some(Action::Down) => self.selected + 1,
            Some(Action::Up) => self.selected.saturating_sub(1),
            Some(Action::PageDown) => self.selected + page,
            Some(Action::PageUp) => self.selected.saturating_sub(page),
            Some(Action::Top) => 0,
            Some(Action::Bottom) => last,
            Some(Action::Open) => {
                return match self.row() {
                    Some(row) => Pressed::Chooses(row.choice.clone()),
                    None => Pressed::Closes,
                };
            }
            Some(action @ (Action::Remove | Action::Undo | Action::AddFeed)) => {
                return Pressed::Acts(action);
            }
            _ => return Pressed::Closes,
        };
        self.selected = self.selected.min(last);
        Pressed::Stays
    }

    /// A click on the row `at` of those on the screen: it selects the row, and one on what
    /// is selected does what the row stands for.
    pub fn click(&mut self, at: usize) -> Pressed {
        let index = self.top + at;
        match self.rows.get(index) {
            Some(row) if index == self.selected => Pressed::Chooses(row.choice.clone()),
            Some(_) => {
                self.selected = index;
                Pressed::Stays
            }
            None => Pressed::Stays,
        }
    }

    /// Moves by so many rows.
    pub fn move_by(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Scrolls to what is selected on a page of `height` rows.
    pub fn settle(&mut self, height: usize) {
        let count = self.rows.len();
        let one = |_| ((), 1);
        (self.top, _) = scrolled(self.top, self.selected, height.max(1), count, one);
    }

    fn type_digit(&mut self, digit: char) {
        self.typed.push(digit);
        let number = |typed: &str| typed.parse::<usize>().unwrap_or_default();
        // A number that is too large begins anew with its last digit.
        if number(&self.typed) > self.rows.len() {
            self.typed = digit.to_string();
        }
        let number = number(&self.typed);
        if (1..=self.rows.len()).contains(&number) {
            self.selected = number - 1;
        }
    }
}

/// The digit that `c` is, in whatever script it was typed.
pub(super) fn digit(c: char) -> Option<char> {
    let folded = fold(c.encode_utf8(&mut [0; 4]));
    folded.chars().next().filter(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    fn menu(count: usize) -> Menu {
        let rows = (1..=count).map(|n| MenuRow::new(n.to_string(), Choice::Version(Some(n))));
        Menu::new("help", rows.collect())
    }

    fn press(menu: &mut Menu, code: KeyCode) -> Pressed {
        let action = match code {
            KeyCode::Down => Some(Action::Down),
            KeyCode::Up => Some(Action::Up),
            KeyCode::PageDown => Some(Action::PageDown),
            KeyCode::Home => Some(Action::Top),
            KeyCode::End => Some(Action::Bottom),
            KeyCode::Enter => Some(Action::Open),
            _ => None,
        };
        menu.press(&KeyEvent::new(code, KeyModifiers::NONE), action, 5)
    }

    #[test]
    fn digits_of_any_script_choose_a_row() {
        let mut menu = menu(25);
        for (typed, row) in [("1", 1), ("12", 12), ("٢٣", 23), ("267", 7), ("0", 7)] {
            menu.typed.clear();
            for c in typed.chars() {
                assert_eq!(press(&mut menu, KeyCode::Char(c)), Pressed::Stays);
            }
            assert_eq!(menu.selected + 1, row, "{typed}");
        }
        let chosen = press(&mut menu, KeyCode::Enter);
        assert_eq!(chosen, Pressed::Chooses(Choice::Version(Some(7))));
        assert_eq!(press(&mut menu, KeyCode::Esc), Pressed::Closes);
    }

    #[test]
    fn a_menu_bears_every_move() {
        for count in [0, 1, 30] {
            let mut menu = menu(count);
            for code in [
                KeyCode::Down,
                KeyCode::PageDown,
                KeyCode::End,
                KeyCode::Up,
                KeyCode::Char('9'),
                KeyCode::Home,
            ] {
                press(&mut menu, code);
                menu.settle(5);
                assert!(menu.selected < count.max(1));
                assert!(menu.top <= menu.selected && menu.selected < menu.top + 5);
            }
        }
    }
}
