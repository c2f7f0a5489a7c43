//! Where the panes stand on a screen of a given size.

use ratatui::layout::{Rect, Size};

use crate::text::Direction;

/// A part of the screen that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    pub fn new(size: Size, direction: Direction, focus: Pane, side: Pane) -> Self {
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
            let headlines = (size.width * 3 / 10).min(56);
            let related = (size.width / 4).min(48);
            let article = size.width - headlines - related;
            let [first, second, third] =
                side_by_side(panes, [headlines, article, related], direction);
            layout.headlines = Some(first);
            layout.article = Some(second);
            layout.related = Some(third);
        } else if size.width >= TWO {
            let beside = size.width * 2 / 5;
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
                    let layout = Layout::new(size, Direction::RightToLeft, Pane::Article, side);
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
            let layout = Layout::new(size, direction, Pane::Headlines, Pane::Headlines);
            Pane::ALL.map(|pane| layout.pane(pane).expect("three panes").x)
        };
        let [headlines, article, related] = of(Direction::RightToLeft);
        assert!(headlines > article && article > related && related == 0);
        let [headlines, article, related] = of(Direction::LeftToRight);
        assert!(headlines == 0 && article < related);
    }
}
