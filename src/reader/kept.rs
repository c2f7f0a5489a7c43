//! What outlives the reader: the language that was chosen with a key, and the widths of the
//! panes. The settings file stays the user's.

use super::layout::Widths;
use super::state::Reader;
use crate::library::Result;
use crate::locale::Language;

const LANGUAGE: &str = "language";
const WIDTHS: &str = "widths";

impl Reader {
    /// The language that was chosen by key while the settings said `language`, as they
    /// still do; else `language`.
    pub(super) fn kept_language(&self, language: Language) -> Language {
        let kept = self.library.kept(LANGUAGE).ok().flatten();
        let chosen = kept.as_deref().and_then(|kept| {
            let (said, chosen) = kept.split_once(' ')?;
            (said == language.tag()).then_some(chosen)
        });
        chosen.and_then(Language::tagged).unwrap_or(language)
    }

    /// # Errors
    /// When the library cannot be written.
    pub(super) fn keep_language(&self) -> Result<()> {
        let said = self.preferences.language.tag();
        let chosen = self.locale.language().tag();
        self.library.keep(LANGUAGE, &format!("{said} {chosen}"))
    }

    /// Takes the widths of the panes that were last.
    pub(super) fn take_kept_widths(&mut self) {
        let kept = self.library.kept(WIDTHS).ok().flatten();
        let mut shares = kept.as_deref().unwrap_or_default().split(' ');
        let mut next = || shares.next().and_then(|share| share.parse().ok());
        self.widths = Widths {
            headlines: next(),
            related: next(),
            beside: next(),
        };
    }

    /// # Errors
    /// When the library cannot be written.
    pub(super) fn keep_widths(&self) -> Result<()> {
        let Widths {
            headlines,
            related,
            beside,
        } = self.widths;
        let share = |width: Option<u16>| width.map_or_else(|| "-".to_owned(), |w| w.to_string());
        let shares = [headlines, related, beside].map(share);
        let shares = shares.join(" ");
        if self.library.kept(WIDTHS)?.unwrap_or_default() == shares || shares == "- - -" {
            return Ok(());
        }
        self.library.keep(WIDTHS, &shares)
    }
}
