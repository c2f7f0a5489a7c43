//! The screen as it was last drawn, of which only what shows something else is drawn again.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint;
use super::text::Text;
use crate::reader::layout::{Layout, Pane};
use crate::reader::state::Reader;
use crate::terminal::{Frame, Scrolled};

/// A reader as visual cells; another reader takes another drawing.
#[derive(Debug, Default)]
pub struct Drawing {
    cells: Buffer,
    parts: Parts,
    changed: Vec<Rect>,
    scrolled: Option<Scrolled>,
}

/// What is drawn of the parts of the screen that are drawn one by one.
#[derive(Debug, Default)]
struct Parts {
    kept: [Option<Kept>; Part::COUNT],
    text: Text,
}

/// A part of the screen that is drawn by itself.
#[derive(Debug, Clone, Copy)]
enum Part {
    Header,
    Headlines,
    ArticleFrame,
    Related,
    Footer,
}

impl Part {
    const COUNT: usize = 5;
}

/// What a part shows.
#[derive(Debug, Clone, Copy)]
struct Kept {
    imprint: u64,
    /// Where the cursor stands while the part has the focus.
    cursor: Option<Position>,
}

impl Drawing {
    /// Draws `reader`. The cursor stands where the focus is: what is typed, else what is
    /// selected, else the first row of the text, so that what reads the screen aloud or shows
    /// it in braille finds it.
    pub fn draw(&mut self, reader: &Reader) -> Frame<'_> {
        let cursor = self.bring_up_to(reader);
        Frame {
            cells: &self.cells,
            changed: &self.changed,
            scrolled: self.scrolled,
            cursor,
        }
    }

    /// Draws what shows something else than before. Returns where the cursor stands.
    fn bring_up_to(&mut self, reader: &Reader) -> Option<Position> {
        let area = Rect::from(reader.size);
        self.changed.clear();
        self.scrolled = None;
        let mut kept = std::mem::take(&mut self.parts);
        if self.cells.area != area {
            self.cells = Buffer::empty(area);
            kept = Parts::default();
        }
        if super::is_page(reader) {
            self.clear(area);
            return super::page(reader, &mut self.cells);
        }
        let layout = reader.layout();
        let covers = reader.input.is_some() || layout.footer.is_none() && reader.notice.is_some();
        if covers {
            // What is said or typed may lie over the panes.
            kept = Parts::default();
        }
        if let Some(area) = layout.header {
            let imprint = reader.header_imprint(&layout);
            self.part(&kept, Part::Header, &[area], imprint, |cells| {
                super::bars::header(reader, cells, area);
                None
            });
        }
        let cursor = self.panes(reader, &layout, &mut kept);
        // On a screen without a foot, what is typed takes the last row.
        let last = Rect {
            y: area.bottom().saturating_sub(1),
            height: area.height.min(1),
            ..area
        };
        let foot = layout.footer.or(covers.then_some(last));
        let typing = foot.and_then(|foot| {
            let imprint = reader.footer_imprint(&layout);
            self.part(&kept, Part::Footer, &[foot], imprint, |cells| {
                super::bars::footer(reader, cells, foot)
            })
        });
        if covers {
            self.parts = Parts::default();
            self.changed.push(area);
        }
        typing.or(cursor)
    }

    fn panes(&mut self, reader: &Reader, layout: &Layout, kept: &mut Parts) -> Option<Position> {
        let mut cursor = None;
        if let Some(area) = layout.headlines {
            let imprint = reader.listings.headlines.imprint;
            debug_assert_eq!(imprint, reader.headlines_imprint(layout), "settled");
            let place = self.part(kept, Part::Headlines, &[area], imprint, |cells| {
                super::draw_frame(reader, layout, Pane::Headlines, cells);
                super::lists::headlines(reader, cells, layout.inside(Pane::Headlines))
            });
            cursor = place.filter(|_| reader.focus == Pane::Headlines);
        }
        if let Some(area) = layout.article {
            if layout.framed {
                let imprint = reader.article_frame_imprint(layout);
                self.part(kept, Part::ArticleFrame, &edges(area), imprint, |cells| {
                    super::draw_frame(reader, layout, Pane::Article, cells);
                    None
                });
            }
            let place = self.article(reader, layout, &mut kept.text);
            cursor = cursor.or(place.filter(|_| reader.focus == Pane::Article));
        }
        if let Some(area) = layout.related {
            let imprint = reader.listings.related.imprint;
            debug_assert_eq!(imprint, reader.related_imprint(layout), "settled");
            let place = self.part(kept, Part::Related, &[area], imprint, |cells| {
                super::draw_frame(reader, layout, Pane::Related, cells);
                super::lists::related(reader, cells)
            });
            cursor = cursor.or(place.filter(|_| reader.focus == Pane::Related));
        }
        cursor
    }

    fn article(&mut self, reader: &Reader, layout: &Layout, kept: &mut Text) -> Option<Position> {
        let inside = layout.inside(Pane::Article);
        let opened = reader.opened.as_ref().filter(|_| reader.welcome.is_none());
        let Some(opened) = opened else {
            self.clear(inside);
            return super::no_article(reader, &mut self.cells);
        };
        let columns = reader.text_columns();
        let imprint = reader.text_imprint(layout, &columns);
        self.parts.text = std::mem::take(kept);
        if !self.parts.text.is_of(imprint) {
            self.parts.text.begin(imprint);
            self.clear(inside);
            super::column_rules(&mut self.cells, &columns);
        }
        let text = &mut self.parts.text;
        let (has_changed, up) = text.draw(reader, opened, &columns, &mut self.cells);
        if has_changed {
            self.changed.extend_from_slice(&columns);
        }
        // Beside a single column all is blank.
        let area = Rect {
            x: inside.x,
            width: inside.width,
            ..columns[0]
        };
        self.scrolled = (up != 0).then_some(Scrolled { area, up });
        super::start_of(columns[0], reader.locale.direction())
    }

    /// Draws `part`, which takes `areas`, unless `kept` has it of the same imprint. Returns
    /// where the cursor stands in it.
    fn part(
        &mut self,
        kept: &Parts,
        part: Part,
        areas: &[Rect],
        imprint: u64,
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> Option<Position> {
        let same = kept.kept[part as usize].filter(|kept| kept.imprint == imprint);
        let now = same.unwrap_or_else(|| {
            areas.iter().for_each(|area| self.clear(*area));
            Kept {
                imprint,
                cursor: draw(&mut self.cells),
            }
        });
        self.parts.kept[part as usize] = Some(now);
        now.cursor
    }

    /// Makes `area` blank, for something else to be drawn there.
    fn clear(&mut self, area: Rect) {
        paint::clear(&mut self.cells, area);
        self.changed.push(area);
    }
}

/// The four edges of `area`.
fn edges(area: Rect) -> [Rect; 4] {
    let row = |y| Rect {
        y,
        height: 1,
        ..area
    };
    let column = |x| Rect {
        x,
        width: 1,
        ..area
    };
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    [row(area.y), row(bottom), column(area.x), column(right)]
}
