//! `marsad` without a command.

use std::process::ExitCode;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::complain;
use super::context::Context;
use crate::feed::samples;
use crate::gather::Limits;
use crate::library::Library;
use crate::reader::{self, Ended, Options, ReaderError, Rhythm};
use crate::terminal::{Palette, TerminalError};

/// Exit code of a terminal that has gone away: that of SIGHUP.
const HUNG_UP: u8 = 129;

pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    if let Err(missing) = crate::terminal::check() {
        complain(&format!(
            "{missing}: the reader needs one; see marsad --help for what works without"
        ));
        return Ok(ExitCode::from(2));
    }
    let settings = context.settings()?;
    let library = context.open_library()?;
    let greeting = greet(&library)?;
    let options = Options {
        language: settings.language,
        zone: TimeZone::system(),
        form: context.form.or(settings.bidi.form()),
        palette: palette(),
        mouse: settings.mouse,
        commands: settings.commands.clone(),
        limits: Limits {
            total: settings.feeds.patience(),
            ..Limits::default()
        },
        rhythm: Rhythm {
            at_start: settings.feeds.refresh_at_start,
            every: settings.feeds.interval(),
        },
        greeting,
    };
    match reader::run(library, &options) {
        Ok(Ended::Left) => Ok(ExitCode::SUCCESS),
        Ok(Ended::By(signal)) => Ok(ExitCode::from(signal.exit_code())),
        Ok(Ended::HungUp) => Ok(ExitCode::from(HUNG_UP)),
        Err(ReaderError::Terminal(TerminalError::NotATerminal(what))) => {
            complain(&format!("{what} is not a terminal"));
            Ok(ExitCode::from(2))
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives a library that has never held anything the sample articles. Returns the message
/// to begin with.
fn greet(library: &Library) -> anyhow::Result<Option<&'static str>> {
    if library.was_ever_filled()? {
        return Ok(None);
    }
    library.add(samples::articles()?, Timestamp::now())?;
    Ok(Some("samples-added"))
}

/// No colours where the user wants none (no-color.org).
fn palette() -> Palette {
    let wants_none = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if wants_none {
        Palette::NoColor
    } else {
        Palette::Full
    }
}
