//! Running text in a box, indented at the side where the document begins.

use std::ops::Range;

use crate::text::Direction;

use super::piece::{Segment, Segments, aligned};
use super::text::Text;

/// Running text and what stands beside it.
#[derive(Debug)]
pub(super) struct Flow {
    /// Which of the piece's texts run, each from a row of its own.
    pub body: Range<usize>,
    /// From the edge inwards.
    pub edges: Vec<Edge>,
    /// The side that the edges stand at.
    pub direction: Direction,
    /// The side that lines begin at; without one, each text's own.
    pub align: Option<Direction>,
    /// The first of the texts goes on the last of the piece before.
    pub goes_on: bool,
}

/// What takes columns beside running text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub columns: usize,
    /// The text that stands there.
    pub text: Option<usize>,
    pub every_row: bool,
}

/// Columns that running text keeps however deep it is indented.
const LEAST: usize = 12;

impl Flow {
    /// `spacing` rows lead from one line to the next.
    pub fn rows(&self, texts: &[Text], width: usize, spacing: usize) -> Vec<Segments> {
        let edges = self.edges_that_fit(width);
        let taken: usize = edges.iter().map(|edge| edge.columns).sum();
        let inner = width.saturating_sub(taken).max(1);
        let left = match self.direction {
            Direction::LeftToRight => taken,
            Direction::RightToLeft => 0,
        };
        let mut rows = Vec::new();
        for text in self.body.clone() {
            let paragraph = texts[text].paragraph();
            let align = self.align.unwrap_or(paragraph.direction());
            let stretched = texts[text].role().is_running();
            let mut lines = paragraph.lines(inner).peekable();
            while let Some(line) = lines.next() {
                if stretched && (!rows.is_empty() || self.goes_on) {
                    rows.resize_with(rows.len() + spacing - 1, Segments::new);
                }
                let mut segment = Segment::new(text, line, left);
                segment.left = aligned(left, inner, segment.line.width(), align);
                if stretched && lines.peek().is_some() {
                    segment.fill = left..left + inner;
                }
                rows.push(vec![segment]);
            }
        }
        for (index, row) in rows.iter_mut().enumerate() {
            self.stand_beside(row, index == 0, edges, texts, width);
        }
        rows
    }

    /// The outermost edges that leave room for the text.
    fn edges_that_fit(&self, width: usize) -> &[Edge] {
        let mut left = width.saturating_sub(LEAST);
        let fit = self.edges.iter().take_while(|edge| {
            let fits = edge.columns <= left;
            left = left.saturating_sub(edge.columns);
            fits
        });
        &self.edges[..fit.count()]
    }

    fn stand_beside(
        &self,
        row: &mut Segments,
        first: bool,
        edges: &[Edge],
        texts: &[Text],
        width: usize,
    ) {
        let mut from_edge = 0;
        for edge in edges {
            if let Some(text) = edge.text.filter(|_| first || edge.every_row) {
                let line = texts[text].paragraph().one_line();
                let left = match self.direction {
                    Direction::LeftToRight => from_edge,
                    Direction::RightToLeft => width.saturating_sub(from_edge + line.width()),
                };
                row.push(Segment::new(text, line, left));
            }
            from_edge += edge.columns;
        }
    }
}
