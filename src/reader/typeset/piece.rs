//! A part of a document that is broken into rows by itself.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

use crate::config::Harakat;
use crate::gather::Picture;
use crate::text::{Cell, Direction, Line, stretch};

use super::Place;
use super::columns::Columns;
use super::flow::Flow;
use super::role::{Look, Role};
use super::text::Text;

/// Which piece of a document: the part that it is composed in, and which it is of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Number {
    pub part: usize,
    pub piece: usize,
}

/// Where a piece comes from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Origin {
    /// Index into the article's body; `None` for what stands above it. What stands
    /// below has the number of blocks.
    pub block: Option<usize>,
    /// Bytes of the block's text before this piece.
    pub byte: usize,
}

#[derive(Debug)]
pub(super) struct Piece {
    pub origin: Origin,
    texts: Vec<Text>,
    shape: Shape,
    rows: OnceCell<Vec<Segments>>,
}

/// How the texts of a piece stand.
#[derive(Debug)]
pub(super) enum Shape {
    /// An empty row.
    Space,
    /// The only text, cut to the width.
    Rule,
    Flow(Flow),
    Columns(Columns),
    /// A picture in the middle, of as many columns and rows.
    Picture(Arc<Picture>, usize, usize),
}

/// The texts of one row.
pub(super) type Segments = Vec<Segment>;

/// The cells of a line; hardly one has more than fit here, so that drawing asks for no memory.
pub(super) type Cells<'t> = SmallVec<[Cell<'t>; 128]>;

/// A line of one of a piece's texts and where it stands.
#[derive(Debug)]
pub(super) struct Segment {
    pub text: usize,
    pub line: Line,
    /// Columns from the left edge.
    pub left: usize,
    /// The columns that the line fills where text is justified; empty for one that is
    /// never stretched.
    pub fill: Range<usize>,
}

impl Segment {
    /// A line that is never stretched.
    pub fn new(text: usize, line: Line, left: usize) -> Self {
        Self {
            text,
            line,
            left,
            fill: 0..0,
        }
    }

    /// The column that the line begins at and its cells, both from the left, in a document
    /// that is `justified` or not. `text` is the one that it is a line of.
    pub fn cells<'t>(&self, text: &'t Text, justified: bool) -> (usize, Cells<'t>) {
        let cells: Cells<'_> = text.cells(&self.line).collect();
        let missing = self.missing(justified);
        if missing == 0 {
            return (self.left, cells);
        }
        let count = cells.len();
        let cells = Cells::from_vec(stretch(cells.into_vec(), missing));
        let stretched = cells.len() > count;
        (
            if stretched {
                self.fill.start
            } else {
                self.left
            },
            cells,
        )
    }

    /// Calls `each` for the cells of [`Self::cells`], each with its column, without gathering
    /// them where nothing is stretched.
    fn each_cell<'t>(
        &self,
        text: &'t Text,
        justified: bool,
        mut each: impl FnMut(usize, Cell<'t>),
    ) {
        let place = |mut left: usize| {
            move |cell: Cell<'t>| {
                let at = left;
                left += usize::from(cell.width);
                each(at, cell);
            }
        };
        if self.missing(justified) == 0 {
            text.cells(&self.line).for_each(place(self.left));
        } else {
            let (left, cells) = self.cells(text, justified);
            cells.into_iter().for_each(place(left));
        }
    }

    /// The columns that the line is to be stretched by.
    fn missing(&self, justified: bool) -> usize {
        if justified {
            self.fill.len().saturating_sub(self.line.width())
        } else {
            0
        }
    }
}

/// A glyph in its place, as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Columns from the left edge.
    pub left: usize,
    /// Columns: 1 or 2.
    pub width: usize,
    /// One grapheme cluster, shaped.
    pub symbol: Cow<'a, str>,
    /// How it is coloured and set.
    pub look: Look,
    /// The piece of the document.
    pub(super) piece: Number,
    /// The text of the piece.
    pub(super) text: usize,
    /// Bytes of the text, logical order.
    pub(super) range: Range<usize>,
    /// What it shows of a picture.
    pub dot: Option<Dot<'a>>,
}

