//! A frame of an article that is scrolled by a line asks for no memory, once its rows have
//! been laid out: neither for laying out text, nor for drawing it, nor for writing it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use marsad::article::{Article, html};
use marsad::feed::samples;
use marsad::library::Library;
use marsad::locale::Language;
use marsad::reader::{Drawing, Reader, perform};
use marsad::terminal::{Display, Manner};
use ratatui::buffer::Buffer;
use ratatui::layout::Size;

use super::asked;

/// As long as a book chapter, in paragraphs with digits, Latin words and a link.
fn long_article(now: Timestamp) -> Article {
    let sentence = "قالت <a href='https://a.example/'>وزارة الصحة</a> إن عدد الإصابات ارتفع في \
        الأسبوع الماضي، وإن WHO تستعد لاستقبال 75% منها. ";
    let paragraph = format!("<p>{}</p>", sentence.repeat(30));
    Article {
        title: "تقرير طويل".to_owned(),
        published: Some(now),
        body: html::blocks(&paragraph.repeat(60), None),
        ..Article::default()
    }
}

#[test]
fn a_scrolled_line_asks_for_no_memory() {
    let now = Timestamp::from_second(1_790_000_000).expect("a time");
    let dir = tempfile::tempdir().expect("a folder");
    let open = || Library::open(dir.path()).expect("a library");
    let library = open();
    let news = samples::articles().expect("sound samples").into_iter();
    let all = news.chain([long_article(now)]);
    library.add(all, now).expect("added");
    let size = Size::new(200, 60);
    let reader = Reader::new(open(), Language::ARABIC, TimeZone::UTC, size, now);
    let mut reader = reader.expect("a reader");
    let press = |reader: &mut Reader, key| {
        reader.press(KeyEvent::new(key, KeyModifiers::NONE), now);
    };
    let mut drawing = Drawing::default();
    let mut display = Display::new(std::io::sink(), Manner::default());
    press(&mut reader, KeyCode::Enter);
    for job in reader.take_jobs() {
        let mut news = Vec::new();
        perform(&library, job, &mut |piece| news.push(piece));
        news.into_iter().for_each(|piece| reader.hear(piece));
    }
    let keys = [[KeyCode::Down; 40], [KeyCode::Up; 40]].concat();
    let mut foot = Vec::new();
    let mut without = 0;
    for (round, key) in (0..3).flat_map(|round| keys.iter().map(move |key| (round, *key))) {
        let (pressed, ()) = asked(|| press(&mut reader, key));
        let (drawn, frame) = asked(|| drawing.draw(&reader));
        let (shown, done) = asked(|| display.show(&frame));
        done.expect("shown");
        // The foot of the article's frame tells how much of it has been read.
        let before = std::mem::replace(&mut foot, foot_of(frame.cells));
        let same = before == foot;
        // The first round warms up.
        if round > 0 {
            assert!(pressed <= 1, "but for which keys it may have been");
            assert_eq!(shown, 0, "what a frame is written with is kept");
            if same {
                assert_eq!(drawn, 0, "what is laid out is not laid out again");
                without += 1;
            }
        }
    }
    assert!(without > 80, "{without}");
}

/// The row above the last.
fn foot_of(cells: &Buffer) -> Vec<ratatui::buffer::Cell> {
    let width = usize::from(cells.area.width);
    cells.content[58 * width..59 * width].to_vec()
}
