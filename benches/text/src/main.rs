//! The text engine beside fribidi and ICU, in one thread, on the same texts in one run.
//!
//! Usage: marsad-text-bench FILE...   each a text of one paragraph a line
//!
//! Prints MB of UTF-8 a second of processor time, the best of several rounds in which all
//! take turns. fribidi gets its text in UTF-32 and ICU in UTF-16, converted beforehand;
//! marsad begins with UTF-8.

#[path = "../../../src/text/mod.rs"]
#[allow(dead_code, unused_imports)]
mod text;
mod reference;

use std::{env, fs, hint};

use reference::cpu_seconds;
use text::{BaseDirection, Levels, Paragraph};

const ROUNDS: usize = 7;
/// Columns of a line.
const WIDTH: usize = 80;

fn main() {
    println!(
        "{:<14}{:>9}{:>9}{:>9}{:>8}{:>8}{:>10}{:>9}{:>8}",
        "MB/s", "levels", "fribidi", "ICU", "/frib.", "/ICU", "layout", "fribidi", "/frib."
    );
    for path in env::args().skip(1) {
        let text = fs::read_to_string(&path).expect("a text in UTF-8");
        let name = path.rsplit('/').next().unwrap_or(&path).trim_end_matches(".txt");
        measure(name, &text);
    }
}

fn measure(name: &str, text: &str) {
    let paragraphs: Vec<&str> = text.lines().collect();
    let wide: Vec<Vec<u32>> = paragraphs
        .iter()
        .map(|text| text.chars().map(u32::from).collect())
        .collect();
    let utf16: Vec<Vec<u16>> = paragraphs
        .iter()
        .map(|text| text.encode_utf16().collect())
        .collect();

    let mut levels = Levels::default();
    let mut layout = Layout::default();
    let mut best = [f64::MAX; 5];
    for _ in 0..ROUNDS {
        let rounds: [&mut dyn FnMut() -> usize; 5] = [
            &mut || {
                let of = |text| levels.of(text, BaseDirection::PLAIN).1.len();
                paragraphs.iter().copied().map(of).sum()
            },
            &mut || wide.iter().map(|text| reference::fribidi_levels(text)).sum(),
            &mut || utf16.iter().map(|text| reference::icu_levels(text)).sum(),
            &mut || paragraphs.iter().map(|text| layout.of(text)).sum(),
            &mut || wide.iter().map(|text| reference::fribidi_layout(text)).sum(),
        ];
        for (round, best) in rounds.into_iter().zip(&mut best) {
            let start = cpu_seconds();
            hint::black_box(round());
            *best = best.min(cpu_seconds() - start);
        }
    }
    let [ours, fribidi, icu, layout, fribidi_layout] =
        best.map(|seconds| text.len() as f64 / 1e6 / seconds);
    println!(
        "{name:<14}{ours:>9.0}{fribidi:>9.0}{icu:>9.0}{:>8.2}{:>8.2}{layout:>10.0}{fribidi_layout:>9.0}{:>8.2}",
        ours / fribidi,
        ours / icu,
        layout / fribidi_layout,
    );
}

#[derive(Default)]
struct Layout {
    paragraph: Paragraph,
    line: Vec<u8>,
}

impl Layout {
    /// Levels, joining, lines of [`WIDTH`] columns, order and mirroring; every line written.
    fn of(&mut self, text: &str) -> usize {
        self.paragraph.set(text, BaseDirection::PLAIN);
        let mut written = 0;
        for line in self.paragraph.lines(WIDTH) {
            self.line.clear();
            self.paragraph.push_line(&line, &mut self.line);
            written += self.line.len();
        }
        written
    }
}
