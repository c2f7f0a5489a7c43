//! Nothing of what comes from outside reaches a terminal as a control, whatever field it
//! stood in and whatever shows it.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use marsad::library::Query;
use marsad::text::{BaseDirection, Paragraph};
use unicode_width::UnicodeWidthChar;

use crate::bench::{Bench, Told};
use crate::effort;
use crate::payloads::{self, payloads};
use crate::pty::Pty;

/// Most characters without a width that may stand together, with the marks that an output
/// form itself puts beside them.
const ZERO_WIDTH_RUN: usize = 24;

/// Whether a character may be shown at all.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' | '\u{ad}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// What is wrong with a line of text, if anything is.
pub fn wrong_with(line: &str) -> Option<String> {
    if let Some(c) = line.chars().find(|&c| is_forbidden(c)) {
        return Some(format!("{c:?}"));
    }
    let (mut depth, mut run) = (0_usize, 0);
    for c in line.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' if depth == 0 => return Some("an isolate closed and never opened".into()),
            '\u{2069}' => depth -= 1,
            _ => {}
        }
        run = if c.width() == Some(0) { run + 1 } else { 0 };
        if run > ZERO_WIDTH_RUN {
            return Some("a flood without width".into());
        }
    }
    (depth > 0).then(|| "an isolate left open".into())
}

#[track_caller]
fn assert_harmless(what: &str, text: &str) {
    for line in text.split('\n') {
        if let Some(wrong) = wrong_with(line) {
            panic!("{what}: {wrong} in {line:?}");
        }
    }
}

#[track_caller]
fn assert_told(what: &str, told: &Told) {
    assert!(matches!(told.code, Some(0..=2)), "{what}: {told:?}");
    assert_harmless(what, &told.out);
    assert_harmless(what, &told.error);
    if what == "export" || what.contains("--json") {
        for value in serde_json::Deserializer::from_str(&told.out).into_iter() {
            assert_values(
                what,
                &value.unwrap_or_else(|error| panic!("{what}: {error}")),
            );
        }
    }
}

/// JSON may say line breaks and tabs of texts that have them, and nothing else.
fn assert_values(what: &str, value: &serde_json::Value) {
    match value {
        serde_json::Value::String(text) => assert_harmless(what, &text.replace('\t', " ")),
        serde_json::Value::Array(values) => values.iter().for_each(|v| assert_values(what, v)),
        serde_json::Value::Object(map) => map.values().for_each(|v| assert_values(what, v)),
        _ => {}
    }
}

/// A library with all payloads, and what was said when it was filled.
type Filled = (Bench, Vec<(String, Told)>);

/// One for all tests here that run at once; they may work on it together.
fn filled() -> Arc<Filled> {
    static FILLED: Mutex<Weak<Filled>> = Mutex::new(Weak::new());
    let mut filled = FILLED.lock().unwrap_or_else(PoisonError::into_inner);
    filled.upgrade().unwrap_or_else(|| {
        let bench = Bench::new();
        let told = payloads::filled(&bench);
        let new = Arc::new((bench, told));
        *filled = Arc::downgrade(&new);
        new
    })
}

#[test]
fn no_command_prints_a_control_that_came_from_outside() {
    let filled = filled();
    let (bench, told) = &*filled;
    for (args, told) in told {
        assert_told(args, told);
    }
    let count = bench.library().counts().expect("counts").total;
    assert!(count > 120, "{count} articles of hostile text");
    let run = |args: &[&str]| assert_told(&args.join(" "), &bench.run(args));
    for args in [
        &["list", "--limit", "0"][..],
        &["list", "--limit", "0", "--json"],
        &[
            "list",
            "--limit",
            "0",
            "--format",
            "{id}|{title}|{source}|{category}|{url}",
        ],
        &["list", "--limit", "0", "is:muted"],
        &["search", "متن", "--limit", "1000"],
        &["search", "متن", "--json"],
        &["feeds"],
        &["feeds", "--json"],
        &["filter"],
        &["smart"],
        &["tag"],
        &["undo"],
        &["opml", "export"],
        &["export"],
        &["doctor"],
        &["config"],
    ] {
        run(args);
    }
    // All of them at the full size.
    let step = count as usize / effort::times(count as u32, 10) as usize;
    let few = payloads().len() / effort::times(1_000, 4).min(20) as usize;
    for n in (1..=count).step_by(step) {
        let id = &n.to_string();
        run(&["read", id]);
        run(&["links", id]);
        run(&["related", id]);
        run(&["story", id]);
    }
    for form in ["visual", "fenced", "token", "logical"] {
        for n in (1..=count).step_by(step * 2) {
            run(&[
                "read",
                &n.to_string(),
                "--width",
                "33",
                "--justify",
                "--form",
                form,
            ]);
        }
    }
    for payload in payloads().into_iter().step_by(few) {
        let payload = &payload.replace('\0', "");
        run(&["list", payload]);
        run(&["search", "--", payload]);
        run(&["remove", payload]);
        run(&["refresh", payload]);
        run(&["add", payload]);
        run(&["import", payload]);
        run(&["config", "set", payload, payload]);
        run(&["smart", "remove", payload]);
        run(&["opml", "import", payload]);
    }
    assert_nothing_was_run(bench);
}

