//! The whole program in a terminal: what it draws, what keys do, and that the terminal
//! is given back as it was.
#![cfg(unix)]

mod pty;
mod shells;
mod welcome;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::Pty;

const LEAVES_ALTERNATE_SCREEN: &[u8] = b"\x1b[?1049l";
const ENTERS_ALTERNATE_SCREEN: &[u8] = b"\x1b[?1049h";
const SHOWS_CURSOR: &[u8] = b"\x1b[?25h";

fn home() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A reader on the sample library, its index made and its first screen drawn.
fn reader(home: &TempDir, columns: u16, rows: u16) -> Pty {
    let mut filling = Pty::start(&["samples"], home.path(), columns, rows);
    assert_eq!(filling.wait_for_end(), 0);
    let pty = Pty::start(&[], home.path(), columns, rows);
    pty.wait_for("the hints", |screen| {
        let foot = screen.lines().last();
        foot.is_some_and(|line| line.contains("Enter") && line.contains("ﺝﻭﺮﺧ"))
    });
    pty
}

/// What the pane with the focus shows in row `row` of the screen.
fn focused(screen: &str, row: usize) -> String {
    let row = screen.lines().nth(row).unwrap_or_default();
    row.split('┃').nth(1).unwrap_or_default().to_owned()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[track_caller]
fn assert_given_back(pty: &Pty) {
    let last = |bytes: &[u8], part: &[u8]| bytes.windows(8).rposition(|bytes| bytes == part);
    pty.wait_for_bytes("the end of the alternate screen", |bytes| {
        let left = last(bytes, LEAVES_ALTERNATE_SCREEN);
        left.is_some() && left > last(bytes, ENTERS_ALTERNATE_SCREEN)
    });
    assert_eq!(pty.mode(), pty.mode_before);
    let seen = pty.seen();
    let shown = seen
        .bytes
        .windows(6)
        .rposition(|bytes| bytes == SHOWS_CURSOR);
    let hidden = seen
        .bytes
        .windows(6)
        .rposition(|bytes| bytes == b"\x1b[?25l");
    assert!(shown > hidden, "the cursor is shown again");
    let taken = last(&seen.bytes, b"\x1b[?1002h");
    let let_go = last(&seen.bytes, b"\x1b[?1002l");
    assert!(let_go >= taken, "the mouse is let go");
}

#[test]
fn a_new_library_opens_on_the_samples_and_is_read() {
    let home = home();
    let mut pty = Pty::start(&[], home.path(), 120, 36);
    pty.wait_for("the header", |screen| screen.contains("ﺪﺻﺮﻣ"));
    assert_ne!(pty.mode(), pty.mode_before, "raw mode");
    // A mark of the frame of the pane with the focus; then the article has it.
    pty.send("\r");
    pty.wait_for("the article", |screen| {
        screen
            .lines()
            .nth(1)
            .is_some_and(|line| line.contains('┏') && line.find('┏') > Some(0))
    });
    pty.send("?");
    pty.wait_for("the keys", |screen| screen.contains("Shift-Tab"));
    pty.send("\x1b");
    pty.wait_for("the article again", |screen| !screen.contains("Shift-Tab"));
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
}

#[test]
fn what_was_read_and_where_is_remembered() {
    let home = home();
    let mut pty = reader(&home, 120, 36);
    pty.send("\r ");
    let before = pty.wait_for("progress", |screen| {
        let foot = screen.lines().nth(34).unwrap_or_default();
        foot.contains('%') && !foot.contains("━0%")
    });
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    let mut pty = reader(&home, 120, 36);
    pty.send("\r");
    pty.wait_for("the same place", |screen| {
        (4..30).all(|row| focused(screen, row) == focused(&before, row))
    });
    pty.send("q");
    pty.wait_for_end();
}

#[test]
fn arabic_is_typed_and_found() {
    let home = home();
    let mut pty = reader(&home, 80, 24);
    pty.send("/القمح");
    pty.wait_for("what was typed", |screen| screen.contains("ﺢﻤﻘﻟﺍ"));
    pty.send("\r");
    pty.wait_for("what was found", |screen| {
        screen
            .lines()
            .nth(1)
            .is_some_and(|line| line.contains("«ﺢﻤﻘﻟﺍ»"))
    });
    pty.send("\x1b");
    pty.wait_for("all headlines", |screen| screen.contains("ﻦﻳﻭﺎﻨﻌﻟﺍ"));
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
}

/// The article pane of a screen of 120 columns lies in the middle; the mouse goes over
/// two of its rows.
#[test]
fn what_is_copied_goes_to_the_terminal_in_one_sequence() {
    let home = home();
    let mut pty = reader(&home, 120, 36);
    let copied = |pty: &Pty, count: usize| {
        pty.wait_for_bytes("a copy", |bytes| {
            let starts = bytes.windows(7).filter(|part| part == b"\x1b]52;c;");
            starts.count() == count
        });
    };
    pty.send("\ry");
    copied(&pty, 1);
    pty.send("Y");
    copied(&pty, 2);
    pty.send("\x1b[<0;60;9M\x1b[<32;50;10M\x1b[<0;50;10m");
    copied(&pty, 3);
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
}

#[test]
fn the_mouse_is_left_alone_when_the_settings_say_so() {
    let home = home();
    let config = home.path().join(".config/marsad");
    std::fs::create_dir_all(&config).expect("a folder");
    std::fs::write(config.join("config.toml"), "mouse = false\n").expect("settings");
    let mut pty = reader(&home, 80, 24);
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert!(!holds(&pty.seen().bytes, b"\x1b[?1002h"));
}

#[test]
fn signals_end_it_and_give_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let home = home();
        let mut pty = reader(&home, 80, 24);
        pty.signal(signal);
        assert_eq!(pty.wait_for_end(), code);
        assert_given_back(&pty);
    }
}

