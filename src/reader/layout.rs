//! Where the panes stand on a screen of a given size.

use ratatui::layout::{Rect, Size};

use crate::text::Direction;

/// A part of the screen that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pane {
    #[default]
    Headlines,
    Article,
    Related,
}

impl Pane {
    /// In the order of reading.
    pub const ALL: [Self; 3] = [Self::Headlines, Self::Article, Self::Related];
}

/// The parts of the screen that are shown. A pane's rectangle holds its frame, if it
/// has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    pub header: Option<Rect>,
    pub footer: Option<Rect>,
    pub headlines: Option<Rect>,
    pub article: Option<Rect>,
    pub related: Option<Rect>,
    /// Panes have frames.
    pub framed: bool,
}

/// What the user has made of the panes' widths, each in thousandths of the screen; the
/// usual one when not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    pub headlines: Option<u16>,
    pub related: Option<u16>,
    /// The pane beside the article where there is room for one.
    pub beside: Option<u16>,
}

/// Columns that a pane keeps, whatever the user makes of it.
const LEAST: u16 = 20;

/// The columns of a pane that is usually `usual` wide, on a screen of `screen` columns of
/// which the other panes need `others`.
fn columns(chosen: Option<u16>, usual: u16, screen: u16, others: u16) -> u16 {
    let columns = chosen.map_or(usual, |share| {
        (u32::from(screen) * u32::from(share) / 1000) as u16
    });
    columns.min(screen - others).max(LEAST)
}

/// Columns from which on three panes stand side by side, and two.
const THREE: u16 = 108;
const TWO: u16 = 72;
/// Rows from which on there is room for a line at the top, and one at the foot.
const WITH_HEADER: u16 = 10;
const WITH_FOOTER: u16 = 4;
/// The least screen on which a frame is worth its room.
const FRAMED: Size = Size {
    width: 40,
    height: 10,
};

impl Layout {
    /// The layout of a screen of `size` for an interface that runs in `direction`. Where
    /// there is no room for all panes, `focus` is shown, and `side` beside the article.
    #[must_use]
    pub fn new(size: Size, direction: Direction, focus: Pane, side: Pane, widths: Widths) -> Self {
        let mut panes = Rect::from((ratatui::layout::Position::ORIGIN, size));
        let mut layout = Self {
            framed: size.width >= FRAMED.width && size.height >= FRAMED.height,
            ..Self::default()
        };
        if size.height >= WITH_HEADER {
            layout.header = Some(Rect { height: 1, ..panes });
            panes.y += 1;
            panes.height -= 1;
        }
        if size.height >= WITH_FOOTER {
            panes.height -= 1;
            layout.footer = Some(Rect {
                y: panes.bottom(),
                height: 1,
                ..panes
            });
        }
        if size.width >= THREE {
            let usual = (size.width * 3 / 10).min(56);
            let headlines = columns(widths.headlines, usual, size.width, 2 * LEAST);
            let usual = (size.width / 4).min(48);
            let related = columns(widths.related, usual, size.width, headlines + LEAST);
            let article = size.width - headlines - related;
            let [first, second, third] =
                side_by_side(panes, [headlines, article, related], direction);
            layout.headlines = Some(first);
            layout.article = Some(second);
            layout.related = Some(third);
        } else if size.width >= TWO {
            let beside = columns(widths.beside, size.width * 2 / 5, size.width, LEAST);
            let article = size.width - beside;
            if side == Pane::Related {
                let [first, second] = side_by_side(panes, [article, beside], direction);
                layout.article = Some(first);
                layout.related = Some(second);
            } else {
                let [first, second] = side_by_side(panes, [beside, article], direction);
                layout.headlines = Some(first);
                layout.article = Some(second);
            }
        } else {
            *layout.pane_mut(focus) = Some(panes);
        }
        layout
    }