impl Glyph<'_> {
    /// The part of the document that it lies in.
    #[must_use]
    pub fn part(&self) -> usize {
        self.piece.part
    }
}

/// A cell of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot<'a> {
    /// The picture that it is a cell of.
    pub picture: &'a Picture,
    /// Columns and rows that the whole takes.
    pub size: (usize, usize),
    /// The column and the row that this one is.
    pub place: (usize, usize),
}

/// A row of a document.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    piece: &'a Piece,
    number: Number,
    segments: &'a [Segment],
    /// Which row of the piece.
    row: usize,
    setting: Setting,
}

/// How a document is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Columns that every row fits in.
    pub width: usize,
    /// Running text is stretched to both edges, but for the last line of a paragraph.
    pub justified: bool,
    /// Links have the numbers of the list at the end.
    pub footnotes: bool,
    /// Which marks on letters are drawn.
    pub harakat: Harakat,
    /// Rows from one line of text to the next; at least 1.
    pub line_spacing: usize,
}

impl Setting {
    /// Plainly, in `width` columns.
    #[must_use]
    pub fn plain(width: usize) -> Self {
        Self {
            width,
            justified: false,
            footnotes: false,
            harakat: Harakat::Shown,
            line_spacing: 1,
        }
    }
}

impl<'a> Row<'a> {
    /// Calls `draw` for each glyph, of each text from left to right. None lies beyond
    /// the width of the document.
    pub fn draw(&self, mut draw: impl FnMut(Glyph<'a>)) {
        if let Shape::Picture(picture, columns, rows) = &self.piece.shape {
            return self.draw_picture(picture, *columns, *rows, draw);
        }
        for segment in self.segments {
            let text = &self.piece.texts[segment.text];
            segment.each_cell(text, self.setting.justified, |left, cell| {
                let width = usize::from(cell.width);
                if left + width > self.setting.width {
                    return;
                }
                let range = cell.text_range();
                draw(Glyph {
                    left,
                    width,
                    symbol: self.setting.harakat.shown(cell.symbol),
                    look: text.look(&range),
                    piece: self.number,
                    text: segment.text,
                    range,
                    dot: None,
                });
            });
        }
    }

    /// A row of a picture: half blocks, two pixels a cell.
    fn draw_picture(
        &self,
        picture: &'a Picture,
        columns: usize,
        rows: usize,
        mut draw: impl FnMut(Glyph<'a>),
    ) {
        let left = self.setting.width.saturating_sub(columns) / 2;
        for column in 0..columns {
            draw(Glyph {
                left: left + column,
                width: 1,
                symbol: Cow::Borrowed("▀"),
                look: Look::from(Role::Ornament),
                piece: self.number,
                text: 0,
                range: 0..0,
                dot: Some(Dot {
                    picture,
                    size: (columns, rows),
                    place: (column, self.row),
                }),
            });
        }
    }

    /// Which row of the document it is.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            piece: self.number,
            row: self.row,
        }
    }

    /// What stands on the row, each with the text that it is a line of.
    pub(super) fn segments(&self) -> impl Iterator<Item = (&'a Segment, &'a Text)> + use<'a> {
        let texts = &self.piece.texts;
        let segments = self.segments.iter();
        segments.map(move |segment| (segment, &texts[segment.text]))
    }

    /// How the document is set.
    pub(super) fn setting(&self) -> Setting {
        self.setting
    }

    /// Which piece of the document it is of.
    pub(super) fn piece_number(&self) -> Number {
        self.number
    }
}

impl Piece {
    pub fn new(origin: Origin, texts: Vec<Text>, shape: Shape) -> Self {
        Self {
            origin,
            texts,
            shape,
            rows: OnceCell::new(),
        }
    }

