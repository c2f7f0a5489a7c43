//! What a form moves about: one grapheme cluster with its columns and the cell whose
//! style it wears.

use std::borrow::Cow;

use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::Modifier;
use unicode_bidi::{BidiClass, bidi_class};

/// A cluster as it stands in a row.
#[derive(Debug, Clone)]
pub(super) struct Unit<'a> {
    pub text: Cow<'a, str>,
    /// Columns.
    pub width: usize,
    /// Index of the cell it came from.
    pub source: usize,
    pub kind: Kind,
    /// Bold and italic: what makes a terminal take another font.
    pub face: Modifier,
}

/// What the bidi algorithm takes a cluster for, as far as forms need to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Right-to-left letters (classes R and AL).
    Rtl,
    /// Arabic-Indic digits and their separators (AN).
    ArabicNumber,
    /// European and Persian digits (EN).
    EuropeanNumber,
    /// Left-to-right letters (L).
    Ltr,
    /// Spaces, punctuation, symbols, rules.
    Neutral,
}

impl<'a> Unit<'a> {
    fn new(text: &'a str, width: usize, source: usize, face: Modifier) -> Self {
        let kind = text.chars().next().map_or(Kind::Neutral, kind);
        Self {
            text: Cow::Borrowed(text),
            width,
            source,
            kind,
            face,
        }
    }

    /// Whether the bidi algorithm would move this cluster, or kitty turn it round, as it
    /// does with Persian digits.
    pub fn holds_rtl(&self) -> bool {
        matches!(self.kind, Kind::Rtl | Kind::ArabicNumber)
            || matches!(self.first_char(), '\u{6f0}'..='\u{6f9}')
    }

    pub fn first_char(&self) -> char {
        self.text.chars().next().unwrap_or(' ')
    }

    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c == ' ' || c == '\u{a0}')
    }

    /// Rules and blocks, which terminals draw themselves and not from a font.
    pub fn is_drawing(&self) -> bool {
        matches!(self.first_char(), '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}' | '\u{1fb00}'..='\u{1fbff}')
    }
}

fn kind(c: char) -> Kind {
    match bidi_class(c) {
        BidiClass::R | BidiClass::AL => Kind::Rtl,
        BidiClass::AN => Kind::ArabicNumber,
        BidiClass::EN => Kind::EuropeanNumber,
        BidiClass::L => Kind::Ltr,
        _ => Kind::Neutral,
    }
}

/// The clusters of a row of cells. A wide cluster that would reach past the end
/// becomes a blank; cells covered by a wide one are passed over.
pub(super) fn units_of_row(row: &[Cell]) -> Vec<Unit<'_>> {
    let mut units = Vec::with_capacity(row.len());
    let mut column = 0;
    while column < row.len() {
        let cell = &row[column];
        let width = usize::from(cell.cell_width()).max(1);
        let (text, width) = if column + width > row.len() {
            (" ", 1)
        } else {
            (cell.symbol(), width)
        };
        let face = cell.modifier & (Modifier::BOLD | Modifier::ITALIC);
        units.push(Unit::new(text, width, column, face));
        column += width;
    }
    units
}

/// The clusters of a line without styles.
pub(super) fn units_of_line<'a>(graphemes: &[&'a str]) -> Vec<Unit<'a>> {
    graphemes
        .iter()
        .enumerate()
        .map(|(index, text)| Unit::new(text, 1, index, Modifier::empty()))
        .collect()
}

/// `units` laid from left to right, each in the style of the cell it came from.
pub(super) fn into_cells(units: Vec<Unit<'_>>, row: &[Cell]) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(row.len());
    for unit in units {
        let mut cell = row[unit.source].clone();
        if cell.symbol() != unit.text {
            cell.set_symbol(&unit.text);
        }
        let mut covered = cell.clone();
        covered.set_symbol("");
        cells.push(cell);
        cells.extend(std::iter::repeat_n(covered, unit.width - 1));
    }
    cells
}
