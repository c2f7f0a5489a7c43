//! Where an article leads: its links, its original, its earlier versions.

use super::layout::Pane;
use super::menu::{Choice, Menu, MenuRow};
use super::state::Reader;
use crate::article::Link;
use crate::article::html::absolute;
use crate::library::{LibraryError, Query, Result};

impl Reader {
    /// Shows the numbered links of the article that keys are about, with where each
    /// leads.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn show_links(&mut self) -> Result<()> {
        let Some(headline) = self.target() else {
            return Ok(());
        };
        let links = self.library.article(headline.id)?.links();
        if links.is_empty() {
            self.announce(self.locale.text("no-links"));
            return Ok(());
        }
        let rows = links.into_iter().map(|link| {
            let (text, detail) = match (link.text.as_str(), &link.media_type) {
                ("", _) => (link.url.clone(), String::new()),
                (text, Some(kind)) => (format!("{text} ({kind})"), link.url.clone()),
                (text, None) => (text.to_owned(), link.url.clone()),
            };
            let choice = Choice::Open {
                url: link.url.clone(),
                media_type: link.media_type.clone(),
            };
            MenuRow {
                note: self.note_on(&link),
                detail,
                ..MenuRow::new(text, choice)
            }
        });
        let mut menu = Menu::new("links", rows.collect());
        menu.is_numbered = true;
        self.menu = Some(menu);
        Ok(())
    }

    /// Says of a link that it leads into the library.
    fn note_on(&self, link: &Link) -> String {
        let known = self.library.by_url(&link.url).ok().flatten();
        match known.filter(|known| self.target().is_none_or(|here| here.id != known.id)) {
            Some(_) => self.locale.text("in-library"),
            None => String::new(),
        }
    }

    /// Opens the page of the article that keys are about.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn open_original(&mut self) -> Result<()> {
        let url = self.target().and_then(|headline| headline.url.clone());
        match url {
            Some(url) => self.open(url, None),
            None => self.announce(self.locale.text("no-links")),
        }
        Ok(())
    }

    /// Shows the earlier versions of the article that keys are about.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn show_versions(&mut self) -> Result<()> {
        let Some(id) = self.opened.as_ref().map(super::opened::Opened::id) else {
            return Ok(());
        };
        let versions = self.library.versions(id)?;
        if versions.is_empty() {
            self.announce(self.locale.text("no-versions"));
            return Ok(());
        }
        let row = |text: String, title: &str, version: Option<usize>| MenuRow {
            detail: title.to_owned(),
            ..MenuRow::new(text, Choice::Version(version))
        };
        let mut rows = vec![row(self.locale.text("version-latest"), "", None)];
        for (index, version) in versions.iter().enumerate() {
            let replaced = version.replaced.to_zoned_datetime(self.zone.clone());
            let replaced = self.locale.day_and_time(&replaced);
            let text = self
                .locale
                .with("version-until", [("date", replaced.into())]);
            rows.push(row(text, &version.article.title, Some(index)));
        }
        self.menu = Some(Menu::new("versions", rows));
        Ok(())
    }

    /// Does what was chosen on a page of rows.
    ///
    /// # Errors
    /// When the library cannot be read or written.
    pub(super) fn choose(&mut self, choice: Choice) -> Result<()> {
        self.menu = None;
        match choice {
            Choice::List { query: text, name } => match Query::parse(&text) {
                Ok(query) => {
                    self.named = Some((name, text.clone()));
                    self.list_all_of(query, text, None)?;
                    self.set_focus(Pane::Headlines);
                }
                Err(error) => return Err(LibraryError::Query(error)),
            },
            Choice::Open { url, media_type } => self.follow(url, media_type)?,
            Choice::Version(version) => {
                let Some(opened) = &mut self.opened else {
                    return Ok(());
                };
                match version {
                    None => opened.read_again(&self.library)?,
                    Some(index) => {
                        let versions = self.library.versions(opened.id())?;
                        if let Some(version) = versions.into_iter().nth(index) {
                            opened.show_instead(version.article);
                            self.announce(self.locale.text("version-shown"));
                        }
                    }
                }
            }
            Choice::Comment(id) => self.write_comment(id)?,
            Choice::Note(article, id) => self.go_to_note(article, id)?,
            Choice::Sync => self.sync(true)?,
            Choice::FetchComments => self.fetch_comments(),
            Choice::Subscribe => self.ask_for_feed(),
            Choice::Starter => {
                crate::gather::subscribe_to_starter(&self.library)?;
                self.show_feeds()?;
            }
        }
        Ok(())
    }

    /// Has `url` opened, a file of `media_type` if that is known, if it may be followed.
    pub(super) fn open(&mut self, url: String, media_type: Option<String>) {
        let Some(url) = absolute(&url, None) else {
            self.announce(self.locale.text("no-links"));
            return;
        };
        let opened = self.locale.with("opening", [("url", url.as_str().into())]);
        self.announce(opened);
        let opener = self
            .preferences
            .commands
            .opener(&url, media_type.as_deref());
        self.run_program(opener, String::new());
    }
}