    /// Whether its first text goes on the last of the piece before.
    pub fn goes_on(&self) -> bool {
        matches!(&self.shape, Shape::Flow(flow) if flow.goes_on)
    }

    /// Bytes of its texts.
    pub fn len(&self) -> usize {
        self.texts.iter().map(|text| text.content().len()).sum()
    }

    /// Rows when set as `setting` says, which is the same in every call.
    pub fn height(&self, setting: Setting) -> usize {
        self.laid_out(setting).len()
    }

    /// Whether nothing stands on the row.
    pub fn is_blank(&self, row: usize, setting: Setting) -> bool {
        self.laid_out(setting)[row].is_empty() && !matches!(self.shape, Shape::Picture(..))
    }

    pub fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// Which of its texts are the article's, or about it, each with its bytes.
    pub fn selectable(&self) -> impl Iterator<Item = (usize, usize)> {
        let texts = self.texts.iter().enumerate();
        texts
            .filter(|(_, text)| text.is_selectable())
            .map(|(index, text)| (index, text.content().len()))
    }

    /// What stands between text `index` and the one before it where the text of the
    /// piece is written down.
    pub fn separator_before(&self, index: usize) -> char {
        match &self.shape {
            Shape::Columns(columns) if !index.is_multiple_of(columns.count) => '\t',
            _ => '\n',
        }
    }

    /// Row `row` of this piece, which is piece `number` of its document.
    pub fn row(&self, row: usize, setting: Setting, number: Number) -> Row<'_> {
        Row {
            piece: self,
            number,
            segments: &self.laid_out(setting)[row],
            row,
            setting,
        }
    }

    /// Bytes of the piece's text before the row; ornaments count for nothing. A blank row
    /// belongs to the one below it.
    pub fn row_start(&self, row: usize, setting: Setting) -> usize {
        let rows = self.laid_out(setting).get(row..).unwrap_or_default();
        let is_text = |segment: &&Segment| self.texts[segment.text].role() != Role::Ornament;
        let Some(segment) = rows.iter().find_map(|row| row.iter().find(is_text)) else {
            return 0;
        };
        let text = &self.texts[segment.text];
        text.offset() + text.range_of(&segment.line).start
    }

    /// The row that shows byte `byte` of text `index`.
    pub fn row_of(&self, index: usize, byte: usize, setting: Setting) -> Option<usize> {
        let rows = self.laid_out(setting).iter().enumerate();
        let text = &self.texts[index];
        let holds =
            |segment: &Segment| segment.text == index && text.range_of(&segment.line).start <= byte;
        let mut rows = rows.filter(|(_, row)| row.iter().any(holds));
        rows.next_back().map(|(row, _)| row)
    }

    fn laid_out(&self, setting: Setting) -> &[Segments] {
        let width = setting.width;
        self.rows.get_or_init(|| match &self.shape {
            Shape::Space => vec![Segments::new()],
            Shape::Rule => rule(0, &self.texts, width, 0).into_iter().collect(),
            Shape::Flow(flow) => flow.rows(&self.texts, width, setting.line_spacing),
            Shape::Columns(columns) => columns.rows(&self.texts, width),
            Shape::Picture(_, _, rows) => (0..*rows).map(|_| Segments::new()).collect(),
        })
    }
}

/// Where a line of `line` columns begins in a box of `width` columns that begins at
/// `left`, when it runs in `direction`.
pub(super) fn aligned(left: usize, width: usize, line: usize, direction: Direction) -> usize {
    match direction {
        Direction::LeftToRight => left,
        Direction::RightToLeft => left + width.saturating_sub(line),
    }
}

/// A row that `text` fills, `columns` wide from `left` on.
pub(super) fn rule(text: usize, texts: &[Text], columns: usize, left: usize) -> Option<Segments> {
    let line = texts[text].paragraph().lines(columns).next()?;
    Some(vec![Segment::new(text, line, left)])
}
