//! The order and the joining of whole lines, judged by fribidi: always against lines
//! that were recorded from it, and against the program where it is installed.

use std::io::Write;
use std::process::{Command, Stdio};

use marsad::feed::samples;
use marsad::text::{BaseDirection, Paragraph};

/// Lines of logical text, each followed by a tab and what
/// `fribidi --nobreak --nopad --clean --reordernsm` 1.0.8 printed for it.
const RECORDED: &str = include_str!("recorded.tsv");

fn visual(text: &str) -> String {
    let paragraph = Paragraph::new(text, BaseDirection::PLAIN);
    let line = paragraph.one_line();
    paragraph.cells(&line).map(|cell| cell.symbol).collect()
}

/// The lone hamza has an isolated form that looks no different.
fn hamza_either_way(line: &str) -> String {
    line.replace('\u{fe80}', "\u{621}")
}

fn assert_same(logical: &str, expected: &str) {
    let got = visual(logical);
    assert_eq!(
        hamza_either_way(&got),
        hamza_either_way(expected),
        "for {logical:?}"
    );
}

#[test]
fn recorded_lines() {
    let lines: Vec<_> = RECORDED.lines().collect();
    assert!(lines.len() > 100, "the recorded lines are missing");
    for line in lines {
        let (logical, expected) = line.split_once('\t').expect("two columns");
        assert_same(logical, expected);
    }
}

/// Every paragraph of the sample articles, cut and put together anew so that the parts
/// meet in ways that no article has.
#[test]
fn the_program_itself() {
    let text = material();
    let Some(expected) = fribidi(&text) else {
        return eprintln!("fribidi is not installed: nothing compared");
    };
    let logical: Vec<_> = text.lines().collect();
    let expected: Vec<_> = expected.lines().collect();
    assert_eq!(logical.len(), expected.len());
    assert!(logical.len() > 1_000);
    for (logical, expected) in logical.into_iter().zip(expected) {
        assert_same(logical, expected);
    }
}

fn material() -> String {
    let articles = samples::articles().expect("sound samples");
    let mut lines: Vec<String> = articles
        .iter()
        .flat_map(|article| {
            // A tab has no cell of its own; between cells of a table a blank does.
            let body = article.plain_text().replace('\t', " ");
            body.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|line| !line.trim().is_empty())
        .collect();
    let words: Vec<&str> = lines.iter().flat_map(|l| l.split_whitespace()).collect();
    let mut at = 0;
    let strange: Vec<String> = (1..1_000)
        .map(|step| {
            let line: Vec<&str> = (0..12)
                .map(|_| {
                    at = (at + step * 7_919) % words.len();
                    words[at]
                })
                .collect();
            line.join(if step % 5 == 0 { "/" } else { " " })
        })
        .collect();
    lines.extend(strange);
    lines.join("\n")
}

fn fribidi(text: &str) -> Option<String> {
    let mut program = Command::new("fribidi")
        .args(["--nobreak", "--nopad", "--clean", "--reordernsm"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = program.stdin.take()?;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = program.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    assert!(output.status.success(), "fribidi failed");
    Some(String::from_utf8(output.stdout).expect("fribidi prints UTF-8"))
}
