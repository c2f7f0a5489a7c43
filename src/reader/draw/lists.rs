//! The lists of headlines and of related articles.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::paint::Side;
use super::{message, paint, start_of};
use crate::library::{Chapter, Headline};
use crate::reader::entries::{Entry, MARGIN, TITLE_ROWS};
use crate::reader::layout::Pane;
use crate::reader::state::Reader;
use crate::reader::theme;
use crate::reader::typeset::Single;
use crate::text::{BaseDirection, Paragraph, sanitize};

/// Draws the headlines. Returns where the selected one begins.
pub(super) fn headlines(reader: &Reader, buffer: &mut Buffer, area: Rect) -> Option<Position> {
    let count = reader.list.items().len();
    if count == 0 {
        let empty = if reader.search.is_empty() {
            "library-empty"
        } else {
            "nothing-found"
        };
        message(reader, buffer, area, empty);
        return start_of(area, reader.locale.direction());
    }
    let entries = (reader.list.top..count).map(|index| headline_entry(reader, index, area.width));
    let selected = reader.list.selected_index() - reader.list.top;
    list(reader, buffer, area, Pane::Headlines, entries, selected)
}

/// Draws what is related, and beneath it how the selected one begins. Returns where the
/// selected one begins.
pub(super) fn related(reader: &Reader, buffer: &mut Buffer) -> Option<Position> {
    let [area, preview] = related_parts(reader);
    let empty = start_of(area, reader.locale.direction());
    let Some(articles) = &reader.related.articles else {
        if reader.opened.is_some() {
            message(reader, buffer, area, "looking-for-related");
        }
        return empty;
    };
    if articles.is_empty() {
        message(reader, buffer, area, "nothing-related");
        return empty;
    }
    if let Some((_, text)) = &reader.related.preview {
        draw_preview(reader, buffer, preview, text);
    }
    let top = reader.related.top;
    let entries = (top..articles.len()).map(|index| related_entry(reader, index, area.width));
    let selected = reader.related.selected - top;
    list(reader, buffer, area, Pane::Related, entries, selected)
}

/// Rows of a pane from which on there is room for a preview.
const WITH_PREVIEW: u16 = 14;

/// The list of what is related and the preview beneath it, which is empty when there is none.
pub(in crate::reader) fn related_parts(reader: &Reader) -> [Rect; 2] {
    let area = reader.layout().inside(Pane::Related);
    let shows = reader.related.preview.is_some() && area.height >= WITH_PREVIEW;
    let height = if shows { area.height * 2 / 5 } else { 0 };
    let list = Rect {
        height: area.height - height,
        ..area
    };
    let preview = Rect {
        y: list.bottom(),
        height,
        ..area
    };
    [list, preview]
}

fn draw_preview(reader: &Reader, buffer: &mut Buffer, area: Rect, text: &str) {
    if area.height < 2 {
        return;
    }
    for x in area.x..area.right() {
        paint::symbol(buffer, x, area.y, 1, "─", theme::FAINT);
    }
    let text_area = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2).max(1),
        height: area.height - 1,
    };
    let direction = reader.locale.direction();
    let (columns, rows) = (text_area.width.into(), text_area.height.into());
    let text = Single::of_article(text, direction, columns, rows);
    for (row, line) in text_area.rows().enumerate() {
        paint::single(buffer, line, &text, row, Side::Own, Style::new(), &[]);
    }
}

/// The headline at `index`, laid out for a list of `width` columns.
pub(in crate::reader) fn headline_entry(reader: &Reader, index: usize, width: u16) -> Entry {
    match reader.list.items().get(index) {
        Some(headline) => {
            let story = reader.story.as_ref();
            let mut entry = match story.and_then(|story| story.chapter(headline.id)) {
                Some(chapter) => chapter_entry(reader, headline, chapter, width),
                None => entry(reader, headline, &[], width),
            };
            if reader.list.query().has_words() {
                let hits = reader.list.query().hits(&headline.title, true);
                entry.lines[0].hits = hits;
            }
            entry
        }
        None => Entry::default(),
    }
}

/// The related article at `index`, laid out for a list of `width` columns.
pub(in crate::reader) fn related_entry(reader: &Reader, index: usize, width: u16) -> Entry {
    let articles = reader.related.articles.as_deref().unwrap_or_default();
    let Some(article) = articles.get(index) else {
        return Entry::default();
    };
    let mut entry = entry(reader, &article.headline, &article.copies, width);
    let reason = reader.why(&article.reason, |text| fits(text, width));
    push_remark(reader, &mut entry, &reason, width);
    entry
}

/// A piece of a story: when it was told, and under it what it adds. A line leads from each
/// piece to the next.
fn chapter_entry(reader: &Reader, headline: &Headline, chapter: &Chapter, width: u16) -> Entry {
    let mut entry = entry(reader, headline, &chapter.copies, width);
    if let Some(adds) = reader.added(chapter, |text| fits(text, width)) {
        push_remark(reader, &mut entry, &adds, width);
    }
    let items = reader.list.items();
    let is_last = items.last().is_some_and(|last| last.id == headline.id);
    let mark = if headline.unread { "●" } else { "○" };
    entry.markers = vec![(mark, theme::ACCENT)];
    if !is_last {
        let line = std::iter::repeat_n(("│", theme::FAINT), entry.height() - 1);
        entry.markers.extend(line);
    }
    entry
}

