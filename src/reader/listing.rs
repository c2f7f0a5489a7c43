//! The lists of headlines and of related articles, laid out and scrolled.

use std::collections::VecDeque;

use ratatui::style::{Modifier, Style};

use super::draw::related_parts;
use super::entries::{Entry, MARGIN, TITLE_ROWS, scrolled};
use super::layout::{Layout, Pane};
use super::state::Reader;
use super::theme;
use super::typeset::Single;
use crate::library::{Chapter, Headline};
use crate::text::{BaseDirection, Paragraph, sanitize};

/// What of the lists is on the screen.
#[derive(Debug, Default)]
pub(super) struct Listings {
    pub headlines: Listing,
    pub related: Listing,
}

/// What of a list is on the screen.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Made of all that the pane shows.
    pub imprint: u64,
    /// From the top of the screen on; the last may reach beyond it.
    pub entries: VecDeque<Entry>,
}

impl Reader {
    /// Lays out both lists again, whatever they showed before.
    pub fn list_anew(&mut self) {
        self.listings = Listings::default();
        self.settle();
    }

    /// Lays out the headlines, scrolled to the one that is selected, if they show something
    /// else than before.
    pub(super) fn list_headlines(&mut self, layout: &Layout) {
        if self.listings.headlines.imprint == self.headlines_imprint(layout) {
            return;
        }
        let area = layout.inside(Pane::Headlines);
        let (selected, count) = (self.list.selected_index(), self.list.items().len());
        let (top, entries) = scrolled(
            self.list.top,
            selected,
            area.height.into(),
            count,
            |index| headline_entry(self, index, area.width).with_height(),
        );
        self.list.top = top;
        let imprint = self.headlines_imprint(layout);
        self.listings.headlines = Listing { imprint, entries };
    }

    /// The same for what is related.
    pub(super) fn list_related(&mut self, layout: &Layout) {
        if self.listings.related.imprint == self.related_imprint(layout) {
            return;
        }
        let [area, _] = related_parts(self);
        let selected = self.related.selected;
        let count = self.related.articles.as_ref().map_or(0, Vec::len);
        let (top, entries) = scrolled(
            self.related.top,
            selected,
            area.height.into(),
            count,
            |index| related_entry(self, index, area.width).with_height(),
        );
        self.related.top = top;
        let imprint = self.related_imprint(layout);
        self.listings.related = Listing { imprint, entries };
    }
}

/// The headline at `index`, laid out for a list of `width` columns.
fn headline_entry(reader: &Reader, index: usize, width: u16) -> Entry {
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
fn related_entry(reader: &Reader, index: usize, width: u16) -> Entry {
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
