//! What the reader asks of other programs: to read aloud, to open an address, to hear of
//! what happens. Each is a program and its arguments, and text on its standard input; no
//! shell is ever asked, and nothing of an article becomes part of a command.

use serde_json::json;

use super::state::Reader;
use crate::config;
use crate::library::{ArticleId, Library, Result};

/// Something for another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// Run the program with this text.
    Run {
        /// The program and its arguments.
        command: config::Command,
        /// What it gets on standard input.
        input: String,
    },
    /// Read the text aloud; it is in this language (BCP 47), or so the interface is.
    Speak {
        /// What to say, logical order.
        text: String,
        /// A tag of BCP 47.
        language: String,
    },
    /// Stop reading aloud.
    Silence,
}

impl Reader {
    /// What there is for other programs since this was last asked.
    pub fn take_errands(&mut self) -> Vec<Errand> {
        std::mem::take(&mut self.errands)
    }

    /// Reads the article aloud from the paragraph in view on; in a list, the headline. When
    /// something is being read aloud, it ends.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn read_aloud(&mut self) -> Result<()> {
        if self.hush() {
            return Ok(());
        }
        let text = match (&self.opened, self.focus) {
            (Some(opened), super::layout::Pane::Article) => opened.text_from_here(),
            _ => match self.target() {
                Some(headline) => format!("{}\n{}", headline.title, headline.source),
                None => return Ok(()),
            },
        };
        self.speaking = true;
        self.errands.push(Errand::Speak {
            text,
            language: self.locale.language().tag().to_owned(),
        });
        self.announce(self.locale.text("reading-aloud"));
        Ok(())
    }

    /// Ends what is being read aloud; returns whether anything was.
    pub(super) fn hush(&mut self) -> bool {
        let was_speaking = std::mem::take(&mut self.speaking);
        if was_speaking {
            self.errands.push(Errand::Silence);
        }
        was_speaking
    }

    /// What was read aloud has come to its end.
    pub fn has_spoken(&mut self) {
        self.speaking = false;
    }

    /// Tells the user's program `command`, if there is one, of articles.
    pub(super) fn tell_hook(&mut self, command: config::Command, ids: &[ArticleId]) -> Result<()> {
        if !command.is_empty() && !ids.is_empty() {
            let input = as_json(&self.library, ids)?;
            self.run_program(command, input);
        }
        Ok(())
    }

    /// Has the user's command told of news.
    pub(super) fn notify(&mut self, source: &str, title: &str) {
        if let Some(command) = self.preferences.commands.notify(source, title) {
            self.run_program(command, String::new());
        }
    }

    /// Has a program run with `input`.
    pub(super) fn run_program(&mut self, command: config::Command, input: String) {
        self.errands.push(Errand::Run { command, input });
    }
}

/// What a hook gets to read: an article a line, as JSON.
///
/// # Errors
/// When the library cannot be read.
pub fn as_json(library: &Library, ids: &[ArticleId]) -> Result<String> {
    let mut lines = String::new();
    for &id in ids {
        let (headline, article) = (library.headline(id)?, library.article(id)?);
        let object = json!({
            "id": headline.id.0,
            "title": headline.title,
            "source": headline.source,
            "category": headline.category,
            "published": headline.published,
            "url": headline.url,
            "unread": headline.unread,
            "starred": headline.starred,
            "text": article.plain_text(),
        });
        lines.push_str(&format!("{object}\n"));
    }
    Ok(lines)
}
