//! The page of feeds: what is subscribed to, how it fares, and adding and removing.

use jiff::Timestamp;

use super::action::Action;
use super::gathering::Fetch;
use super::help_keys::key_names;
use super::menu::{Choice, FEEDS, Menu, MenuRow, Removable};
use super::state::Reader;
use super::typing::Prompt;
use super::worker::Job;
use crate::gather::Added;
use crate::library::Result;

impl Reader {
    /// Shows all feeds: what they are called, how much of each is unread, and what is
    /// wrong with it.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn show_feeds(&mut self) -> Result<()> {
        let feeds = self.library.feeds()?;
        let mut rows = vec![self.list_row("all-articles", self.counts.unread, "")];
        rows.push(self.list_row("all-unread", self.counts.unread, "is:unread"));
        rows.push(self.list_row("all-starred", self.counts.starred, "is:starred"));
        for smart in self.library.smart_feeds()? {
            let removable = Some(Removable::SmartFeed(smart.name.clone()));
            let note = "⌕".to_owned();
            rows.push(MenuRow {
                removable,
                ..row(smart.name, note, smart.query.clone(), 0, smart.query)
            });
        }
        rows.extend(self.account_rows()?);
        let mut folder = String::new();
        // Points at what the folder holds.
        let pointer = if self.locale.direction().is_rtl() {
            '◂'
        } else {
            '▸'
        };
        for feed in &feeds {
            let inside = &feed.settings.folder;
            if *inside != folder {
                folder.clone_from(inside);
                let unread = feeds.iter().filter(|feed| feed.settings.folder == *inside);
                let unread: u64 = unread.map(|feed| feed.unread).sum();
                let query = format!("folder:\"{inside}\" is:unread");
                let note = unread_note(unread);
                rows.push(MenuRow {
                    text: format!("{pointer} {inside}"),
                    ..row(inside.clone(), note, query.clone(), 0, query)
                });
            }
            let detail = match &feed.failing {
                Some(failing) => self.failing(&failing.reason, failing.since),
                None => feed.url.clone(),
            };
            let note = match &feed.failing {
                Some(_) => format!("✗ {}", unread_note(feed.unread))
                    .trim_end()
                    .to_owned(),
                None => unread_note(feed.unread),
            };
            let depth = usize::from(!inside.is_empty());
            let query = format!("feed:{}", feed.id);
            rows.push(MenuRow {
                removable: Some(Removable::Feed(feed.id)),
                ..row(feed.label().to_owned(), note, detail, depth, query)
            });
        }
        if feeds.is_empty() {
            let text = self.locale.text("starter-feeds");
            rows.push(MenuRow {
                choice: Choice::Starter,
                detail: self.locale.text("starter-unchecked"),
                ..row(text, String::new(), String::new(), 0, String::new())
            });
        }
        rows.push(MenuRow {
            note: key_names(Action::AddFeed, &self.keymap, &self.locale).join(" "),
            detail: self.locale.text("feed-prompt"),
            ..MenuRow::new(self.locale.text("add-feed"), Choice::Subscribe)
        });
        self.menu = Some(Menu::new(FEEDS, rows));
        Ok(())
    }

    /// Asks for the address of a feed.
    pub(super) fn ask_for_feed(&mut self) {
        self.menu = None;
        self.ask(Prompt::Feed, String::new());
    }

    /// Subscribes to what `address` leads to.
    pub(super) fn subscribe(&mut self, address: String) {
        if !address.is_empty() {
            // A refresh that is under way is waited for.
            self.going.get_or_insert_default();
            self.jobs.push(Job::Gather(Fetch::Subscribe(address)));
        }
    }

    /// Something came of that.
    pub(super) fn hear_subscribed(&mut self, added: &Added) -> Result<()> {
        let feed = self.library.feed(added.id)?;
        let values = [("feed", feed.label().into())];
        match &added.delivered {
            Some(delivered) => {
                let said = self.locale.with("feed-added", values);
                let count = self.locale.count("new-count", added.listed.len() as u64);
                self.announce(format!("{said} · {count}"));
                if !delivered.imported.is_empty() {
                    self.take_in_new()?;
                }
            }
            None => self.announce(self.locale.with("feed-known", values)),
        }
        Ok(())
    }

    fn list_row(&self, message: &str, count: u64, query: &str) -> MenuRow {
        let text = self.locale.text(message);
        row(
            text,
            unread_note(count),
            query.to_owned(),
            0,
            query.to_owned(),
        )
    }

    pub(super) fn failing(&self, reason: &str, since: Timestamp) -> String {
        let since = since.to_zoned_datetime(self.zone.clone());
        let since = self.locale.day_and_time(&since);
        self.locale.with(
            "feed-failing",
            [("reason", reason.into()), ("since", since.into())],
        )
    }
}

fn row(text: String, note: String, detail: String, depth: usize, query: String) -> MenuRow {
    let name = text.clone();
    MenuRow {
        note,
        detail,
        depth,
        ..MenuRow::new(text, Choice::List { query, name })
    }
}

fn unread_note(count: u64) -> String {
    match count {
        0 => String::new(),
        count => count.to_string(),
    }
}
