//! Keys in the reader, each with the frame after it, on lists of several kinds.

use std::io;
use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use marsad::library::Library;
use marsad::locale::Language;
use marsad::reader::{Drawing, Reader};
use marsad::terminal::{Display, Manner};
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
    let mut screen = Screen {
        drawing: Drawing::default(),
        display: Display::new(io::sink(), Manner::default()),
    };
    for (name, query) in LISTS {
        press(&mut reader, KeyCode::Char('/'));
        reader.press(
            KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL),
            now,
        );
        reader.paste(query);
        let mut times = Times::default();
        frame(&mut times, &mut reader, &mut screen, KeyCode::Enter)?;
        times.print(&format!("frame, {name}, listed"));
        for (key_name, key, count) in KEYS {
            let mut times = Times::default();
            for _ in 0..count {
                frame(&mut times, &mut reader, &mut screen, key)?;
            }
            times.print(&format!("frame, {name}, {key_name}"));
        }
    }
    Ok(())
}

/// What shows the frames to no one.
struct Screen {
    drawing: Drawing,
    display: Display<io::Sink>,
}

fn frame(
    times: &mut Times,
    reader: &mut Reader,
    screen: &mut Screen,
    key: KeyCode,
) -> anyhow::Result<()> {
    times.take(|| {
        press(reader, key);
        screen.display.show(&screen.drawing.draw(reader))
    })?;
    reader.take_jobs();
    Ok(())
}

fn press(reader: &mut Reader, key: KeyCode) {
    reader.press(KeyEvent::new(key, KeyModifiers::NONE), Timestamp::now());
}
