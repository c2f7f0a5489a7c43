//! The line at the top and the line at the foot.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint::{self, Side};
use super::{SPACE, candidates, fields, padded};
use crate::locale::Locale;
use crate::reader::action::Action;
use crate::reader::gathering::Going;
use crate::reader::help_keys::{combo_names, key_names};
use crate::reader::input::Input;
use crate::reader::layout::Pane;
use crate::reader::state::{Notice, Reader};
use crate::reader::theme;
use crate::reader::typeset::Single;
use crate::text::{BaseDirection, Direction, Paragraph};

/// The program's name, how much there is to read, today's date.
pub(super) fn header(reader: &Reader, buffer: &mut Buffer, area: Rect) {
    buffer.set_style(area, theme::BAR);
    let locale = &reader.locale;
    let direction = locale.direction();
    let name = format!(" {} ", locale.text("app"));
    let style = theme::BAR.patch(theme::STRONG);
    let rest = paint::label(
        buffer,
        area,
        &name,
        direction,
        Side::Start(direction),
        style,
    );
    let counts = format!(
        " {} · {} ",
        locale.count("unread-count", reader.counts.unread),
        locale.count("total-count", reader.counts.total)
    );
    let rest = paint::label(
        buffer,
        rest,
        &counts,
        direction,
        Side::Start(direction),
        theme::BAR,
    );
    let today = reader.minute().to_zoned_datetime(reader.zone.clone());
    let today = padded(&locale.day_in_all_calendars(&today));
    if Paragraph::new(&today, BaseDirection::PLAIN)
        .one_line()
        .width()
        <= usize::from(rest.width)
    {
        paint::label(
            buffer,
            rest,
            &today,
            direction,
            Side::End(direction),
            theme::BAR,
        );
    }
}

/// What is typed, else what there is to say, else the keys that matter most here.
/// Returns where the cursor stands when something is typed.
pub(super) fn footer(reader: &Reader, buffer: &mut Buffer, area: Rect) -> Option<Position> {
    let direction = reader.locale.direction();
    if let Some(notice) = &reader.notice {
        paint::clear(buffer, area);
        let mut rest = area;
        if let Some(text) = fetching(reader).filter(|_| reader.input.is_none()) {
            let side = Side::End(direction);
            rest = paint::label(buffer, rest, &text, direction, side, theme::ACCENT);
        }
        say(notice, buffer, rest, direction);
        reader.input.as_ref()?;
    }
    if let Some(input) = &reader.input {
        let cursor = input_line(reader, input, buffer, area);
        candidates::draw(reader, buffer, area);
        return cursor;
    }
    let mut rest = area;
    if !reader.pending.is_empty() {
        let begun = combo_names(&reader.pending, &reader.locale);
        let begun = padded(&format!("{begun} …"));
        rest = paint::label(
            buffer,
            rest,
            &begun,
            Direction::LeftToRight,
            Side::End(direction),
            theme::STRONG,
        );
    }
    if let Some(percent) = reader.indexing {
        let text = if reader.preferences.reduced_motion {
            reader.locale.text("indexing-still")
        } else {
            let percent = reader.locale.number(format!("{percent}%"));
            let values = [("percent", percent.into())];
            reader.locale.with("indexing", values)
        };
        rest = paint::label(
            buffer,
            rest,
            &padded(&text),
            direction,
            Side::End(direction),
            theme::ACCENT,
        );
    }
    if let Some(text) = fetching(reader) {
        let side = Side::End(direction);
        rest = paint::label(buffer, rest, &text, direction, side, theme::ACCENT);
    }
    if reader.alone {
        quiet(reader, buffer, rest);
    } else {
        hints(reader, buffer, rest);
    }
    None
}

/// What there is to say.
pub(super) fn say(notice: &Notice, buffer: &mut Buffer, area: Rect, direction: Direction) {
    let style = if notice.is_error {
        theme::BREAKING
    } else {
        theme::ACCENT
    };
    let text = format!(" {}", notice.text);
    paint::label(
        buffer,
        area,
        &text,
        direction,
        Side::Start(direction),
        style,
    );
}

