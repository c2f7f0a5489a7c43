//! The terminal that the reader is shown on, set up as this terminal and the user's
//! preferences would have it.

use std::io;

use ratatui::layout::Size;

use super::preferences::Preferences;
use super::run::ReaderError;
use crate::terminal::{
    Answers, Depth, Display, Manner, OutputForm, Palette, Session, Surroundings, Verdict, decide,
    follows_links, protocol, scrolls,
};

/// The terminal and what is known of it.
pub(super) struct Stage {
    pub(super) session: Session,
    pub(super) display: Display<io::Stdout>,
    pub(super) surroundings: Surroundings,
    pub(super) answers: Answers,
    /// The form that goes before that of the settings.
    pub(super) form: Option<OutputForm>,
    pub(super) palette: Palette,
    /// Whether the form that rows are written in is known to be right.
    pub(super) is_sure: bool,
}

impl Stage {
    /// Sets the terminal up as the user has chosen; its screen is drawn anew.
    pub(super) fn set(&mut self, preferences: &Preferences) -> Result<(), ReaderError> {
        let verdict = self.verdict(preferences);
        self.is_sure = verdict.is_sure();
        self.session.set_up(verdict.setup)?;
        self.session.take_mouse(preferences.mouse)?;
        self.display.set_manner(Manner {
            form: verdict.form,
            harakat: verdict.harakat,
            palette: match self.palette {
                Palette::NoColor => Palette::NoColor,
                _ => preferences.theme.palette(self.surroundings.depth),
            },
            links: follows_links(&self.answers, &self.surroundings),
            pixels: protocol(&self.answers, &self.surroundings, verdict.form),
            scrolls: scrolls(&self.answers, &self.surroundings),
        });
        Ok(())
    }

    /// How Arabic is written here.
    fn verdict(&self, preferences: &Preferences) -> Verdict {
        let wanted = self.form.or(preferences.form);
        decide(&self.answers, &self.surroundings, wanted)
    }

    /// What to say when nothing tells how Arabic is written here. A welcome offers a check;
    /// later it is said in multiplexers alone, which hide terminals with an order of their
    /// own, and until the user has chosen.
    pub(super) fn doubt(&self, preferences: &Preferences, is_new: bool) -> Option<&'static str> {
        let is_chosen = self.form.or(preferences.form).is_some();
        if is_new {
            (!self.is_sure).then_some("terminal-unsure")
        } else {
            let is_hidden = self.surroundings.multiplexer.is_some();
            (!self.is_sure && !is_chosen && is_hidden).then_some("terminal-hidden")
        }
    }

    /// `preferences` without what this terminal cannot show.
    pub(super) fn fitting(&self, mut preferences: Preferences) -> Preferences {
        let has_colours = self.palette != Palette::NoColor;
        let form = self.verdict(&preferences).form;
        let has_pixels = protocol(&self.answers, &self.surroundings, form).is_some();
        let has_shades = self.surroundings.depth > Depth::Sixteen;
        preferences.reading.images &= has_colours && (has_pixels || has_shades);
        preferences
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> Result<Size, ReaderError> {
        Ok(self.session.size()?)
    }
}
