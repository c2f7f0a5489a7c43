//! Copying: what goes to the clipboard, in logical order.

use super::layout::Pane;
use super::state::Reader;
use crate::library::Result;

impl Reader {
    /// Copies the paragraph in view and shows which it is; in a list, the headline that
    /// is selected and its address.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn copy_paragraph(&mut self) -> Result<()> {
        if self.focus == Pane::Article {
            if let Some(opened) = &mut self.opened {
                opened.select_paragraph();
            }
            if !self.copy_selection("copied-paragraph") {
                self.announce(self.locale.text("nothing-to-copy"));
            }
            return Ok(());
        }
        if let Some(headline) = self.target() {
            let title = headline.title.clone();
            let article = self.library.article(headline.id)?;
            let parts = [Some(title), article.url];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            self.copy(parts.join("\n"), "copied-headline");
        }
        Ok(())
    }

    /// Copies the article whole, with its address.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(super) fn copy_article(&mut self) -> Result<()> {
        if let Some(headline) = self.target() {
            let article = self.library.article(headline.id)?;
            self.copy(article.whole_text(), "copied-article");
        }
        Ok(())
    }

    /// Copies what is selected in the article, if anything is, and says `said`.
    pub(super) fn copy_selection(&mut self, said: &str) -> bool {
        let selected = self
            .opened
            .as_ref()
            .and_then(super::opened::Opened::selected_text);
        let any = selected.is_some();
        if let Some(text) = selected {
            self.copy(text, said);
        }
        any
    }

    pub(super) fn copy(&mut self, text: String, said: &str) {
        self.copied = Some(text);
        self.announce(self.locale.text(said));
    }
}