/// Whether a list of `width` columns has room for a remark.
fn fits(remark: &str, width: u16) -> bool {
    let line = Paragraph::new(remark, BaseDirection::PLAIN).one_line();
    line.width() <= remark_columns(width)
}

/// Columns of a remark in a list of `width` columns.
fn remark_columns(width: u16) -> usize {
    usize::from(width.saturating_sub(MARGIN).max(1))
}

fn push_remark(reader: &Reader, entry: &mut Entry, remark: &str, width: u16) {
    let width = remark_columns(width);
    let remark = Single::of_interface(remark, reader.locale.direction(), width, 1);
    entry.push(remark, theme::ACCENT);
}

/// The outlets that have the text of `headline`, each once. Isolated, so that a Latin name
/// does not reorder what stands beside it, and has the ellipsis at its own end where it is cut.
fn outlets(headline: &Headline, copies: &[Headline]) -> String {
    let mut outlets: Vec<&str> = Vec::new();
    for one in std::iter::once(headline).chain(copies) {
        if !outlets.contains(&one.source.as_str()) {
            outlets.push(&one.source);
        }
    }
    let outlets: Vec<String> = outlets.into_iter().map(sanitize::isolate).collect();
    outlets.join(" · ")
}

/// Title, then whether it is breaking, where from and how old.
fn entry(reader: &Reader, headline: &Headline, copies: &[Headline], width: u16) -> Entry {
    let direction = reader.locale.direction();
    let width = width.saturating_sub(MARGIN);
    let mut entry = Entry::default();
    let title = match headline.title.as_str() {
        "" => &reader.locale.text("untitled"),
        title => title,
    };
    let mut style = Style::new();
    if headline.breaking {
        style = style.patch(theme::BREAKING);
    }
    if headline.unread {
        style = style.add_modifier(Modifier::BOLD);
    }
    let columns = usize::from(width.max(1));
    let title = Single::of_article(title, direction, columns, TITLE_ROWS);
    entry.push(title, style);
    let mut about = outlets(headline, copies);
    if headline.breaking {
        about = format!("{} · {about}", reader.locale.text("breaking"));
    }
    let age = reader
        .locale
        .age(headline.published, reader.minute(), &reader.zone);
    entry.push_two(&about, &age, direction, width, theme::FAINT);
    entry.markers = vec![
        if headline.unread {
            ("●", theme::ACCENT)
        } else {
            (" ", Style::new())
        },
        if headline.starred {
            ("★", theme::STAR)
        } else {
            (" ", Style::new())
        },
    ];
    entry
}

fn list(
    reader: &Reader,
    buffer: &mut Buffer,
    area: Rect,
    pane: Pane,
    entries: impl Iterator<Item = Entry>,
    selected: usize,
) -> Option<Position> {
    let mut rest = area;
    let mut cursor = None;
    for (index, entry) in entries.enumerate() {
        if rest.is_empty() {
            break;
        }
        let height = (entry.height() as u16).min(rest.height);
        let place = Rect { height, ..rest };
        let focus = (index == selected).then(|| reader.focus == pane);
        draw_entry(reader, buffer, place, &entry, focus);
        if focus.is_some() {
            let direction = reader.locale.direction();
            let (_, text) = paint::split_start(place, MARGIN.min(place.width), direction);
            cursor = start_of(text, direction);
        }
        rest.y += height;
        rest.height -= height;
    }
    cursor
}

/// Draws an entry; `selected` says whether it is the selected one, and if so whether its
/// list has the focus.
fn draw_entry(
    reader: &Reader,
    buffer: &mut Buffer,
    area: Rect,
    entry: &Entry,
    selected: Option<bool>,
) {
    let direction = reader.locale.direction();
    let lines = entry
        .lines
        .iter()
        .flat_map(|line| (0..line.text.height()).map(move |row| (line, row)));
    for (index, (place, (line, row))) in area.rows().zip(lines).enumerate() {
        let (margin, text) = paint::split_start(place, MARGIN.min(place.width), direction);
        let (bar, beside) = paint::split_start(margin, 1, direction);
        if let Some(focused) = selected {
            let style = if focused {
                theme::FOCUSED
            } else {
                theme::FAINT
            };
            let bar_symbol = if direction.is_rtl() { "▐" } else { "▌" };
            paint::symbol(buffer, bar.x, bar.y, 1, bar_symbol, style);
        }
        let (marker, _) = paint::split_start(beside, 1, direction);
        if let Some((symbol, style)) = entry.markers.get(index).filter(|_| !marker.is_empty()) {
            paint::symbol(buffer, marker.x, marker.y, 1, symbol, *style);
        }
        let in_title = std::ptr::eq(line, &raw const entry.lines[0]);
        let style = if selected == Some(true) && in_title {
            line.style.patch(theme::SELECTED)
        } else {
            line.style
        };
        if style.add_modifier.contains(Modifier::REVERSED) {
            buffer.set_style(text, style);
        }
        let side = Side::Start(direction);
        paint::single(buffer, text, &line.text, row, side, style, &line.hits);
        if let Some(end) = line.end.as_ref().filter(|_| row == 0) {
            let side = Side::End(direction);
            paint::single(buffer, text, end, 0, side, style, &[]);
        }
    }
}