/// What the next test runs in a terminal of its own.
#[test]
#[ignore = "takes over the terminal and panics"]
fn panics_with_a_session() {
    let session = marsad::terminal::Session::open(|_| true).expect("a terminal");
    let caught = std::panic::catch_unwind(|| panic!("caught, and nobody's business"));
    assert!(caught.is_err());
    println!("still drawing");
    let _held = session;
    panic!("لا مفرّ");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    let home = home();
    let program = std::env::current_exe().expect("this test");
    let args = [
        "--ignored",
        "--exact",
        "--nocapture",
        "panics_with_a_session",
    ];
    let mut pty = Pty::start_program(&program, &args, home.path(), 80, 24);
    pty.wait_for_end();
    assert_given_back(&pty);
    let seen = pty.seen();
    let text = String::from_utf8_lossy(&seen.bytes);
    let (before, after) = text.rsplit_once("\u{1b}[?1049l").expect("given back");
    assert!(before.contains("still drawing"));
    assert!(after.contains("لا مفرّ"), "{after}");
    assert!(!text.contains("nobody's business"));
}

/// A reader on the sample library as a job of a shell, its first screen drawn.
#[cfg(target_os = "linux")]
fn job(home: &TempDir) -> Pty {
    drop(reader(home, 80, 24));
    let pty = Pty::start_job(&[], home.path(), 80, 24);
    pty.wait_for("the hints", |screen| screen.contains("ﺝﻭﺮﺧ"));
    pty
}

#[test]
#[cfg(target_os = "linux")]
fn suspended_it_gives_the_terminal_back_and_takes_it_again() {
    let home = home();
    let mut pty = job(&home);
    let before = pty.wait_for_rest();
    for way in ["\x1a", ""] {
        if way.is_empty() {
            pty.signal(Signal::TSTP);
        } else {
            pty.send(way);
        }
        pty.wait_until_stopped();
        assert_given_back(&pty);
        pty.seen().bytes.clear();
        pty.send("\r");
        pty.wait_for_bytes("the alternate screen", |bytes| {
            holds(bytes, ENTERS_ALTERNATE_SCREEN)
        });
        pty.wait_for("the same screen", |screen| screen == before);
        assert_ne!(pty.mode(), pty.mode_before);
    }
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
}

/// What stops it without asking cannot have it give the terminal back, but it takes the
/// terminal again.
#[test]
#[cfg(target_os = "linux")]
fn stopped_unasked_it_takes_the_terminal_again() {
    let home = home();
    let mut pty = job(&home);
    let (before, raw) = (pty.wait_for_rest(), pty.mode());
    pty.signal(Signal::STOP);
    pty.wait_until_stopped();
    pty.wait_for_mode_before();
    pty.seen().bytes.clear();
    pty.send("\r");
    pty.wait_for_bytes("the alternate screen", |bytes| {
        holds(bytes, ENTERS_ALTERNATE_SCREEN)
    });
    pty.wait_for("the same screen", |screen| screen == before);
    assert_eq!(pty.mode(), raw);
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
}

