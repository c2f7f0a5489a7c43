//! Keys in the reader, each with the frame after it, on lists of several kinds.

use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use marsad::library::Library;
use marsad::locale::Language;
use marsad::reader::{Reader, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use super::times::Times;

/// What the lists are of: none has words, so that the store answers.
const LISTS: [(&str, &str); 11] = [
    ("all", ""),
    ("unread", "is:unread"),
    ("starred", "is:starred"),
    ("one source", "source:\"صحيفة المرفأ\""),
    ("several sources", "source:صحيفة"),
    ("source, unread", "source:\"صحيفة المرفأ\" is:unread"),
    (
        "category, before a day",
        "category:اقتصاد before:2026-06-01",
    ),
    (
        "category, unread, source",
        "category:اقتصاد is:unread source:صحيفة",
    ),
    ("not a category", "-category:اقتصاد is:unread"),
    ("breaking, of which there is none", "is:breaking"),
    ("starred of a source", "is:starred source:\"وكالة ضفاف\""),
];

/// What is pressed on each list.
const KEYS: [(&str, KeyCode, usize); 5] = [
    ("down", KeyCode::Down, 150),
    ("page down", KeyCode::PageDown, 60),
    ("to the end", KeyCode::Char('G'), 1),
    ("page up", KeyCode::PageUp, 60),
    ("to the top", KeyCode::Char('g'), 1),
];

pub fn measure(dir: &Path) -> anyhow::Result<()> {
    let size = Size::new(160, 48);
    let now = Timestamp::now();
    let library = Library::open(dir)?;
    let mut reader = Reader::new(library, Language::ARABIC, TimeZone::UTC, size, now)?;
    let mut terminal = Terminal::new(TestBackend::new(size.width, size.height))?;
    for (name, query) in LISTS {
        press(&mut reader, KeyCode::Char('/'));
        reader.press(
            KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL),
            now,
        );
        reader.paste(query);
        let mut times = Times::default();
        frame(&mut times, &mut reader, &mut terminal, KeyCode::Enter)?;
        times.print(&format!("frame, {name}, listed"));
        for (key_name, key, count) in KEYS {
            let mut times = Times::default();
            for _ in 0..count {
                frame(&mut times, &mut reader, &mut terminal, key)?;
            }
            times.print(&format!("frame, {name}, {key_name}"));
        }
    }
    Ok(())
}

fn frame(
    times: &mut Times,
    reader: &mut Reader,
    terminal: &mut Terminal<TestBackend>,
    key: KeyCode,
) -> anyhow::Result<()> {
    times.take(|| {
        press(reader, key);
        terminal.draw(|frame| draw(reader, frame)).map(|_| ())
    })?;
    reader.take_jobs();
    Ok(())
}

fn press(reader: &mut Reader, key: KeyCode) {
    reader.press(KeyEvent::new(key, KeyModifiers::NONE), Timestamp::now());
}
