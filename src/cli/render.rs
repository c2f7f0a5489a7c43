//! `marsad render`.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::context::Context;
use super::{pipeline, print};
use crate::terminal::{OutputForm, encode_line};
use crate::text::{BaseDirection, Line, Paragraph, stretch};

/// Lay out plain text, one paragraph a line
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  fold -s -w 400 text.txt | marsad render --width 60")]
pub(super) struct Args {
    /// Columns of a line; 0 never wraps and never pads
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = print::columns_or_none)]
    width: usize,

    /// Stretch all lines but a paragraph's last to the width, by kashida and blanks
    #[arg(long)]
    justify: bool,

    /// The text; standard input when left out or -
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let file = args.file.as_ref().filter(|path| path.as_os_str() != "-");
    let what = || match file {
        Some(path) => format!("cannot read {}", path.display()),
        None => "cannot read standard input".to_owned(),
    };
    let input: Box<dyn Read + Send> = match file {
        Some(path) => Box::new(File::open(path).with_context(what)?),
        None => Box::new(io::stdin()),
    };
    let printer = Printer {
        width: args.width,
        justify: args.justify,
        form: context.form.unwrap_or_default(),
    };
    let mut out = io::stdout().lock();
    pipeline::in_order(
        WholeLines::of(input),
        |lines| Ok(printer.print(&lines?)),
        |printed: io::Result<Vec<u8>>| {
            let printed = printed.with_context(what)?;
            Ok::<_, anyhow::Error>(out.write_all(&printed)?)
        },
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// How paragraphs are printed.
struct Printer {
    width: usize,
    justify: bool,
    form: OutputForm,
}

impl Printer {
    /// The lines of `paragraphs`, one a line of UTF-8, as they are printed.
    fn print(&self, paragraphs: &[u8]) -> Vec<u8> {
        // What has no errors is found to be so in a small part of the time.
        let paragraphs = match simdutf8::basic::from_utf8(paragraphs) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(paragraphs),
        };
        let mut printed = Vec::with_capacity(paragraphs.len() * 2);
        let mut visual = Vec::new();
        let mut paragraph = Paragraph::default();
        for text in paragraphs.lines() {
            paragraph.set(text, BaseDirection::PLAIN);
            let mut print = |line, is_last: bool| {
                let stretched = self.justify && !is_last;
                if self.form == OutputForm::Visual {
                    self.push_visual(&paragraph, &line, stretched, &mut printed);
                } else {
                    visual.clear();
                    self.push_visual(&paragraph, &line, stretched, &mut visual);
                    let encoded = encode_line(self.form, &String::from_utf8_lossy(&visual));
                    printed.extend_from_slice(encoded.as_bytes());
                }
                printed.push(b'\n');
            };
            match self.width {
                0 => print(paragraph.one_line(), true),
                width => {
                    let mut lines = paragraph.lines(width).peekable();
                    while let Some(line) = lines.next() {
                        print(line, lines.peek().is_none());
                    }
                }
            }
        }
        printed
    }

    /// Appends `line` from left to right, stretched to the width or else moved to the right
    /// edge when it runs from there.
    fn push_visual(
        &self,
        paragraph: &Paragraph,
        line: &Line,
        stretched: bool,
        visual: &mut Vec<u8>,
    ) {
        let mut missing = self.width.saturating_sub(line.width());
        let mut cells = Vec::new();
        if stretched && missing > 0 {
            cells = stretch(paragraph.cells(line).collect(), missing);
            let width: usize = cells.iter().map(|cell| usize::from(cell.width)).sum();
            missing = self.width.saturating_sub(width);
        }
        if paragraph.direction().is_rtl() {
            visual.resize(visual.len() + missing, b' ');
        }
        if !cells.is_empty() {
            for cell in cells {
                visual.extend_from_slice(cell.symbol.as_bytes());
            }
        } else if self.width == 1 {
            // What is wider than the line by itself is left out.
            for cell in paragraph.cells(line).filter(|cell| cell.width == 1) {
                visual.extend_from_slice(cell.symbol.as_bytes());
            }
        } else {
            paragraph.push_line(line, visual);
        }
    }
}

/// Bytes that are read at a time.
const READ: usize = 128 * 1024;

/// The bytes of an input in pieces that end where lines end, so that each can be printed by
/// itself. A line longer than what is read at a time is one piece however long it is.
struct WholeLines<R> {
    input: R,
    /// The start of a line whose end was not read yet.
    begun: Vec<u8>,
    ended: bool,
}

impl<R: Read> WholeLines<R> {
    fn of(input: R) -> Self {
        Self {
            input,
            begun: Vec::new(),
            ended: false,
        }
    }

    /// Reads on. Nothing is left when `false` is returned.
    fn read(&mut self) -> io::Result<bool> {
        let start = self.begun.len();
        self.begun.resize(start + READ, 0);
        let read = loop {
            match self.input.read(&mut self.begun[start..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.begun.truncate(start + *read.as_ref().unwrap_or(&0));
        Ok(read? > 0)
    }
}

impl<R: Read> Iterator for WholeLines<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let before = self.begun.len();
            match self.read() {
                Ok(true) => {
                    let newline = self.begun[before..].iter().rposition(|&byte| byte == b'\n');
                    if let Some(newline) = newline {
                        let rest = self.begun.split_off(before + newline + 1);
                        return Some(Ok(std::mem::replace(&mut self.begun, rest)));
                    }
                }
                Ok(false) => {
                    self.ended = true;
                    return Some(Ok(std::mem::take(&mut self.begun)))
                        .filter(|last| last.as_ref().is_ok_and(|last| !last.is_empty()));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let (now, later) = self.0.split_at(self.0.len().min(5));
            buffer[..now.len()].copy_from_slice(now);
            self.0 = later;
            Ok(now.len())
        }
    }

    #[test]
    fn pieces_end_where_lines_end() {
        let text = "قالت\n\nالوزارة إن العدد بلغ 25\nآخر";
        let pieces: Vec<Vec<u8>> = WholeLines::of(Trickle(text.as_bytes()))
            .map(|piece| piece.expect("a read"))
            .collect();
        assert_eq!(pieces.concat(), text.as_bytes());
        assert_eq!(pieces.len(), 3);
        let (last, whole) = pieces.split_last().expect("a piece");
        assert!(whole.iter().all(|piece| piece.ends_with(b"\n")));
        assert_eq!(last, "آخر".as_bytes());
        assert_eq!(WholeLines::of(Trickle(b"")).count(), 0);
    }
}