/// Told to stop and at once to go on, time and again, it does as before, whether it was
/// quick enough to stop between the two or not.
#[test]
#[cfg(target_os = "linux")]
fn stops_and_going_on_in_a_rush_leave_it_as_it_was() {
    let home = home();
    let mut pty = job(&home);
    let first = |screen: &str| screen.lines().nth(2).map(str::to_owned);
    let top = first(&pty.wait_for_rest());
    let mut stops = 0;
    for round in 0..20 {
        pty.signal(Signal::TSTP);
        pty.signal(Signal::CONT);
        let to_top = round % 2 == 1;
        let key = if to_top { "g" } else { "G" };
        pty.send(key);
        pty.through_stops(key, &mut stops, |pty| {
            (first(&pty.seen().text()) == top) == to_top
        });
    }
    pty.send("q");
    pty.through_stops("q", &mut stops, |pty| pty.ended().is_some());
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
}

/// With a terminal to itself there is no one who could have it go on.
#[test]
fn without_a_shell_it_does_not_stop() {
    let home = home();
    let mut pty = reader(&home, 80, 24);
    pty.send("\x1a");
    pty.signal(Signal::TSTP);
    pty.send("?");
    pty.wait_for("the help", |screen| screen.contains("page-down"));
    pty.send("?");
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
}

/// What the whole program sends to a terminal that says `replies` of itself, from the
/// first screen to the end, with a suspension between.
fn sent_to_a_terminal_that_says(replies: &str) -> String {
    let home = home();
    let mut filling = Pty::start(&["samples"], home.path(), 80, 24);
    assert_eq!(filling.wait_for_end(), 0);
    let mut pty = Pty::start(&[], home.path(), 80, 24);
    // They wait in the terminal until the question is asked.
    pty.send(replies);
    pty.wait_for_bytes("the hints", |bytes| holds(bytes, b"Enter"));
    pty.send("\r ");
    pty.wait_for_bytes("the article", |bytes| holds(bytes, b"Backspace"));
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
    let seen = pty.seen();
    String::from_utf8_lossy(&seen.bytes).into_owned()
}

const BDSM_OFF: &str = "\u{1b}[8l\u{1b}[2J";

#[test]
fn a_terminal_that_knows_bidi_mode_is_told_and_told_back() {
    let sent = sent_to_a_terminal_that_says("\x1b[8;1$y\x1b[>65;7006;1c\x1b[?65;1;9c");
    let off = sent.find(BDSM_OFF).expect("the mode is switched off");
    let first_letter = sent.find('ﺪ').expect("Arabic in presentation forms");
    assert!(off < first_letter);
    let on = sent
        .rfind("\u{1b}[8h")
        .expect("the mode is switched on again");
    assert!(
        on < sent
            .rfind("\u{1b}[?1049l")
            .expect("the alternate screen is left")
    );
    assert!(!sent.contains('\u{200e}'));
}

#[test]
fn other_terminals_are_told_nothing_and_get_their_form() {
    let xterm = sent_to_a_terminal_that_says("\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\\x1b[?64;1c");
    let konsole = sent_to_a_terminal_that_says("\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c");
    let kitty = sent_to_a_terminal_that_says("\x1bP>|kitty(0.26.5)\x1b\\\x1b[?62;c");
    let mlterm = sent_to_a_terminal_that_says("\x1b[>24;279;0c\x1b[?63;1c");
    for sent in [&xterm, &konsole, &kitty, &mlterm] {
        assert!(!sent.contains("\u{1b}[8l") && !sent.contains("\u{1b}[8h"));
    }
    let fences = |sent: &str| sent.matches('\u{200e}').count();
    assert!(fences(&konsole) > 100 && fences(&xterm) == 0 && fences(&kitty) == 0);
    let marks = |sent: &str| {
        sent.chars()
            .filter(|c| matches!(c, '\u{64b}'..='\u{652}'))
            .count()
    };
    assert!(marks(&xterm) > 10 && marks(&kitty) == 0);
    let off = mlterm
        .find("\u{1b}]5379;use_ctl=false\u{7}")
        .expect("its layout is off");
    let on = mlterm
        .find("\u{1b}]5379;use_ctl=true\u{7}")
        .expect("its layout is on again");
    assert!(off < on);
    assert!(!xterm.contains("5379"));
}