    /// The layout of a screen of `size` that the article has for itself.
    #[must_use]
    pub fn alone(size: Size) -> Self {
        let screen = Rect::from((ratatui::layout::Position::ORIGIN, size));
        let foot = u16::from(size.height >= WITH_FOOTER);
        let article = Rect {
            height: size.height - foot,
            ..screen
        };
        Self {
            article: Some(article),
            footer: (foot > 0).then_some(Rect {
                y: article.bottom(),
                height: 1,
                ..screen
            }),
            ..Self::default()
        }
    }

    /// Where `pane` is, if it is shown.
    #[must_use]
    pub fn pane(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::Headlines => self.headlines,
            Pane::Article => self.article,
            Pane::Related => self.related,
        }
    }

    /// The room inside the frame of `pane`; empty if it is not shown.
    #[must_use]
    pub fn inside(&self, pane: Pane) -> Rect {
        let Some(area) = self.pane(pane) else {
            return Rect::ZERO;
        };
        if !self.framed {
            return area;
        }
        area.inner(ratatui::layout::Margin::new(1, 1))
    }

    /// The pane beside the article whose border with it stands in `column` of `row`.
    #[must_use]
    pub fn border_at(&self, column: u16, row: u16) -> Option<Pane> {
        let article = self.article?;
        [Pane::Headlines, Pane::Related].into_iter().find(|&pane| {
            self.pane(pane).is_some_and(|area| {
                let edges = if area.x < article.x {
                    [area.right() - 1, article.x]
                } else {
                    [article.right() - 1, area.x]
                };
                edges.contains(&column) && (area.y..area.bottom()).contains(&row)
            })
        })
    }

    fn pane_mut(&mut self, pane: Pane) -> &mut Option<Rect> {
        match pane {
            Pane::Headlines => &mut self.headlines,
            Pane::Article => &mut self.article,
            Pane::Related => &mut self.related,
        }
    }
}

/// `area` cut into `widths`, the first where reading begins.
fn side_by_side<const N: usize>(area: Rect, widths: [u16; N], direction: Direction) -> [Rect; N] {
    let mut taken = 0;
    widths.map(|width| {
        let from_left = if direction.is_rtl() {
            area.width - taken - width
        } else {
            taken
        };
        taken += width;
        Rect {
            x: area.x + from_left,
            width,
            ..area
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_cover_every_screen_and_never_leave_it() {
        for width in 1..=220 {
            for height in 1..=12 {
                for side in [Pane::Headlines, Pane::Related] {
                    let size = Size { width, height };
                    let widths = Widths {
                        headlines: Some(width * 37 % 1000),
                        related: Some(width * 11 % 1000),
                        beside: Some(width * 71 % 1000),
                    };
                    let widths = if height % 2 == 0 {
                        widths
                    } else {
                        Widths::default()
                    };
                    let rtl = Direction::RightToLeft;
                    let layout = Layout::new(size, rtl, Pane::Article, side, widths);
                    let shown: Vec<Rect> =
                        Pane::ALL.iter().filter_map(|&p| layout.pane(p)).collect();
                    let columns: u16 = shown.iter().map(|area| area.width).sum();
                    assert_eq!(columns, width);
                    let bars = [layout.header, layout.footer];
                    let bars = bars.iter().flatten().count() as u16;
                    for area in shown {
                        assert_eq!(area.height + bars, height);
                        assert!(area.right() <= width && area.bottom() <= height);
                    }
                    assert!(layout.article.is_some_and(|area| area.height > 0));
                }
            }
        }
    }

    #[test]
    fn reading_begins_on_the_right_in_arabic_and_on_the_left_in_english() {
        let size = Size {
            width: 120,
            height: 36,
        };
        let of = |direction| {
            let (focus, widths) = (Pane::Headlines, Widths::default());
            let layout = Layout::new(size, direction, focus, focus, widths);
            Pane::ALL.map(|pane| layout.pane(pane).expect("three panes").x)
        };
        let [headlines, article, related] = of(Direction::RightToLeft);
        assert!(headlines > article && article > related && related == 0);
        let [headlines, article, related] = of(Direction::LeftToRight);
        assert!(headlines == 0 && article < related);
    }
}
