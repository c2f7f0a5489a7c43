//! `marsad render`.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::context::Context;
use super::print;
use crate::terminal::encode_line;
use crate::text::{BaseDirection, Line, Paragraph};

/// Lay out plain text, one paragraph a line
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  fold -s -w 400 text.txt | marsad render --width 60")]
pub(super) struct Args {
    /// Columns of a line; 0 never wraps and never pads
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = print::columns_or_none)]
    width: usize,

    /// The text; standard input when left out or -
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let text = read(args)?;
    let mut out = print::stdout();
    for line in text.lines() {
        let paragraph = Paragraph::new(line, BaseDirection::PLAIN);
        let lines = match args.width {
            0 => vec![paragraph.one_line()],
            width => paragraph.lines(width).collect(),
        };
        for line in lines {
            let visual = as_text(&paragraph, &line, args.width);
            writeln!(
                out,
                "{}",
                encode_line(context.form.unwrap_or_default(), &visual)
            )?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// `line` from left to right, moved to the right edge of `width` columns when it runs
/// from there.
fn as_text(paragraph: &Paragraph, line: &Line, width: usize) -> String {
    let indent = if paragraph.direction().is_rtl() {
        width.saturating_sub(line.width())
    } else {
        0
    };
    let mut text = " ".repeat(indent);
    // What is wider than the line by itself is left out.
    let cells = paragraph.cells(line);
    let fitting = cells.filter(|cell| width == 0 || usize::from(cell.width) <= width);
    text.extend(fitting.map(|cell| cell.symbol));
    text
}

fn read(args: &Args) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    match &args.file {
        Some(path) if path.as_os_str() != "-" => File::open(path)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .with_context(|| format!("cannot read {}", path.display()))?,
        _ => io::stdin()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?,
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
