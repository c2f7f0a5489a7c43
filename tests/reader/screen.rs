//! A reader with a screen and a library of its own, worked by keys.

use std::rc::Rc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use marsad::article::Article;
use marsad::feed::samples;
use marsad::library::{Library, Order, Query};
use marsad::locale::Language;
use marsad::reader::{Drawing, Errand, Job, Offer, Preferences, Reader, perform};
use marsad::text::{BaseDirection, Paragraph};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use tempfile::TempDir;
use unicode_segmentation::UnicodeSegmentation;

pub struct Screen {
    folder: Rc<TempDir>,
    reader: Reader,
    drawing: Drawing,
    shown: Buffer,
    cursor: Option<Position>,
    /// The same library, to ask what the keys did to it.
    library: Library,
}

fn now() -> Timestamp {
    "2026-11-24T09:00:00Z".parse().expect("a time")
}

impl Screen {
    pub fn new(width: u16, height: u16) -> Self {
        Self::on(Rc::new(sample_library()), Language::ARABIC, width, height)
    }

    pub fn in_english(width: u16, height: u16) -> Self {
        Self::on(Rc::new(sample_library()), Language::ENGLISH, width, height)
    }

    pub fn empty(width: u16, height: u16) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::on(Rc::new(folder), Language::ARABIC, width, height)
    }

    /// The reader on a library that holds only `article`.
    pub fn showing(article: Article, width: u16, height: u16) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let library = Library::open(folder.path()).expect("a library");
        library.add([article], now()).expect("added");
        Self::on(Rc::new(folder), Language::ARABIC, width, height)
    }

    /// The reader on a library that `prepare` has filled.
    pub fn prepared(prepare: impl FnOnce(&Library), width: u16, height: u16) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        prepare(&Library::open(folder.path()).expect("a library"));
        Self::on(Rc::new(folder), Language::ARABIC, width, height)
    }

    fn on(folder: Rc<TempDir>, language: Language, width: u16, height: u16) -> Self {
        let open = || Library::open(folder.path()).expect("a library");
        let size = Size::new(width, height);
        let reader = Reader::new(open(), language, TimeZone::UTC, size, now());
        let library = open();
        let mut screen = Self {
            library,
            folder,
            reader: reader.expect("a reader"),
            drawing: Drawing::default(),
            shown: Buffer::default(),
            cursor: None,
        };
        screen.work();
        screen
    }

    /// Leaves the reader and opens another on the same library.
    pub fn restart(self) -> Self {
        let language = self.reader.locale().language();
        self.restart_in(language)
    }

    /// The same, the settings saying `language` then.
    pub fn restart_in(mut self, language: Language) -> Self {
        self.reader.close().expect("closed");
        let size = self.shown.area;
        let mut screen = Self::on(Rc::clone(&self.folder), language, size.width, size.height);
        screen.prefer(Preferences::in_language(language));
        screen
    }

    pub fn press(&mut self, code: KeyCode) {
        let code = match code {
            KeyCode::Char('\t') => KeyCode::Tab,
            code => code,
        };
        self.reader
            .press(KeyEvent::new(code, KeyModifiers::NONE), now());
        self.work();
    }

    pub fn press_all(&mut self, codes: impl IntoIterator<Item = KeyCode>) {
        codes.into_iter().for_each(|code| self.press(code));
    }

    pub fn type_text(&mut self, text: &str) {
        self.press_all(text.chars().map(KeyCode::Char));
    }

    /// Presses the left button at `from` and lets it go at `to`, each a column and row.
    pub fn drag(&mut self, from: (u16, u16), to: (u16, u16)) {
        self.point(MouseEventKind::Down(MouseButton::Left), from);
        if from != to {
            self.point(MouseEventKind::Drag(MouseButton::Left), to);
        }
        self.point(MouseEventKind::Up(MouseButton::Left), to);
    }

    pub fn click(&mut self, at: (u16, u16)) {
        self.drag(at, at);
    }

    pub fn wheel_down(&mut self, at: (u16, u16)) {
        self.point(MouseEventKind::ScrollDown, at);
    }

    pub fn wheel_up(&mut self, at: (u16, u16)) {
        self.point(MouseEventKind::ScrollUp, at);
    }

    fn point(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) {
        let mouse = MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        };
        self.reader.point(&mouse, now());
        self.work();
    }

    /// Does something to the library as another process would.
    pub fn elsewhere(&self, act: impl FnOnce(&Library)) {
        act(&self.library);
    }

    /// Takes in what others have done to the library.
    pub fn catch_up(&mut self) {
        self.reader.catch_up().expect("caught up");
        self.work();
    }

    /// What there is for other programs since this was last asked.
    pub fn errands(&mut self) -> Vec<Errand> {
        self.reader.take_errands()
    }

    pub fn prefer(&mut self, preferences: Preferences) {
        self.reader.prefer(preferences);
        self.work();
    }

    /// Shows the welcome of a first run.
    pub fn welcome(&mut self) {
        let offer = |message, path: Option<&str>| Offer {
            message,
            path: path.map(str::to_owned),
        };
        self.reader.welcome(vec![
            offer("welcome-starter", None),
            offer("welcome-opml", Some("/home/")),
            offer("welcome-newsboat", None),
            offer("welcome-import", Some("/home/")),
            offer("welcome-check", None),
        ]);
        self.work();
    }

    /// The column and row of the cursor.
    pub fn cursor(&mut self) -> (u16, u16) {
        let at = self.cursor.expect("a cursor");
        (at.x, at.y)
    }

    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What went to the clipboard since this was last asked.
    pub fn copied(&mut self) -> Option<String> {
        self.reader.take_copied()
    }

    /// The column and row where `text` begins at the left, as it stands on the screen.
    pub fn find(&self, text: &str) -> Option<(u16, u16)> {
        let buffer = &self.shown;
        let wanted: Vec<&str> = text.graphemes(true).collect();
        buffer.area.rows().find_map(|row| {
            let column = row.columns().find(|start| {
                wanted.iter().enumerate().all(|(index, wanted)| {
                    let cell = buffer.cell((start.x + index as u16, row.y));
                    cell.is_some_and(|cell| cell.symbol().starts_with(wanted))
                })
            })?;
            Some((column.x, row.y))
        })
    }

    /// Whether `text` stands on one row of the screen.
    pub fn shows(&self, text: &str) -> bool {
        self.find(&drawn(text)).is_some()
    }

    /// The library, to ask what the keys did to it.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The program that is asked for, and its arguments.
    pub fn program(&mut self) -> Option<Vec<String>> {
        self.errands().into_iter().find_map(|errand| match errand {
            Errand::Run { command, .. } => Some(command),
            _ => None,
        })
    }

    /// The column and row where `text` ends at the right.
    pub fn find_end(&self, text: &str) -> Option<(u16, u16)> {
        let (x, y) = self.find(text)?;
        Some((x + text.chars().count() as u16 - 1, y))
    }

    /// What stands in reversed cells, row by row.
    pub fn reversed(&self) -> String {
        let buffer = &self.shown;
        let cells = buffer.content().iter();
        cells
            .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
            .map(|cell| cell.symbol())
            .collect()
    }

    /// How many cells show a marked passage.
    pub fn marked_green(&self) -> usize {
        let cells = self.shown.content().iter();
        cells.filter(|cell| cell.bg == Color::Green).count()
    }

    /// How many cells show what was found.
    pub fn marked(&self) -> usize {
        let cells = self.shown.content().iter();
        cells
            .filter(|cell| matches!(cell.bg, Color::Yellow | Color::Cyan))
            .count()
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.reader.resize(Size::new(width, height));
        self.work();
    }

    /// What a key asks of the background, which is not done yet.
    pub fn jobs_of(&mut self, code: KeyCode) -> Vec<Job> {
        self.reader
            .press(KeyEvent::new(code, KeyModifiers::NONE), now());
        self.reader.take_jobs()
    }

    pub fn perform(&mut self, jobs: Vec<Job>) {
        for job in jobs {
            let mut news = Vec::new();
            perform(&self.library, job, &mut |piece| news.push(piece));
            news.into_iter().for_each(|piece| self.reader.hear(piece));
        }
    }

    /// The title of the first article that `query` finds.
    pub fn first_found(&self, query: &str, order: Order) -> String {
        let query = Query::parse(query).expect("a query");
        let found = self.library.search(&query, order, 1).expect("found");
        found[0].headline.title.clone()
    }

    /// Does what waits for the background, then draws.
    fn work(&mut self) {
        loop {
            let jobs = self.reader.take_jobs();
            if jobs.is_empty() {
                break;
            }
            self.perform(jobs);
        }
        let frame = self.drawing.draw(&self.reader);
        self.reader.list_anew();
        let mut fresh = Drawing::default();
        let fresh = fresh.draw(&self.reader);
        assert!(
            (frame.cells, frame.cursor) == (fresh.cells, fresh.cursor),
            "what was kept is what would be drawn: {:?}",
            frame.cells.diff(fresh.cells)
        );
        self.shown.clone_from(frame.cells);
        self.cursor = frame.cursor;
    }

    /// The rows as they stand on the screen, from left to right.
    pub fn rows(&self) -> Vec<String> {
        let buffer = &self.shown;
        let area = buffer.area;
        (0..area.height)
            .map(|y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect())
            .collect()
    }

    pub fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// A row of the article pane of a screen with a frame around it.
    pub fn article_row(&self, row: usize) -> String {
        let rows = self.rows();
        let row: Vec<char> = rows[row + 2].chars().filter(|c| !is_mark(*c)).collect();
        let edges: Vec<usize> = (0..row.len())
            .filter(|&column| matches!(row[column], '┃'))
            .collect();
        let (Some(&first), Some(&last)) = (edges.first(), edges.last()) else {
            return row.into_iter().collect();
        };
        row[first + 1..last]
            .iter()
            .collect::<String>()
            .trim()
            .to_owned()
    }

    /// The word that the article pane begins with, at its right.
    pub fn first_word_of_article(&self) -> String {
        let row = (0..5)
            .map(|row| self.article_row(row))
            .find(|row| !row.is_empty())
            .expect("a row with text");
        row.split_whitespace()
            .next_back()
            .expect("a word")
            .to_owned()
    }

    pub fn article_title(&self) -> String {
        self.reader.shown_title().unwrap_or_default().to_owned()
    }

    pub fn listed(&self) -> usize {
        self.reader.listed()
    }

    pub fn unread(&self) -> u64 {
        self.library.counts().expect("counts").unread
    }

    pub fn starred(&self) -> u64 {
        self.library.counts().expect("counts").starred
    }

    pub fn total(&self) -> u64 {
        self.library.counts().expect("counts").total
    }
}

pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn sample_library() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::open(folder.path()).expect("a library");
    let articles = samples::articles().expect("sound samples");
    library.add(articles, now()).expect("added");
    let found = library.search(&Query::All, Order::Date, 1);
    assert_eq!(found.expect("found").len(), 1);
    folder
}

/// `text` as one line of the screen has it, from left to right.
pub fn drawn(text: &str) -> String {
    let paragraph = Paragraph::new(text, BaseDirection::PLAIN);
    paragraph
        .cells(&paragraph.one_line())
        .map(|cell| cell.symbol)
        .collect()
}