#[test]
fn late_replies_are_no_keys() {
    let home = home();
    let mut pty = reader(&home, 80, 24);
    let before = pty.wait_for_rest();
    pty.send("\x1b[?62;22c\x1bP>|q(354)q\x1b\\\x1b]11;rgb:q/q/q\x07\x1b[>41;354;0c");
    pty.send("?");
    pty.wait_for("the keys", |screen| screen.contains("Shift-Tab"));
    pty.send("?");
    pty.wait_for("the first screen", |screen| screen == before);
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
}

#[test]
fn every_size_is_drawn_and_survived() {
    let home = home();
    let mut pty = reader(&home, 120, 36);
    for (columns, rows) in [(1, 1), (2, 2), (60, 20), (5, 30), (200, 50), (80, 24)] {
        pty.resize(columns, rows);
        pty.send("jk");
    }
    pty.wait_for("the header", |screen| screen.contains("ﺪﺻﺮﻣ"));
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
}

#[test]
fn doctor_says_what_was_found_and_saves_the_line_that_reads_right() {
    let home = home();
    let mut pty = Pty::start(&["doctor"], home.path(), 120, 36);
    pty.send("\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c");
    let screen = pty.wait_for("the question", |screen| {
        screen.contains("Which reads right")
    });
    assert!(screen.contains("terminal   Konsole"), "{screen}");
    assert!(screen.contains("form       fenced"), "{screen}");
    pty.send("3\r");
    pty.wait_for("the answer", |screen| {
        screen.contains("bidi = \"token\" is saved")
    });
    assert_eq!(pty.wait_for_end(), 0);
    let mut pty = Pty::start(&["doctor", "--quiet"], home.path(), 120, 36);
    pty.send("\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c");
    pty.wait_for("the choice", |screen| {
        screen.contains("form       token: you chose")
    });
    assert_eq!(pty.wait_for_end(), 0);
}

#[test]
fn a_terminal_that_tells_keys_apart_is_asked_to_and_told_back() {
    let sent = sent_to_a_terminal_that_says("\x1b[?0u\x1b[?62;c");
    let on = sent.find("\u{1b}[>29u").expect("asked for");
    let off = sent.rfind("\u{1b}[<u").expect("told back");
    assert!(on < off && off < sent.rfind("\u{1b}[?1049l").expect("the end"));
    let sent = sent_to_a_terminal_that_says("\x1b[?62;c");
    assert!(!sent.contains("\u{1b}[>29u") && !sent.contains("\u{1b}[<u"));
}

fn write_settings(home: &TempDir, text: &str) {
    let config = home.path().join(".config/marsad");
    std::fs::create_dir_all(&config).expect("a folder");
    std::fs::write(config.join("config.toml"), text).expect("settings");
}

#[test]
#[cfg(target_os = "linux")]
fn settings_count_while_it_runs() {
    let home = home();
    let mut pty = reader(&home, 120, 36);
    write_settings(&home, "language = \"en\"\n");
    pty.wait_for("English", |screen| screen.contains("Headlines"));
    write_settings(&home, "langauge = \"ar\"\n");
    let wrong = pty.wait_for("what is wrong", |screen| screen.contains("Settings, line"));
    assert!(wrong.contains("did you mean `language`?"), "{wrong}");
    write_settings(&home, "language = \"en\"\n[keys]\nquit = \"g x\"\n");
    pty.wait_for("the new key", |screen| screen.contains("g x Quit"));
    pty.send("qgx");
    assert_eq!(pty.wait_for_end(), 0);
    assert_given_back(&pty);
}

#[test]
fn what_commands_do_to_the_library_is_seen() {
    let home = home();
    let mut pty = reader(&home, 80, 24);
    let mut removing = Pty::start(&["samples", "--remove"], home.path(), 80, 24);
    assert_eq!(removing.wait_for_end(), 0);
    pty.wait_for("the empty library", |screen| screen.contains("ﺔﻴﻟﺎﺧ"));
    pty.send("u");
    pty.wait_for("what came back", |screen| screen.contains("50"));
    pty.send("q");
    assert_eq!(pty.wait_for_end(), 0);
}
