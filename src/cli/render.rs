//! `marsad render`.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::print;
use crate::text::sanitize;

/// Lay out plain text, one paragraph a line
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The text; standard input when left out or -
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let text = read(args)?;
    // The layout engine takes this place.
    let mut out = print::stdout();
    out.write_all(sanitize::text(&text).as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
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
