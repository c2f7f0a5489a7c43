//! `marsad doctor`.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::sync::mpsc;

use jiff::Timestamp;

use super::context::Context;
use super::{print, progress};
use crate::config::{Settings, paths};
use crate::library;
use crate::terminal::{
    self, Answers, Event, OutputForm, Session, Setup, Surroundings, Verdict, decide, encode_line,
};
use crate::text::{BaseDirection, Paragraph};

/// Say what terminal was found and how Arabic is written for it, and check the library
///
/// In a terminal it then shows one line in every form and asks which reads right. The
/// answer is saved in the settings.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Ask nothing
    #[arg(long)]
    quiet: bool,

    /// Check all of the library and, if it is damaged, make a new one of what can be read;
    /// the damaged file is kept
    #[arg(long)]
    repair: bool,
}

/// Arabic with marks and lam-alef, a Latin word, a number and brackets.
const SAMPLE: &str = "قالت وزارة الصحة (WHO) إن 25% من 1,234 مريضًا تعافوا، والأرقام لا تكذب.";

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    if args.repair {
        return repair(context);
    }
    let settings = context.settings()?;
    let mut out = print::stdout();
    let in_terminal = terminal::check().is_ok();
    let surroundings = Surroundings::of_this_process();
    let answers = if in_terminal { Some(ask()?) } else { None };
    let wanted = context.form.or(settings.bidi.form());
    let verdict = decide(&answers.clone().unwrap_or_default(), &surroundings, wanted);
    tell_terminal(&mut out, answers.as_ref(), &surroundings, &verdict)?;
    match paths::settings() {
        Some(path) => writeln!(out, "settings   {}", path.display())?,
        None => writeln!(out, "settings   none: there is no home folder")?,
    }
    tell_library(&mut out, context)?;
    out.flush()?;
    if in_terminal && !args.quiet {
        choose(&mut out, &verdict)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What the terminal says of itself.
fn ask() -> anyhow::Result<Answers> {
    let (send, events) = mpsc::channel();
    let session = Session::open(move |event| send.send(event).is_ok())?;
    let reply = |event| match event {
        Event::Reply(reply) => Ok(reply),
        other => Err(other),
    };
    Ok(session.ask(&events, reply, &mut Vec::new())?)
}

fn tell_terminal(
    out: &mut impl Write,
    answers: Option<&Answers>,
    surroundings: &Surroundings,
    verdict: &Verdict,
) -> io::Result<()> {
    writeln!(out, "terminal   {}", verdict.terminal)?;
    match answers {
        None => writeln!(
            out,
            "answers    none: standard input or output is no terminal"
        )?,
        Some(answers) => {
            let said = |answer: &Option<String>| answer.clone().unwrap_or_else(|| "-".to_owned());
            writeln!(
                out,
                "answers    BDSM {}, XTVERSION {}, DA2 {}, DA3 {}",
                if answers.bidi_mode { "yes" } else { "no" },
                said(&answers.version),
                said(&answers.secondary),
                said(&answers.tertiary)
            )?;
        }
    }
    writeln!(out, "TERM       {}", surroundings.term)?;
    writeln!(out, "form       {}: {}", verdict.form, verdict.why)?;
    let setup = match verdict.setup {
        Setup::None => "nothing",
        Setup::BidiModeOff => "CSI 8 l, and CSI 8 h at the end",
        Setup::MltermLayoutOff => "OSC 5379 use_ctl=false, and true at the end",
    };
    writeln!(out, "told       {setup}")
}

fn tell_library(out: &mut impl Write, context: &Context) -> anyhow::Result<()> {
    let library = context.open_library()?;
    let counts = library.counts()?;
    let lag = library.index_lag()?;
    writeln!(
        out,
        "library    {}: {} articles, {} unread, {} starred",
        library.dir().display(),
        counts.total,
        counts.unread,
        counts.starred
    )?;
    match lag {
        0 => writeln!(out, "index      up to date")?,
        lag => writeln!(out, "index      {lag} changes behind")?,
    }
    Ok(())
}

fn repair(context: &Context) -> anyhow::Result<ExitCode> {
    let dir = context.library_dir()?;
    let mut out = print::stdout();
    if !library::is_damaged(&dir)? {
        writeln!(out, "the library is whole: nothing to repair")?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let saved = library::salvage(&dir, Timestamp::now(), &mut |_| {})?;
    writeln!(
        out,
        "saved {} articles, of {} the headline only; {} rows could not be read",
        saved.articles, saved.headlines_only, saved.lost
    )?;
    writeln!(
        out,
        "the damaged library is kept as {}",
        saved.old.display()
    )?;
    out.flush()?;
    progress::catch_up(&context.open_library()?);
    Ok(ExitCode::SUCCESS)
}

/// Asks the terminal what it is, and the user which line reads right.
pub(super) fn choose_in_terminal(context: &Context) -> anyhow::Result<()> {
    let wanted = context.form.or(context.settings()?.bidi.form());
    let verdict = decide(&ask()?, &Surroundings::of_this_process(), wanted);
    choose(&mut print::stdout(), &verdict)
}

/// Shows a line in every form and saves the one that reads right.
fn choose(out: &mut impl Write, verdict: &Verdict) -> anyhow::Result<()> {
    let paragraph = Paragraph::new(SAMPLE, BaseDirection::PLAIN);
    let line = paragraph.one_line();
    let visual: String = paragraph.cells(&line).map(|cell| cell.symbol).collect();
    writeln!(out, "\nThe same line in every form:\n")?;
    for (number, form) in (1..).zip(OutputForm::ALL) {
        // As the reader would have it in this form.
        let setup = match form {
            OutputForm::Visual if verdict.setup == Setup::BidiModeOff => ("\x1b[8l", "\x1b[8h"),
            OutputForm::Visual => (verdict.setup.begin(), verdict.setup.end()),
            _ => ("", ""),
        };
        let written = encode_line(form, &visual);
        writeln!(out, "{}{number}  {written}\n{}", setup.0, setup.1)?;
    }
    write!(
        out,
        "Which reads right, from right to left, every letter joined? 1 to {}, or Enter to leave it\n\
         as it is ({}): ",
        OutputForm::ALL.len(),
        verdict.form
    )?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    let answer = answer.trim();
    if answer.is_empty() {
        return Ok(());
    }
    let chosen = answer.parse().ok().and_then(|number: usize| {
        let index = number.checked_sub(1)?;
        OutputForm::ALL.get(index).copied()
    });
    let Some(form) = chosen else {
        anyhow::bail!("{answer:?} is not one of the lines; nothing was changed");
    };
    let Some(path) = paths::settings() else {
        anyhow::bail!("there is no home folder to keep settings in");
    };
    Settings::choose_form(&path, form)?;
    writeln!(out, "bidi = \"{form}\" is saved in {}", path.display())?;
    out.flush()?;
    Ok(())
}