/// The file that the payloads would make.
#[track_caller]
fn assert_nothing_was_run(bench: &Bench) {
    for folder in [bench.dir.path(), std::path::Path::new(".")] {
        assert!(!folder.join("pwned").exists(), "a payload was run");
    }
}

#[test]
fn settings_and_surroundings_are_told_of_without_their_controls() {
    let bench = Bench::new();
    for payload in payloads() {
        let payload = payload.replace('\0', "");
        bench.settings(&format!(
            "language = {}\n{payload} = 1\n",
            serde_json::json!(payload)
        ));
        for args in [&["config"][..], &["list"], &["doctor"]] {
            let output = bench
                .command(args)
                .env("TERM", &payload)
                .env("TERM_PROGRAM", &payload)
                .output()
                .expect("started");
            assert_told(&args.join(" "), &Told::of(output));
        }
    }
}

/// Addresses are shown as they are asked for, in ASCII: no letter of another script can
/// stand for a Latin one, and nothing can turn them about.
#[test]
fn addresses_are_shown_in_punycode() {
    let filled = filled();
    let (bench, _) = &*filled;
    let mut seen = 0;
    for item in bench.library().export(&Query::All).expect("an export") {
        let (headline, article) = item.expect("an article");
        let own = headline.url.into_iter();
        for url in own.chain(article.links().into_iter().map(|link| link.url)) {
            assert!(url.bytes().all(|byte| byte.is_ascii_graphic()), "{url}");
            let schemes = ["https://", "http://", "mailto:", "gemini://"];
            assert!(
                schemes.iter().any(|scheme| url.starts_with(scheme)),
                "{url}"
            );
            seen += usize::from(url.contains("xn--"));
        }
    }
    for line in bench.done(&["feeds", "--json"]).lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("an object");
        let url = value["url"].as_str().expect("an address");
        assert!(url.is_ascii(), "{url}");
    }
    assert!(seen > 5, "{seen} addresses in punycode");
}

/// What the reader itself sends; anything else is an attack that came through.
fn is_own(sequence: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(sequence) else {
        return false;
    };
    let rest = &text[1..];
    if let Some(control) = rest.strip_prefix('[') {
        let (parameters, end) = control.split_at(control.len() - 1);
        let is_plain = parameters
            .bytes()
            .all(|b| b.is_ascii_digit() || b";:?>=<$ ".contains(&b));
        return is_plain && "HmJKhlnqcpu".contains(end);
    }
    let string = |begin: &str| {
        let body = rest.strip_prefix(begin)?;
        body.strip_suffix('\u{7}').or(body.strip_suffix("\u{1b}\\"))
    };
    if let Some(link) = string("]8;") {
        return link == ";"
            || link.starts_with("id=marsad") && link.bytes().all(|b| b.is_ascii_graphic());
    }
    let is_base64 = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
    };
    if let Some(copied) = string("]52;c;") {
        return is_base64(copied);
    }
    // Pictures: kitty's, of pixels alone (f=24) and never from a file; and sixels.
    if let Some(picture) = string("_G") {
        let (keys, pixels) = picture.split_once(';').unwrap_or((picture, ""));
        let is_key = |key: &str| {
            let (name, value) = key.split_once('=').unwrap_or((key, ""));
            name.len() == 1
                && "afsvimqpxywhcrCd".contains(name)
                && value.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        return keys.split(',').all(is_key) && is_base64(pixels);
    }
    if let Some(sixels) = string("P") {
        return sixels.bytes().all(|b| b.is_ascii_graphic());
    }
    if let Some(notice) = string("]777;notify;") {
        return notice.matches(';').count() == 1 && wrong_with(notice).is_none();
    }
    false
}

