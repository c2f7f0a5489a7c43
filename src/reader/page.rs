//! Where the article's text stands in its pane: one column of a comfortable measure in the
//! middle, or newspaper columns when the article has a wide screen for itself.

use ratatui::layout::Rect;
use smallvec::SmallVec;

use super::layout::Pane;
use super::opened::{Opened, Point, View};
use super::state::Reader;
use super::typeset::Setting;
use crate::text::sanitize;

/// Columns between two newspaper columns; a rule stands in their middle.
pub(super) const GAP: u16 = 4;
/// Columns below which a newspaper column is not worth reading.
const NARROWEST: u16 = 60;
/// The least pane in which the text keeps off the edges.
const WITH_MARGINS: u16 = 30;
/// Rows from which on an article that has the screen for itself begins lower.
const WITH_HEADROOM: u16 = 16;

/// Columns of text, in the order of reading; hardly more than fit here, so that drawing asks
/// for no memory.
pub(super) type Columns = SmallVec<[Rect; 4]>;

/// How far an article has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Progress {
    /// Which of how many places that were found is shown, when any is looked for.
    found: Option<(usize, usize)>,
    /// Hundredths that lie above the screen; `None` when all is on it.
    percent: Option<u64>,
    /// What the rest takes, unless the end is reached.
    minutes: Option<u64>,
}

impl Reader {
    /// The columns that the article's text takes, in the order of reading; never none. An
    /// article that does not fill them all stands in the middle.
    pub(super) fn text_columns(&self) -> Columns {
        let mut columns = self.columns_there_are();
        let used = self.opened.as_ref().and_then(Opened::columns_on_only_page);
        let used = used.map_or(columns.len(), |used| used.clamp(1, columns.len()));
        let spare = (columns.len() - used) as u16 * (columns[0].width + GAP);
        let from_right = columns[0].x > columns[columns.len() - 1].x;
        columns.truncate(used);
        for column in &mut columns {
            if from_right {
                column.x -= spare / 2;
            } else {
                column.x += spare / 2;
            }
        }
        columns
    }

    /// The columns that there is room for.
    fn columns_there_are(&self) -> Columns {
        let mut area = self.layout().inside(Pane::Article);
        let measure = self.reading.measure();
        if !self.alone {
            return side_by_side(area, 1, measure, false);
        }
        if area.height >= WITH_HEADROOM {
            area.y += 1;
            area.height -= 1;
        }
        let narrowest = NARROWEST.min(measure);
        let room = (area.width + GAP) / (narrowest + GAP);
        let count = room.clamp(1, u16::from(self.reading.columns.max(1)));
        let opened = self.opened.as_ref().and_then(Opened::direction);
        let direction = opened.unwrap_or(self.locale.direction());
        side_by_side(area, count, measure, direction.is_rtl())
    }

    /// How the article is to be laid out; `None` where there is no room for any of it.
    pub(super) fn view(&self) -> Option<View> {
        let columns = self.columns_there_are();
        let first = columns.first().filter(|column| !column.is_empty())?;
        Some(View {
            setting: Setting {
                width: first.width.into(),
                justified: self.reading.justified,
                footnotes: self.reading.footnotes,
                harakat: self.reading.harakat,
                line_spacing: self.reading.line_spacing(),
            },
            height: first.height.into(),
            columns: columns.len(),
        })
    }

    /// The place in the article's text that is nearest to a cell of the screen.
    pub(super) fn point_in_text(&self, column: u16, row: u16) -> Point {
        let areas = self.text_columns();
        let distance =
            |area: &Rect| area.x.saturating_sub(column) + (column + 1).saturating_sub(area.right());
        let nearest = (0..areas.len()).min_by_key(|&index| distance(&areas[index]));
        let nearest = nearest.unwrap_or(0);
        let area = areas[nearest];
        let last = area.height.saturating_sub(1);
        Point {
            text_column: nearest,
            row: row.saturating_sub(area.y).min(last).into(),
            // Beside the text counts as an end of the line.
            column: (column.clamp(area.x, area.right()) - area.x).into(),
        }
    }

