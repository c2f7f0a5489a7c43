//! Articles and text laid out on standard output.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

fn marsad(args: &[&str], home: &TempDir, input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .env_clear()
        .env("HOME", home.path())
        .env("TZ", "UTC")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut stdin = child.stdin.take().expect("its input");
    // A program that refuses to begin reads nothing.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("ended")
}

fn home() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn printed(args: &[&str], home: &TempDir, input: &str) -> String {
    let output = marsad(args, home, input);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

const LINE: &str = "قالت وزارة الصحة (WHO) إن 25% من 1,234 مريضًا تعافوا.\n";

#[test]
fn render_orders_and_joins_a_line() {
    let printed = printed(&["render", "--width", "0"], &home(), LINE);
    // As fribidi prints it.
    assert_eq!(
        printed,
        ".ﺍﻮﻓﺎﻌﺗ ﺎﻀًﻳﺮﻣ 1,234 ﻦﻣ %25 ﻥﺇ (WHO) ﺔﺤﺼﻟﺍ ﺓﺭﺍﺯﻭ ﺖﻟﺎﻗ\n"
    );
}

#[test]
fn render_wraps_from_the_right_and_keeps_the_width() {
    let printed = printed(&["render", "--width", "20"], &home(), LINE);
    let lines: Vec<&str> = printed.lines().collect();
    assert!(lines.len() > 2);
    assert!(lines.iter().all(|line| line.width() == 20), "{lines:?}");
    assert!(lines[0].ends_with("ﺖﻟﺎﻗ"));
}

#[test]
fn render_lets_no_control_through() {
    let printed = printed(
        &["render"],
        &home(),
        "أ\u{1b}[2J\u{7}ب\u{9b}31mج\u{202e}abc\n",
    );
    let line = printed.trim_end_matches('\n');
    assert!(!line.chars().any(char::is_control), "{line:?}");
    assert!(!line.contains('\u{202e}'));
}

#[test]
fn every_sample_is_read_within_every_width() {
    let home = home();
    printed(&["samples"], &home, "");
    for id in (1..=50).step_by(7) {
        for width in [1, 7, 40, 72, 133] {
            let [id, columns] = [id.to_string(), width.to_string()];
            let text = printed(&["read", &id, "--width", &columns], &home, "");
            for line in text.lines() {
                assert!(line.width() <= width, "article {id}, {width}: {line:?}");
            }
        }
    }
}

#[test]
fn forms_are_known_by_name() {
    let home = home();
    let in_form = |form| printed(&["render", "--form", form], &home, "وصل WHO\n");
    assert_eq!(in_form("visual"), "WHO ﻞﺻﻭ\n");
    assert_eq!(in_form("logical"), "وصل WHO\n");
    assert!(in_form("fenced").contains('\u{200e}'));
    let unknown = marsad(&["render", "--form", "mirror"], &home, "");
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn the_reader_needs_a_terminal() {
    let output = marsad(&[], &home(), "q");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("standard input is not a terminal"), "{said}");
    assert_eq!(said.lines().count(), 1);
    assert!(output.stdout.is_empty());
}
