//! `marsad` without a command.

use std::process::ExitCode;
use std::thread::{self, JoinHandle};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::complain;
use super::context::Context;
use super::first_run::{self, Begun};
use crate::config::paths;
use crate::gather;
use crate::library::{Library, LibraryError};
use crate::locale::Region;
use crate::reader::{self, Ended, Means, Options, Preferences, ReaderError, Rhythm};
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
    let mut begun = Begun::default();
    let mut copying = None;
    loop {
        let library = context.open_library()?;
        let options = options(&library, context, begun)?;
        copying = copying.or_else(|| Copying::begin(&library, context));
        match reader::run(library, &options) {
            // The reader goes on after, with what came of it.
            Ok(Ended::Took(taken)) => begun = first_run::take_up(&taken, context),
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
    let mut begun = Begun::default();
    loop {
        let library = context.open_library()?;
        let options = options(&library, context, begun)?;
        let form = options.form.or(options.preferences.form);
        let (input, out) = (std::io::stdin().lock(), std::io::stdout().lock());
        match reader::plain(library, &options, input, out, &|line| written(line, form))? {
            Some(taken) => begun = first_run::take_up(&taken, context),
            None => return Ok(ExitCode::SUCCESS),
        }
    }
}

/// `line` as it is written in `form`. Logical order is what a screen reader or a braille
/// display wants; another form is for eyes.
fn written(line: &str, form: Option<OutputForm>) -> String {
    let Some(form) = form.filter(|form| *form != OutputForm::Logical) else {
        return line.to_owned();
    };
    let paragraph = Paragraph::new(line, BaseDirection::PLAIN);
    let lines = paragraph.lines(COLUMNS).map(|line| {
        let visual: String = paragraph.cells(&line).map(|cell| cell.symbol).collect();
        encode_line(form, &visual)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How the reader is to be after what has `begun` with a new library.
fn options(library: &Library, context: &Context, begun: Begun) -> anyhow::Result<Options> {
    let settings = context.settings()?;
    let limits = context.limits()?;
    let region = Region::of_this_process();
    let is_new = !library.was_ever_filled()?;
    if is_new {
        gather::add_samples(library, Timestamp::now())?;
    }
    Ok(Options {
        limits,
        servers: context
            .secrets()
            .ok()
            .map(|secrets| Means { secrets, limits }),
        rhythm: Rhythm {
            at_start: settings.feeds.refresh_at_start,
            in_place_of_samples: begun.has_feeds,
            every: settings.feeds.interval(),
        },
        preferences: Preferences::new(&settings, &region)?,
        settings: paths::settings(),
        region,
        zone: TimeZone::system(),
        form: context.form,
        palette: palette(),
        greeting: begun.greeting,
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
