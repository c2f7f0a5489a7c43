//! `marsad man`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::{Cli, print};
use crate::reader::Action;

/// Print the manual page, or that of a command
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    marsad man | man -l -\n  \
    marsad man list | man -l -\n  \
    marsad man --all ~/.local/share/man/man1")]
pub(super) struct Args {
    /// The command
    #[arg(value_name = "COMMAND")]
    command: Option<String>,

    /// Write the pages of marsad and of all its commands into a folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    all: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut cli = Cli::command().disable_help_subcommand(true);
    cli.build();
    if let Some(dir) = &args.all {
        write_all(&cli, dir)?;
        return Ok(ExitCode::SUCCESS);
    }
    let page = match &args.command {
        None => main_page(&cli)?,
        Some(name) => {
            let command = cli
                .find_subcommand(name)
                .with_context(|| format!("there is no command {name:?}"))?;
            page_of(command)?
        }
    };
    let mut out = print::stdout();
    out.write_all(&page)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write_all(cli: &Command, dir: &Path) -> anyhow::Result<()> {
    let write = |name: &str, page: Vec<u8>| {
        let path = dir.join(format!("{name}.1"));
        std::fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))
    };
    std::fs::create_dir_all(dir).with_context(|| format!("cannot use {}", dir.display()))?;
    write("marsad", main_page(cli)?)?;
    for command in cli.get_subcommands() {
        write(&format!("marsad-{}", command.get_name()), page_of(command)?)?;
    }
    Ok(())
}

fn page_of(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

/// The page of marsad, with what no option tells: keys, files, environment.
fn main_page(cli: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(cli.clone()).render(&mut page)?;
    writeln!(
        page,
        ".SH KEYS\nThe keys of the reader by default, by the names that the settings give to actions. The letter\nof an Arabic or Persian layout acts as the Latin one on its key."
    )?;
    for action in Action::ALL {
        let keys = action.default_keys().join(", ");
        writeln!(
            page,
            ".TP\n\\fB{}\\fR\n{}",
            escaped(action.name()),
            escaped(&keys)
        )?;
    }
    writeln!(
        page,
        ".SH FILES\n.TP\n\\fIconfig.toml\\fR\nThe settings; \\fBmarsad config path\\fR says where, \\fBmarsad config init\\fR writes it with every\nsetting explained."
    )?;
    writeln!(page, ".SH ENVIRONMENT")?;
    for (name, about) in [
        ("MARSAD_LIBRARY", "The folder of the library."),
        (
            "LC_ALL, LC_MESSAGES, LANG",
            "The language of the interface where the settings leave it open, and the country for names of months and the keyboard.",
        ),
        ("NO_COLOR", "No colours when set."),
        ("VISUAL, EDITOR", "What edits the settings."),
    ] {
        writeln!(page, ".TP\n\\fB{name}\\fR\n{about}")?;
    }
    writeln!(page, ".SH EXIT STATUS\n0 done, 1 failed, 2 used wrongly.")?;
    Ok(page)
}

/// Text that troff leaves as it is, also at the start of a line.
fn escaped(text: &str) -> String {
    format!("\\&{}", text.replace('\\', "\\e").replace('-', "\\-"))
}
