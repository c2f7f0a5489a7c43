//! Keys in the newest article, however long it is, each with the frame after it.

use std::fs;
use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use marsad::library::Library;
use marsad::locale::Language;
use marsad::reader::{Drawing, Reader, perform};
use marsad::terminal::{Display, Manner};
use ratatui::layout::Size;

use super::times::Times;

const SIZE: Size = Size {
    width: 200,
    height: 60,
};

/// What is looked for: a letter that stands everywhere, a word, and one that stands nowhere.
const SOUGHT: [(&str, &str); 3] = [
    ("a letter", "ا"),
    ("a word", "القطار"),
    ("nothing", "لايوجدهذا"),
];

pub fn measure(dir: &Path, sought: Option<&str>) -> anyhow::Result<()> {
    let mut reading = Reading::new(dir)?;
    reading.time("first frame", 1, |_| Ok(()))?;
    reading.key("open", KeyCode::Enter, 1)?;
    reading.work();
    reading.key("down", KeyCode::Down, 300)?;
    reading.key("page down", KeyCode::PageDown, 60)?;
    reading.key("to the end", KeyCode::Char('G'), 1)?;
    reading.key("up", KeyCode::Up, 300)?;
    reading.key("page up", KeyCode::PageUp, 60)?;
    reading.key("to the top", KeyCode::Char('g'), 1)?;
    reading.key("to the end again", KeyCode::Char('G'), 1)?;
    for width in [120, 80, 160, SIZE.width] {
        let name = format!("resize to {width} columns");
        reading.time(&name, 1, |reader| {
            reader.resize(Size { width, ..SIZE });
            Ok(())
        })?;
    }
    reading.key("to the top", KeyCode::Char('g'), 1)?;
    let last = sought.map(|sought| ("the word given", sought));
    for (name, sought) in SOUGHT.into_iter().chain(last) {
        reading.press(KeyCode::Char('/'));
        reading.time(&format!("find {name}"), 1, |reader| {
            reader.paste(sought);
            Ok(())
        })?;
        reading.key("keep what is found", KeyCode::Enter, 1)?;
        reading.key("next place", KeyCode::Char('n'), 30)?;
        reading.press(KeyCode::Esc);
    }
    reading.key("alone, in columns", KeyCode::Char('z'), 1)?;
    reading.key("page down", KeyCode::PageDown, 60)?;
    reading.key("to the end", KeyCode::Char('G'), 1)?;
    reading.key("page up", KeyCode::PageUp, 60)?;
    println!("peak of memory, MB: {:.1}", peak_mb()?);
    Ok(())
}

/// The article on a screen that nothing shows.
struct Reading {
    /// The same library, for what is done in the background.
    library: Library,
    reader: Reader,
    drawing: Drawing,
    display: Display<Vec<u8>>,
}

impl Reading {
    fn new(dir: &Path) -> anyhow::Result<Self> {
        let library = Library::open(dir)?;
        let now = Timestamp::now();
        Ok(Self {
            library: Library::open(dir)?,
            reader: Reader::new(library, Language::ARABIC, TimeZone::UTC, SIZE, now)?,
            drawing: Drawing::default(),
            display: Display::new(Vec::new(), Manner::default()),
        })
    }

    fn key(&mut self, name: &str, key: KeyCode, count: usize) -> anyhow::Result<()> {
        self.time(name, count, |reader| {
            press(reader, key);
            Ok(())
        })
    }

    /// Does `act` so many times, each with a frame, and prints how long it took and how many
    /// bytes went to the terminal.
    fn time(
        &mut self,
        name: &str,
        count: usize,
        act: impl Fn(&mut Reader) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut times = Times::default();
        let before = self.display.out().len();
        for _ in 0..count {
            times.take(|| {
                act(&mut self.reader)?;
                self.display.show(&self.drawing.draw(&self.reader))?;
                anyhow::Ok(())
            })?;
            if count > 1 {
                self.reader.take_jobs();
            }
        }
        let bytes = self.display.out().len() - before;
        times.print(&format!("{name} ({} bytes a frame)", bytes / count));
        Ok(())
    }

    /// Does what waits for the background.
    fn work(&mut self) {
        for job in self.reader.take_jobs() {
            let mut news = Vec::new();
            perform(&self.library, job, &mut |piece| news.push(piece));
            news.into_iter().for_each(|piece| self.reader.hear(piece));
        }
    }

    fn press(&mut self, key: KeyCode) {
        press(&mut self.reader, key);
    }
}

fn press(reader: &mut Reader, key: KeyCode) {
    reader.press(KeyEvent::new(key, KeyModifiers::NONE), Timestamp::now());
}

/// Most memory that this process has had, as Linux knows it.
fn peak_mb() -> anyhow::Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next());
    Ok(kilobytes.unwrap_or("0").parse::<f64>()? * 1024.0 / 1e6)
}
