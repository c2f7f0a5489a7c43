//! `marsad config`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, ExitCode};

use anyhow::{Context as _, bail};
use clap::Subcommand;

use super::context::Context;
use super::print;
use crate::config::{Settings, paths};
use crate::locale::Region;
use crate::reader::{Action, Keymap, Preferences};

/// Write, show or edit the settings
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  marsad config init\n  marsad config edit\n  marsad config show"
)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a settings file with every setting in it, commented out
    Init,
    /// Show every setting, and where it comes from
    Show,
    /// Open the settings file in $VISUAL or $EDITOR, and check it
    Edit,
    /// Print where the settings file is
    Path,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    let path = paths::settings().context("there is no home folder to keep settings in")?;
    let mut out = print::stdout();
    match args.command {
        Command::Init => {
            if !Settings::init(&path, &keys())? {
                bail!("{} is there already; it was left as it is", path.display());
            }
            writeln!(out, "wrote {}", path.display())?;
        }
        Command::Show => show(&mut out, &path, context)?,
        Command::Edit => edit(&path)?,
        Command::Path => writeln!(out, "{}", path.display())?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The table of keys as it is by default, commented out.
fn keys() -> String {
    let mut text = String::from(
        "\n# Keys: the name of an action and its keys, in place of those it has by default. A key\n\
         # is the character it types or a name (enter, space, pagedown, f5), with ctrl-, alt- or\n\
         # shift- before it; keys with blanks between them are pressed one after the other, such\n\
         # as \"g g\" or \"ctrl-x s\". An empty list takes the keys away.\n\
         # [keys]\n",
    );
    for action in Action::ALL {
        let keys = toml::Value::from(action.default_keys().to_vec());
        text.push_str(&format!("# {} = {keys}\n", action.name()));
    }
    text
}

/// One line a setting: its value, and whether the file, the environment or nobody chose it.
fn show(out: &mut impl Write, path: &Path, context: &Context) -> anyhow::Result<()> {
    let settings = context.settings()?;
    let region = Region::of_this_process();
    let chosen = Preferences::new(&settings, &region)?;
    let file = |line: usize| format!("{}, line {line}", path.display());
    let table = toml::Table::try_from(&settings)?;
    for (name, value) in &table {
        let source = settings.line_of(name).map_or_else(
            || found_out(name, &chosen, &region).unwrap_or_else(|| "default".to_owned()),
            file,
        );
        writeln!(out, "{name} = {value}  # {source}")?;
    }
    let default = Keymap::default();
    writeln!(out, "\n[keys]")?;
    for action in Action::ALL {
        let keys = |keymap: &Keymap| -> Vec<String> {
            keymap.keys(*action).map(ToString::to_string).collect()
        };
        let own = settings
            .keys
            .iter()
            .find(|setting| setting.action.text == action.name());
        let source = match own {
            Some(setting) => file(settings.line(&setting.action.place)),
            None if keys(&chosen.keymap) != keys(&default) => {
                "what is left of the default".to_owned()
            }
            None => "default".to_owned(),
        };
        let keys = toml::Value::from(keys(&chosen.keymap));
        writeln!(out, "{} = {keys}  # {source}", action.name())?;
    }
    Ok(())
}

/// What a setting that is left open comes to.
fn found_out(name: &str, chosen: &Preferences, region: &Region) -> Option<String> {
    let by = |value: &str, known: bool| {
        let source = if known {
            "by the environment"
        } else {
            "default"
        };
        Some(format!("{value}, {source}"))
    };
    match name {
        "language" => by(chosen.language.tag(), region.language.is_some()),
        "months" => by(
            toml::Value::try_from(chosen.conventions.months)
                .ok()?
                .as_str()?,
            region.country.is_some(),
        ),
        _ => None,
    }
}

/// Opens the file in the user's editor; it is made first if need be. What is then wrong in
/// it is told.
fn edit(path: &Path) -> anyhow::Result<()> {
    Settings::init(path, &keys())?;
    let command = ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.trim().is_empty())
        .unwrap_or_else(|| "vi".to_owned());
    // Such as `code --wait`: words, and no shell.
    let mut words = command.split_whitespace();
    let program = PathBuf::from(words.next().unwrap_or("vi"));
    let ended = Process::new(&program)
        .args(words)
        .arg(path)
        .status()
        .with_context(|| format!("cannot start {}", program.display()))?;
    if !ended.success() {
        bail!("{} ended with {ended}", program.display());
    }
    Preferences::new(&Settings::read(path)?, &Region::of_this_process())?;
    Ok(())
}
