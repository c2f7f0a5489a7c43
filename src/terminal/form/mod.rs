//! Output forms: how a finished row of visual cells is written for one terminal.
//! Pure functions; what each form is for and where it was measured stands with
//! [`OutputForm`].

mod fenced;
mod logical;
mod token;
mod unit;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use ratatui::buffer::Cell;
use unicode_segmentation::UnicodeSegmentation;

use unit::{Unit, into_cells, units_of_line, units_of_row};

/// How visual cells reach the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OutputForm {
    /// Visual order, presentation forms: for terminals that leave order and shape
    /// alone, by nature or because they were told to.
    #[default]
    Visual,
    /// Visual order of words, each right-to-left word in logical order and kept in
    /// its place by left-to-right marks: for terminals that run the bidi algorithm
    /// over a row and cannot be told not to.
    Fenced,
    /// Visual order of tokens, those with right-to-left letters reversed whole and
    /// mirrored, without harakat: for kitty, which turns each token round.
    Token,
    /// Logical order, plain letters as far as the columns allow: for terminals that
    /// do everything themselves. Only by the user's word.
    Logical,
}

impl OutputForm {
    /// Every form, in the order they are offered to the user.
    pub const ALL: [Self; 4] = [Self::Visual, Self::Fenced, Self::Token, Self::Logical];

    /// The name used in settings and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visual => "visual",
            Self::Fenced => "fenced",
            Self::Token => "token",
            Self::Logical => "logical",
        }
    }
}

impl fmt::Display for OutputForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that is no output form's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown output form {0:?}: use visual, fenced, token or logical")]
pub struct UnknownForm(String);

impl FromStr for OutputForm {
    type Err = UnknownForm;

    fn from_str(name: &str) -> Result<Self, UnknownForm> {
        Self::ALL
            .into_iter()
            .find(|form| form.name() == name)
            .ok_or_else(|| UnknownForm(name.to_owned()))
    }
}

/// A finished row in `form`.
///
/// `row` holds visual cells from left to right: one grapheme cluster a cell, a wide
/// cluster followed by the cells it covers. The answer has as many cells; those
/// covered by a wide cluster hold the empty symbol. Each cluster takes as many
/// columns as before and keeps its style.
#[must_use]
pub fn encode_row(form: OutputForm, row: &[Cell]) -> Vec<Cell> {
    into_cells(encode(form, units_of_row(row), Columns::Kept), row)
}

/// One line of visual text in `form`, for output that is not a grid of cells.
///
/// In the logical form every presentation form becomes its letters again, so a line
/// with lam-alef may come out wider than it went in. Controls become U+FFFD.
#[must_use]
pub fn encode_line(form: OutputForm, line: &str) -> String {
    let line = harmless(line);
    let graphemes: Vec<&str> = line.graphemes(true).collect();
    encode(form, units_of_line(&graphemes), Columns::Free)
        .iter()
        .map(|unit| unit.text.as_ref())
        .collect()
}

/// `line` without any control, as the backend has it of cells: nothing that is printed may
/// be one, whoever asks for it.
fn harmless(line: &str) -> Cow<'_, str> {
    if line.contains(char::is_control) {
        Cow::Owned(line.replace(char::is_control, "\u{fffd}"))
    } else {
        Cow::Borrowed(line)
    }
}

/// Whether a cluster may come to need more columns than it had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Columns {
    Kept,
    Free,
}

fn encode(form: OutputForm, units: Vec<Unit<'_>>, columns: Columns) -> Vec<Unit<'_>> {
    if !units.iter().any(Unit::holds_rtl) {
        return units;
    }
    match form {
        OutputForm::Visual => units,
        OutputForm::Fenced => fenced::encode(units),
        OutputForm::Token => token::encode(units),
        OutputForm::Logical => logical::encode(units, columns),
    }
}
