//! `marsad` without a command.

use std::process::ExitCode;
use std::thread::{self, JoinHandle};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::context::Context;
use super::{complain, first_run};
use crate::config::paths;
use crate::feed::samples;
use crate::gather::Limits;
use crate::library::{Library, LibraryError};
use crate::locale::Region;
use crate::reader::{self, Ended, Options, Preferences, ReaderError, Rhythm};
use crate::terminal::{OutputForm, Palette, TerminalError, encode_line};
use crate::text::{BaseDirection, Paragraph};

/// Exit code of a terminal that has gone away: that of SIGHUP.
const HUNG_UP: u8 = 129;
/// Columns of a line of the plain reader, where it is laid out.
const COLUMNS: usize = 80;

pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    if let Err(missing) = crate::terminal::check() {
        complain(&format!(
            "{missing}: the reader needs one; see marsad --help for what works without"
        ));
        return Ok(ExitCode::from(2));
    }
    let mut copying = None;
    loop {
        let library = context.open_library()?;
        let options = options(&library, context)?;
        copying = copying.or_else(|| Copying::begin(&library, context));
        match reader::run(library, &options) {
            // The reader goes on after, with what came of it.
            Ok(Ended::Took(taken)) => first_run::take_up(&taken, context),
            Ok(Ended::Left) => {
                if let Some(copying) = copying {
                    copying.tell();
                }
                return Ok(ExitCode::SUCCESS);
            }
            Ok(Ended::By(signal)) => return Ok(ExitCode::from(signal.exit_code())),
            Ok(Ended::HungUp) => return Ok(ExitCode::from(HUNG_UP)),
            Err(ReaderError::Terminal(TerminalError::NotATerminal(what))) => {
                complain(&format!("{what} is not a terminal"));
                return Ok(ExitCode::from(2));
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// The day's copy of the library on its way, while the reader is used. A copy that is not
/// done when the reader ends is begun again the next time.
struct Copying(JoinHandle<Result<(), LibraryError>>);

impl Copying {
    /// Begins, if the settings ask for copies.
    fn begin(library: &Library, context: &Context) -> Option<Self> {
        let kept = context.settings().ok()?.daily_backups;
        let dir = library.dir().to_owned();
        (kept > 0).then(|| {
            Self(thread::spawn(move || {
                let library = Library::open(&dir)?;
                library.back_up_daily(kept as usize, Timestamp::now())?;
                Ok(())
            }))
        })
    }

    /// Says what went wrong, if anything has.
    fn tell(self) {
        if self.0.is_finished()
            && let Ok(Err(error)) = self.0.join()
        {
            complain(&format!("the library was not copied: {error}"));
        }
    }
}

/// `marsad --plain`: reads lines from standard input, which need be no terminal.
pub(super) fn run_plain(context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let options = options(&library, context)?;
    let form = options.form.or(options.preferences.form);
    // Logical order is what a screen reader or a braille display wants; another form is
    // for eyes.
    let write = |line: &str| match form {
        None | Some(OutputForm::Logical) => line.to_owned(),
        Some(form) => {
            let paragraph = Paragraph::new(line, BaseDirection::PLAIN);
            let lines = paragraph.lines(COLUMNS).map(|line| {
                let visual: String = paragraph.cells(&line).map(|cell| cell.symbol).collect();
                encode_line(form, &visual)
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    };
    let (input, out) = (std::io::stdin().lock(), std::io::stdout().lock());
    reader::plain(library, &options, input, out, &write)?;
    Ok(ExitCode::SUCCESS)
}

fn options(library: &Library, context: &Context) -> anyhow::Result<Options> {
    let settings = context.settings()?;
    let region = Region::of_this_process();
    let is_new = !library.was_ever_filled()?;
    if is_new {
        library.add(samples::articles()?, Timestamp::now())?;
    }
    Ok(Options {
        limits: Limits {
            total: settings.feeds.patience(),
            ..Limits::default()
        },
        rhythm: Rhythm {
            at_start: settings.feeds.refresh_at_start,
            every: settings.feeds.interval(),
        },
        preferences: Preferences::new(&settings, &region)?,
        settings: paths::settings(),
        region,
        zone: TimeZone::system(),
        form: context.form,
        palette: palette(),
        greeting: is_new.then_some("samples-added"),
        offers: if is_new {
            first_run::offers()
        } else {
            Vec::new()
        },
    })
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
