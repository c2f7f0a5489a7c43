//! `marsad samples`.

use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;

use super::context::Context;
use super::{print, progress};
use crate::gather::{add_samples, remove_samples};

/// Add the sample articles that come with marsad
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  marsad samples --remove\n  marsad samples")]
pub(super) struct Args {
    /// Take the sample articles out again, and nothing else
    #[arg(long)]
    remove: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let mut out = print::stdout();
    if args.remove {
        writeln!(out, "removed {}", remove_samples(&library)?)?;
    } else {
        let report = add_samples(&library, Timestamp::now())?;
        print::report(&mut out, &report, 0)?;
    }
    out.flush()?;
    progress::catch_up(&library);
    Ok(ExitCode::SUCCESS)
}
