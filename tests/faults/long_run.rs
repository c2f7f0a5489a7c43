//! Eight simulated hours of refresh and reading in one process: what it holds in memory
//! and open files does not grow.

use std::fs;
use std::process::Command;

use crossterm::event::KeyCode;
use jiff::{Timestamp, ToSpan as _};
use marsad::gather::{Gatherer, Limits};
use marsad::library::FeedSettings;

use crate::bench::feed;
use crate::effort;
use crate::screen::Screen;

/// Tells the child below that it is one.
const CHILD: &str = "MARSAD_TEST_LONG_RUN";
/// MiB that it may have more at the end than after its first hour. An allocator keeps
/// what it has had at the busiest moment.
const MOST: u64 = 24;

/// MiB in memory, and open files.
fn held() -> (u64, usize) {
    let status = fs::read_to_string("/proc/self/status").expect("a status");
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    let files = fs::read_dir("/proc/self/fd").expect("its files").count();
    (kilobytes.expect("a number") >> 10, files)
}

#[test]
#[ignore = "the child of the test below"]
fn child() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("feed.json");
    let mut screen = Screen::new(120, 36);
    let gatherer = Gatherer::new(Limits::default());
    let settings = FeedSettings {
        keep_count: Some(60),
        ..FeedSettings::default()
    };
    let url = format!("file://{}", file.display());
    screen.elsewhere(|library| {
        library
            .subscribe(&url, "", true, &settings)
            .expect("subscribed");
    });
    // A refresh each ten minutes; between two, an article is read to its end.
    let rounds = effort::times(48, 4);
    let mut now: Timestamp = "2026-11-24T09:00:00Z".parse().expect("a time");
    let mut after_an_hour = (0, 0);
    for round in 0..rounds {
        now += 10.minutes();
        fs::write(
            &file,
            feed(round * 20..round * 20 + 40, &format!("كلمة{round}")),
        )
        .expect("written");
        screen.elsewhere(|library| {
            let feeds = library.feeds().expect("feeds");
            gatherer
                .refresh(library, feeds, now, &mut |_| {})
                .expect("refreshed");
            library.catch_up_index(&mut |_| {}).expect("caught up");
        });
        screen.catch_up();
        screen.press_all([KeyCode::Esc, KeyCode::Char('g'), KeyCode::Enter]);
        for _ in 0..12 {
            screen.press(KeyCode::Char(' '));
        }
        screen.press_all([
            KeyCode::Tab,
            KeyCode::Enter,
            KeyCode::Char('s'),
            KeyCode::Char('n'),
        ]);
        screen.press_all([
            KeyCode::Char('t'),
            KeyCode::Esc,
            KeyCode::Esc,
            KeyCode::Char('/'),
        ]);
        screen.type_text("القمح");
        screen.press_all([KeyCode::Enter, KeyCode::Enter, KeyCode::Esc]);
        screen.resize(100 + (round % 20) as u16, 30);
        if round == rounds / 4 {
            after_an_hour = held();
        }
    }
    let ((before, files_before), (after, files)) = (after_an_hour, held());
    println!("{rounds} rounds: {before} to {after} MiB, {files_before} to {files} files");
    assert!(after <= before + MOST, "{before} to {after} MiB");
    assert!(files <= files_before + 8, "{files_before} to {files} files");
}

/// In a process of its own, where nothing else takes memory.
#[test]
fn memory_and_open_files_stay_flat() {
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "long_run::child", "--ignored", "--nocapture"])
        .env(CHILD, "yes")
        .output()
        .expect("started");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
