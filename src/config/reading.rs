//! How articles are set for reading.

use serde::{Deserialize, Serialize};

/// How articles are set for reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// Columns of running text.
    pub measure: u16,
    /// Whether running text is stretched to both edges.
    pub justified: bool,
    /// Which marks on letters are shown.
    pub harakat: Harakat,
    /// Whether links have numbers, and a list at the end.
    pub footnotes: bool,
    /// Whether pictures of articles are fetched and shown.
    pub images: bool,
    /// Rows from one line of text to the next.
    pub line_spacing: u8,
    /// Most newspaper columns side by side when the article has the screen for itself.
    pub columns: u8,
    /// Words that the user reads in a minute.
    pub speed: u32,
}

/// Which marks on Arabic letters are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Harakat {
    /// All that the text has.
    #[default]
    Shown,
    /// Those that newspapers print: shadda, tanween and the dagger alef.
    Sparing,
    /// None of them.
    Hidden,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            measure: 72,
            justified: false,
            harakat: Harakat::Shown,
            footnotes: true,
            images: true,
            line_spacing: 1,
            columns: 3,
            // Silent reading of Arabic: 181 words a minute (Brysbaert 2019, table 5).
            speed: 180,
        }
    }
}

impl Reading {
    /// Columns of running text: no fewer than a line is worth.
    #[must_use]
    pub fn measure(&self) -> u16 {
        self.measure.max(20)
    }

    /// Rows from one line to the next, as many as still look like one text.
    #[must_use]
    pub fn line_spacing(&self) -> usize {
        self.line_spacing.clamp(1, 3).into()
    }
}
