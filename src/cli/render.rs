//! `marsad render`.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::print;
use crate::text::{BaseDirection, Line, Paragraph};

/// Lay out plain text, one paragraph a line
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Columns of a line; 0 never wraps and never pads
    #[arg(long, value_name = "N", default_value_t = 0)]
    width: usize,

    /// The text; standard input when left out or -
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let text = read(args)?;
    let mut out = print::stdout();
    for line in text.lines() {
        let paragraph = Paragraph::new(line, BaseDirection::PLAIN);
        match args.width {
            0 => write_line(&mut out, &paragraph, &paragraph.one_line(), 0)?,
            width => {
                for line in paragraph.lines(width) {
                    write_line(&mut out, &paragraph, &line, width)?;
                }
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes `line`, moved to the right edge of `width` columns when it runs from there.
fn write_line(
    out: &mut impl Write,
    paragraph: &Paragraph,
    line: &Line,
    width: usize,
) -> io::Result<()> {
    if paragraph.direction().is_rtl() {
        let indent = width.saturating_sub(line.width());
        write!(out, "{:indent$}", "")?;
    }
    for cell in paragraph.cells(line) {
        out.write_all(cell.symbol.as_bytes())?;
    }
    writeln!(out)
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