    /// Gives the article the screen for itself, or takes it back.
    pub(super) fn toggle_alone(&mut self) -> crate::library::Result<()> {
        if self.alone {
            self.alone = false;
            return Ok(());
        }
        self.focus_on(Pane::Article)?;
        self.alone = self.opened.is_some();
        Ok(())
    }

    /// Shows the marks on letters, those that newspapers print, or none.
    pub(super) fn change_harakat(&mut self) {
        self.reading.harakat = self.reading.harakat.next();
        let said = match self.reading.harakat {
            crate::config::Harakat::Shown => "harakat-shown",
            crate::config::Harakat::Sparing => "harakat-sparing",
            crate::config::Harakat::Hidden => "harakat-hidden",
        };
        self.announce(self.locale.text(said));
    }

    /// Stretches running text to both edges, or no longer.
    pub(super) fn justify(&mut self) {
        self.reading.justified = !self.reading.justified;
        let said = if self.reading.justified {
            "justified"
        } else {
            "unjustified"
        };
        self.announce(self.locale.text(said));
    }

    /// How far the article has been read.
    pub(super) fn progress(&self) -> Progress {
        let opened = self.opened.as_ref();
        let read = opened.and_then(Opened::progress);
        let words = opened.map_or(0, Opened::words_left);
        let speed = u64::from(self.reading.speed.max(1));
        Progress {
            found: opened.and_then(Opened::found),
            percent: read.map(|read| (read * 100.0).round() as u64),
            minutes: read
                .filter(|read| *read < 1.0 && words > 0)
                .map(|_| words.div_ceil(speed)),
        }
    }

    /// How much of the article has been read, and how long the rest takes, in words;
    /// `None` when all of it is on the screen.
    pub(super) fn progress_words(&self) -> Option<String> {
        let progress = self.progress();
        let found = progress.found.map(|found| self.found_words(found));
        let parts = found.into_iter().chain(self.read_words(progress));
        let parts: Vec<String> = parts.map(|part| sanitize::isolate(&part)).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    fn read_words(&self, progress: Progress) -> Option<String> {
        let percent = self.locale.number(format!("{}%", progress.percent?));
        let percent = sanitize::isolate(&percent);
        let left = match progress.minutes {
            None => return Some(percent),
            Some(1) => self.locale.text("time-left-little"),
            Some(minutes) => self.locale.count("time-left", minutes),
        };
        Some(format!("{percent} · {left}"))
    }
}

/// `count` columns of at most `measure` in the middle of `area`, the first at the right when
/// they are read from there.
fn side_by_side(area: Rect, count: u16, measure: u16, from_right: bool) -> Columns {
    let margin = u16::from(area.width > WITH_MARGINS);
    let gaps = (count - 1) * GAP;
    let width = (area.width.saturating_sub(2 * margin + gaps) / count).min(measure);
    let taken = width * count + gaps;
    let left = area.x + area.width.saturating_sub(taken) / 2;
    let column = |index: u16| Rect {
        x: left + index * (width + GAP),
        width,
        ..area
    };
    let order = 0..count;
    if from_right {
        order.rev().map(column).collect()
    } else {
        order.map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_the_middle_and_within_the_pane() {
        for width in 0..300 {
            for count in 1..=3 {
                let area = Rect::new(7, 3, width, 10);
                let columns = side_by_side(area, count, 72, true);
                assert_eq!(columns.len(), usize::from(count));
                let (last, first) = (columns[columns.len() - 1], columns[0]);
                assert!(last.x <= first.x && columns.iter().all(|one| one.width <= 72));
                if width >= count * 64 {
                    assert!(last.x >= area.x && first.right() <= area.right());
                    let (left, right) = (last.x - area.x, area.right() - first.right());
                    assert!(left.abs_diff(right) <= 1, "{left} {right}");
                }
            }
        }
    }
}
