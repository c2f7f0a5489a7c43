//! The reader's own way to the servers, behind the screen.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use marsad::gather;
use marsad::library::{AccountKind, Library};
use marsad::locale::Language;
use marsad::reader::{Drawing, Job, Means, Reader, perform};
use marsad::sync::{Keeping, Secret, Secrets};
use ratatui::layout::Size;
use tempfile::TempDir;

use crate::LIMITS;
use crate::server::{PASSWORD, Server, USER, World};

/// The reader in English on a library of its own.
struct Screen {
    reader: Reader,
    library: Library,
    drawing: Drawing,
    secrets: Secrets,
    _dir: TempDir,
}

impl Screen {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let open = || Library::open(&dir.path().join("library")).unwrap();
        let secrets = Secrets {
            dir: dir.path().join("accounts"),
        };
        let library = open();
        gather::add_samples(&library, Timestamp::now()).unwrap();
        let size = Size::new(100, 30);
        let language = Language::ENGLISH;
        let reader = Reader::new(open(), language, TimeZone::UTC, size, Timestamp::now());
        let mut reader = reader.unwrap();
        reader.reach_servers(Means {
            secrets: secrets.clone(),
            limits: LIMITS,
        });
        Self {
            library,
            reader,
            drawing: Drawing::default(),
            secrets,
            _dir: dir,
        }
    }

    fn add_account(&self, server: &Server) {
        let library = &self.library;
        let id = library
            .add_account("home", server.kind, &server.address, USER)
            .unwrap();
        let account = library.account(id).unwrap();
        let keeping = Keeping::File(Secret::new(PASSWORD));
        self.secrets.keep(&account, keeping).unwrap();
    }

    fn press(&mut self, key: char) {
        let key = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
        self.reader.press(key, Timestamp::now());
    }

    /// Does what waits for the background; what stands on the screen after, and what stood
    /// there while accounts were brought in step.
    fn work(&mut self) -> (String, Vec<String>) {
        let mut meanwhile = Vec::new();
        loop {
            let jobs = self.reader.take_jobs();
            if jobs.is_empty() {
                return (self.text(), meanwhile);
            }
            for job in jobs {
                let is_sync = matches!(job, Job::Sync(_));
                let mut news = Vec::new();
                perform(&self.library, job, &mut |piece| news.push(piece));
                for piece in news {
                    self.reader.hear(piece);
                    if is_sync {
                        meanwhile.push(self.text());
                    }
                }
            }
        }
    }

    fn text(&mut self) -> String {
        let frame = self.drawing.draw(&self.reader);
        frame
            .cells
            .content()
            .iter()
            .map(|cell| cell.symbol())
            .collect()
    }
}

#[test]
fn a_key_brings_accounts_in_step_and_the_page_of_feeds_tells_how_they_fare() {
    let server = Server::new(AccountKind::GReader, World::of(3));
    let mut screen = Screen::new();
    screen.press('S');
    assert!(
        screen
            .work()
            .0
            .contains("There is no account with a server")
    );

    screen.add_account(&server);
    screen.press('S');
    let (text, meanwhile) = screen.work();
    assert!(text.contains("3 new articles"), "{text}");
    assert!(
        meanwhile.iter().any(|text| text.contains("home 0/3")),
        "{meanwhile:?}"
    );
    let headlines = screen.library.counts().unwrap();
    assert!(headlines.total > 3, "beside the samples");

    // What is marked here waits; the page of feeds says how much, and Enter on the row
    // sends it.
    let id = screen
        .library
        .by_url("https://feed.example/news/2")
        .unwrap()
        .unwrap()
        .id;
    screen.library.set_starred(id, true).unwrap();
    screen.press('F');
    let (text, _) = screen.work();
    assert!(text.contains("⇅ home") && text.contains("↑1"), "{text}");
    let row = text.split("⇅ home").count();
    assert_eq!(row, 2, "one row");

    server.answer_instead(|_| Some((503, String::new(), String::new())));
    screen.press('q');
    screen.press('S');
    let (text, _) = screen.work();
    assert!(text.contains("home: the server answered 503"), "{text}");
    server.answer_well();
    server.break_at(None);
    // One that has just failed is asked again at once by its key, and tells that it is well.
    screen.press('S');
    let (text, _) = screen.work();
    assert!(text.contains("1 mark sent"), "{text}");
    assert!(server.state()["https://feed.example/news/2"].1);
    assert!(!text.contains(PASSWORD));
}