/// Goes through all that a terminal was sent.
#[track_caller]
pub fn assert_only_own_controls(bytes: &[u8]) {
    let mut at = 0;
    let mut plain = Vec::new();
    while at < bytes.len() {
        if bytes[at] != 0x1b {
            plain.push(bytes[at]);
            at += 1;
            continue;
        }
        let length = length_of_sequence(&bytes[at..]);
        let sequence = &bytes[at..at + length];
        // The program may have been cut short.
        if at + length < bytes.len() {
            assert!(is_own(sequence), "{:?}", String::from_utf8_lossy(sequence));
        }
        plain.push(b'\n');
        at += length;
    }
    let text = String::from_utf8_lossy(&plain);
    for piece in text.split(['\n', '\r']) {
        // Isolates never get here: rows are in visual order already.
        assert!(
            !piece
                .chars()
                .any(|c| is_forbidden(c) || matches!(c, '\u{2066}'..='\u{2069}')),
            "{piece:?}"
        );
        assert!(wrong_with(piece).is_none(), "{piece:?}");
    }
}

fn length_of_sequence(bytes: &[u8]) -> usize {
    let end = match bytes.get(1) {
        Some(b'[') => bytes[2..]
            .iter()
            .position(|b| (0x40..=0x7e).contains(b))
            .map(|n| n + 3),
        Some(b']' | b'P' | b'_' | b'^' | b'X') => {
            let bell = bytes.iter().position(|&b| b == 7).map(|n| n + 1);
            let string = bytes[2..]
                .windows(2)
                .position(|w| w == b"\x1b\\")
                .map(|n| n + 4);
            match (bell, string) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            }
        }
        _ => Some(2),
    };
    end.unwrap_or(bytes.len()).min(bytes.len())
}

/// Every pane and page of the reader, at three sizes, on a terminal that follows links and
/// on one that does not; copying, notices and the welcome's prompts as well.
#[test]
fn no_pane_of_the_reader_sends_a_control_that_came_from_outside() {
    let filled = filled();
    let (bench, _) = &*filled;
    bench.run(&["filter", "notify", "متن"]);
    bench.settings("speech = [\"true\"]\n[commands]\nbrowser = [\"true\"]\n");
    for (columns, rows, replies) in [
        (160, 40, "\x1bP>|kitty(0.36.0)\x1b\\\x1b[?62;c"),
        (100, 30, "\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c"),
        (41, 12, "\x1b[?62;c"),
    ] {
        let library = bench.library_dir();
        let args = ["--library", crate::bench::text(&library)];
        let mut pty = Pty::start(&args, bench.dir.path(), columns, rows);
        pty.send(replies);
        pty.wait_for_bytes("a screen", |bytes| bytes.windows(4).any(|w| w == b"2026"));
        for _ in 0..effort::times(60, 2) {
            for keys in [
                "\r", " ", "y", "Y", "o", "j", "j", "\x1b", "t", "\x1b", "\t", "\r", "V", "\x1b",
                "s", "m", "g", "n",
            ] {
                pty.send(keys);
                pty.settle();
            }
        }
        for keys in [
            "F",
            "j",
            "j",
            "r",
            "\x1b",
            "O",
            ":",
            "\u{9b}2J",
            "\x1b",
            "?",
            "\x1b",
            "L",
            "R",
            "L",
            "/",
            "\x1b[200~\x1b]52;c;eA==\x07\u{202e}متن\x1b[201~",
            "\r",
            "\x1b",
        ] {
            pty.send(keys);
            pty.settle();
        }
        pty.send("q");
        pty.quit();
        assert_only_own_controls(&pty.seen().bytes);
    }
}

#[test]
fn a_paragraph_of_any_payload_has_no_control_in_its_cells() {
    for payload in payloads() {
        for base in [
            BaseDirection::PLAIN,
            BaseDirection::Always(marsad::text::Direction::LeftToRight),
        ] {
            let clean = marsad::text::sanitize::line(&payload);
            let paragraph = Paragraph::new(&clean, base);
            for line in paragraph.lines(20) {
                let visual: String = paragraph.cells(&line).map(|cell| cell.symbol).collect();
                for form in marsad::terminal::OutputForm::ALL {
                    assert_harmless("a row", &marsad::terminal::encode_line(form, &visual));
                }
            }
        }
    }
}
