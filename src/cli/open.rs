//! `marsad` without a command.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::context::Context;
use super::{complain, list};
use crate::library::Query;

/// Lines that one screen holds without the reader's panes.
const SCREEN: usize = 20;

pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        complain("the reader needs a terminal; see marsad --help for what works without one");
        return Ok(ExitCode::from(2));
    }
    // The reader takes this place.
    list::print(&context.open_library()?, &Query::All, SCREEN, context.json)?;
    Ok(ExitCode::SUCCESS)
}
