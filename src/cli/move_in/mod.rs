//! `marsad import --from`.

mod keys;
mod options;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use directories::BaseDirs;
use jiff::Timestamp;

use super::{complain, opml, print, progress};
use crate::feed::{self, Origin};
use crate::gather::Subscribed;
use crate::gather::newsboat::{self, Files, Moved};
use crate::library::Library;

/// A reader to move in from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Reader {
    Newsboat,
    /// Its list of feeds; what else it keeps has no documented form.
    Liferea,
    /// An OPML file that it has exported.
    Newsflash,
    /// Any list of subscriptions.
    Opml,
}

pub(super) fn run(
    reader: Reader,
    paths: &[PathBuf],
    library: &Library,
) -> anyhow::Result<ExitCode> {
    let path = match paths {
        [] => None,
        [path] => Some(path.as_path()),
        _ => anyhow::bail!("one reader keeps its things in one place; name one"),
    };
    match reader {
        Reader::Newsboat => from_newsboat(path, library),
        Reader::Liferea => {
            let dirs = BaseDirs::new().context("there is no home folder")?;
            let own = dirs.config_dir().join("liferea/feedlist.opml");
            let list = match path {
                Some(dir) if dir.is_dir() => dir.join("feedlist.opml"),
                Some(list) => list.to_owned(),
                None => own,
            };
            from_list(&list, library)
        }
        Reader::Newsflash | Reader::Opml => {
            let list = path.context("name the OPML file")?;
            from_list(list, library)
        }
    }
}

fn from_list(list: &Path, library: &Library) -> anyhow::Result<ExitCode> {
    let subscribed = take_list(list, library)?;
    let mut out = print::stdout();
    writeln!(
        out,
        "feeds {}, already there {}, rejected {}",
        subscribed.added,
        subscribed.known,
        subscribed.rejected.len()
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Subscribes to what the file `list` names; what is no address is named.
pub(super) fn take_list(list: &Path, library: &Library) -> anyhow::Result<Subscribed> {
    let name = list.display().to_string();
    let bytes = std::fs::read(list).with_context(|| name.clone())?;
    let list = feed::opml::read(&bytes, &Origin::named(&name)).context(name)?;
    opml::subscribe(library, &list)
}

/// Takes over what newsboat has in `dir`, or where it keeps its files, its keys and options too; what
/// cannot be taken over is named.
pub(super) fn take_newsboat(dir: Option<&Path>, library: &Library) -> anyhow::Result<Moved> {
    let files = match dir {
        Some(dir) => Files::within(dir),
        None => Files::of_user().context("there is no home folder; name newsboat's")?,
    };
    let moved = newsboat::move_in(library, &files, Timestamp::now())?;
    for taken in [keys::take(&moved.keys), options::take(&moved.options)] {
        if let Err(error) = taken {
            complain(&format!("{error:#}"));
        }
    }
    for (name, reason) in &moved.rejected {
        complain(&format!("{name}: {reason}"));
    }
    Ok(moved)
}

fn from_newsboat(dir: Option<&Path>, library: &Library) -> anyhow::Result<ExitCode> {
    let moved = take_newsboat(dir, library)?;
    let mut out = print::stdout();
    let Moved {
        feeds,
        known_feeds,
        smart_feeds,
        report,
        read,
        starred,
        rejected,
        keys,
        options,
    } = &moved;
    writeln!(
        out,
        "feeds {feeds}, already there {known_feeds}, smart feeds {smart_feeds}"
    )?;
    print::report(&mut out, report, rejected.len())?;
    writeln!(out, "of those imported: read {read}, starred {starred}")?;
    keys::tell(&mut out, keys)?;
    options::tell(&mut out, options)?;
    out.flush()?;
    progress::catch_up(library);
    Ok(ExitCode::SUCCESS)
}
