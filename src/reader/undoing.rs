//! Marking all as read, and taking back what was done.

use super::action::Action;
use super::help_keys::key_names;
use super::state::Reader;
use super::worker::Job;
use crate::library::{Act, Result, Undone};

impl Reader {
    /// Has everything that the list is of marked read.
    pub(super) fn mark_all_read(&mut self) {
        self.announce(self.locale.text("marking-read"));
        self.jobs.push(Job::MarkAllRead(self.list.query().clone()));
    }

    /// Shows that it is, and says how much it was.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn hear_marked_read(&mut self, count: u64) -> Result<()> {
        // What is listed stays so until something else is asked for.
        self.version = self.library.version()?;
        self.list.change_all(|headline| headline.unread = false);
        if let Some(opened) = &mut self.opened {
            opened.headline = self.library.headline(opened.id())?;
        }
        for related in self.related.articles.iter_mut().flatten() {
            related.headline = self.library.headline(related.headline.id)?;
        }
        self.counts = self.library.counts()?;
        let said = self.locale.count("all-marked-read", count);
        if count > 0 {
            self.say_undoable(said);
        } else {
            self.announce(said);
        }
        Ok(())
    }

    /// Says what has been done, and the key that takes it back.
    pub(super) fn say_undoable(&mut self, said: String) {
        let undo = key_names(Action::Undo, &self.keymap, &self.locale);
        match undo.into_iter().next() {
            Some(key) => {
                let values = [("said", said.into()), ("key", key.into())];
                self.announce(self.locale.with("can-be-undone", values));
            }
            None => self.announce(said),
        }
    }

    /// Shows what is there now that something has been taken back, and says what it was.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn hear_undone(&mut self, undone: Option<Undone>) -> Result<()> {
        let Some(undone) = undone else {
            self.announce(self.locale.text("nothing-to-undo"));
            return Ok(());
        };
        let id = match undone.act {
            Act::Read => "undone-read",
            Act::Unread => "undone-unread",
            Act::Starred => "undone-starred",
            Act::Unstarred => "undone-unstarred",
            Act::Removed => "undone-removed",
            Act::Commented => "undone-commented",
            Act::CommentEdited => "undone-comment-edited",
            Act::CommentDeleted => "undone-comment-deleted",
            Act::Noted => "undone-noted",
            Act::NoteEdited => "undone-note-edited",
            Act::NoteDeleted => "undone-note-deleted",
            Act::Subscribed => "undone-subscribed",
            Act::Unsubscribed => "undone-unsubscribed",
            Act::FeedChanged => "undone-feed-changed",
            Act::Tagged => "undone-tagged",
            Act::Untagged => "undone-untagged",
            Act::FilterAdded => "undone-filter-added",
            Act::FilterRemoved => "undone-filter-removed",
            Act::SmartFeedSet => "undone-smart-feed-set",
            Act::SmartFeedRemoved => "undone-smart-feed-removed",
        };
        let mut said = self.locale.count(id, undone.count);
        if let Some(title) = undone.title {
            let values = [("said", said.into()), ("title", title.into())];
            said = self.locale.with("undone-one", values);
        }
        self.announce(said);
        self.read_what_stands_under()?;
        self.read_anew()?;
        self.list_again()
    }
}