/// What is fetched or sent just now, and how far that has come.
fn fetching(reader: &Reader) -> Option<String> {
    let locale = &reader.locale;
    match (&reader.going, &reader.syncing) {
        (Some(going), _) => Some(gathering(going, "refreshing", locale)),
        (None, Some(going)) => Some(gathering(going, "syncing", locale)),
        (None, None) => None,
    }
}

fn gathering(going: &Going, message: &str, locale: &Locale) -> String {
    if going.total == 0 && going.label.is_empty() {
        return padded(&locale.text("fetching"));
    }
    if going.total == 0 {
        let values = [("feed", going.label.as_str().into())];
        return padded(&locale.with("fetching-from", values));
    }
    let numbers = [
        ("done", going.done.to_string().into()),
        ("total", going.total.to_string().into()),
        ("feed", going.label.as_str().into()),
    ];
    padded(&locale.with(message, numbers))
}

/// What stands at the foot of an article that has the screen for itself: what it is called
/// and how far it has been read.
fn quiet(reader: &Reader, buffer: &mut Buffer, area: Rect) {
    let direction = reader.locale.direction();
    let mut rest = area;
    if let Some(progress) = reader.progress_words() {
        let progress = padded(&progress);
        let side = Side::End(direction);
        rest = paint::label(buffer, rest, &progress, direction, side, theme::FAINT);
    }
    let title = format!(" {}", reader.shown_title().unwrap_or_default());
    let title = Single::of_interface(&title, direction, usize::from(rest.width.max(1)), 1);
    let side = Side::Start(direction);
    paint::single(buffer, rest, &title, 0, side, theme::FAINT, &[]);
}

fn hints(reader: &Reader, buffer: &mut Buffer, mut area: Rect) {
    let direction = reader.locale.direction();
    let open = (Action::Open, "hint-open");
    let back = (Action::Back, "hint-back");
    let first = match reader.focus {
        Pane::Headlines | Pane::Related => open,
        Pane::Article => back,
    };
    let hints = [
        first,
        (Action::NextPane, "hint-next-pane"),
        (Action::Search, "hint-search"),
        (Action::Star, "hint-star"),
        (Action::Comment, "hint-comment"),
        (Action::Help, "hint-help"),
        (Action::Quit, "hint-quit"),
    ];
    let is_reading = reader.focus == Pane::Article;
    let hints = hints.into_iter();
    for (action, message) in hints.filter(|(action, _)| is_reading || *action != Action::Comment) {
        let Some(key) = key_names(action, &reader.keymap, &reader.locale)
            .into_iter()
            .next()
        else {
            continue;
        };
        let text = reader.locale.text(message);
        let needed = key.chars().count() + text.chars().count() + 4;
        if usize::from(area.width) < needed {
            break;
        }
        let side = Side::Start(direction);
        area = paint::split_start(area, 2, direction).1;
        area = paint::label(buffer, area, &key, direction, side, theme::STRONG);
        area = paint::split_start(area, 1, direction).1;
        area = paint::label(buffer, area, &text, direction, side, theme::FAINT);
    }
}

/// The prompt and what is typed, as much of it as fits around the cursor.
pub(super) fn input_line(
    reader: &Reader,
    input: &Input,
    buffer: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    let direction = reader.locale.direction();
    let prompt = format!(" {}:{SPACE}", reader.locale.text(reader.prompt.message()));
    let row = if reader.notice.is_some() {
        // The error stays where it can be read; what is typed begins on the row above.
        Rect {
            y: area.y.saturating_sub(1),
            ..area
        }
    } else {
        area
    };
    paint::clear(buffer, row);
    let side = Side::Start(direction);
    let rest = paint::label(buffer, row, &prompt, direction, side, theme::FOCUSED);
    if rest.is_empty() {
        return None;
    }
    Some(fields::one_row(input, direction, buffer, rest))
}
