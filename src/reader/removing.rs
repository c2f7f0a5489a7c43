//! Removing what a page lists: feeds, smart feeds, comments, marked passages.

use super::menu::{COMMENTS, FEEDS, NOTES, Removable};
use super::state::Reader;
use crate::library::Result;

impl Reader {
    /// Removes what is selected on the page; the articles of a feed stay.
    ///
    /// # Errors
    /// When the library cannot be read or written.
    pub(super) fn remove_selected(&mut self) -> Result<()> {
        let Some(row) = self.menu.as_ref().and_then(|menu| menu.row()) else {
            return Ok(());
        };
        let name = row.text.clone();
        let Some(removable) = row.removable.clone() else {
            self.announce(self.locale.text("not-removable"));
            return Ok(());
        };
        match removable {
            Removable::Feed(id) => drop(self.library.unsubscribe(id, false)?),
            Removable::SmartFeed(name) => self.library.remove_smart_feed(&name)?,
            Removable::Comment(id) => self.library.delete_comment(id)?,
            Removable::Note(id) => self.library.delete_note(id)?,
        }
        self.say_undoable(self.locale.with("removed", [("name", name.into())]));
        self.read_what_stands_under()?;
        self.list_again()
    }

    /// Lists anew what the page lists, if any is shown.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn list_again(&mut self) -> Result<()> {
        let Some(menu) = self.menu.take() else {
            return Ok(());
        };
        let selected = menu.selected.try_into().unwrap_or(isize::MAX);
        match menu.title {
            FEEDS => self.show_feeds()?,
            NOTES => self.show_notes()?,
            COMMENTS => {
                self.show_comments();
            }
            _ => self.menu = Some(menu),
        }
        if let Some(again) = &mut self.menu {
            again.move_by(selected);
        }
        Ok(())
    }
}
