//! What the welcome of a new library offers, and what comes of it.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::context::Context;
use super::{account, complain, doctor, import, move_in};
use crate::gather::newsboat::Files;
use crate::gather::{self, Subscribed};
use crate::library::Library;
use crate::reader::{Greeting, Offer, Taken};
use crate::sync::{Keeping, Service};
use crate::text::sanitize;

const STARTER: &str = "welcome-starter";
const OPML: &str = "welcome-opml";
const NEWSBOAT: &str = "welcome-newsboat";
const IMPORT: &str = "welcome-import";
const CHECK: &str = "welcome-check";
const SYNC: &str = "welcome-sync";

/// What there is to begin with.
pub(super) fn offers() -> Vec<Offer> {
    // newsboat's files are where it keeps them, else wherever the user says.
    let newsboat = Files::of_user().filter(Files::are_there);
    [
        (STARTER, None),
        (OPML, Some(home())),
        (NEWSBOAT, newsboat.map_or_else(|| Some(home()), |_| None)),
        (IMPORT, Some(home())),
        (CHECK, None),
        (SYNC, None),
    ]
    .map(|(message, path)| Offer { message, path })
    .into()
}

/// With what the reader goes on after an offer was taken.
#[derive(Debug, Default)]
pub(super) struct Begun {
    pub greeting: Greeting,
    /// There are feeds that wait to be fetched, for articles in place of the samples.
    pub has_feeds: bool,
}

/// Does what was chosen. What goes wrong is told by the reader, which goes on all the same.
pub(super) fn take_up(taken: &Taken, context: &Context) -> Begun {
    begin(taken, context).unwrap_or_else(|error| Begun {
        greeting: Greeting {
            error: Some(format!("{error:#}")),
            ..Greeting::default()
        },
        has_feeds: false,
    })
}

fn begin(taken: &Taken, context: &Context) -> anyhow::Result<Begun> {
    let library = context.open_library()?;
    let path = unfolded(&taken.path);
    match taken.message {
        STARTER => Ok(subscribed(&gather::subscribe_to_starter(&library)?)),
        OPML => Ok(subscribed(&move_in::take_list(&path, &library)?)),
        NEWSBOAT => from_newsboat(&taken.path, &library),
        IMPORT => {
            let before = library.counts()?.total;
            on_screen(|| import::run_on(&[path], context).map(|_| ()));
            if library.counts()?.total > before {
                gather::remove_samples(&library)?;
            }
            Ok(Begun::default())
        }
        CHECK => {
            on_screen(|| doctor::choose_in_terminal(context));
            Ok(Begun::default())
        }
        SYNC => {
            let mut is_there = false;
            on_screen(|| {
                ask_for_account(&library, context)?;
                is_there = true;
                Ok(())
            });
            Ok(Begun {
                has_feeds: is_there,
                ..Begun::default()
            })
        }
        _ => Ok(Begun::default()),
    }
}

/// Asks for an account and makes it.
fn ask_for_account(library: &Library, context: &Context) -> anyhow::Result<()> {
    let locale = context.locale()?;
    let ask = |message: &str| -> anyhow::Result<String> {
        write!(
            io::stdout(),
            "{}: ",
            sanitize::without_isolates(&locale.text(message))
        )?;
        io::stdout().flush()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(line.trim().to_owned())
    };
    for (number, service) in (1..).zip(Service::ALL) {
        writeln!(io::stdout(), "{number}  {}", service.name())?;
    }
    let typed = ask("welcome-sync-service")?;
    let number: usize = typed.parse().context(typed)?;
    let service = number.checked_sub(1).and_then(|at| Service::ALL.get(at));
    let service = *service.with_context(|| number.to_string())?;
    let (url, user) = (ask("welcome-sync-address")?, ask("welcome-sync-user")?);
    let question = locale.text("welcome-sync-password");
    let password = account::ask_password(&sanitize::without_isolates(&question))?;
    let new = account::New {
        service,
        url: &url,
        user: &user,
        name: None,
    };
    account::make(&new, Keeping::Best(password), library, context)?;
    Ok(())
}

fn subscribed(subscribed: &Subscribed) -> Begun {
    let mut parts = vec![count("feeds-added", subscribed.added)];
    if !subscribed.rejected.is_empty() {
        parts.push(count("feeds-rejected", subscribed.rejected.len()));
    }
    Begun {
        greeting: Greeting { parts, error: None },
        has_feeds: subscribed.added > 0,
    }
}

fn from_newsboat(path: &str, library: &Library) -> anyhow::Result<Begun> {
    let dir = Some(path).filter(|path| !path.is_empty()).map(unfolded);
    let moved = move_in::take_newsboat(dir.as_deref(), library)?;
    if moved.report.imported > 0 {
        gather::remove_samples(library)?;
    }
    let mut parts = vec![
        count("feeds-added", moved.feeds),
        count("new-count", moved.report.imported),
    ];
    if !moved.rejected.is_empty() {
        parts.push(count("feeds-rejected", moved.rejected.len()));
    }
    Ok(Begun {
        greeting: Greeting { parts, error: None },
        has_feeds: moved.feeds > 0,
    })
}

fn count(message: &'static str, count: usize) -> (&'static str, Option<u64>) {
    (message, Some(count as u64))
}

/// Does `act` on the screen that the reader has left, and waits for Enter.
fn on_screen(act: impl FnOnce() -> anyhow::Result<()>) {
    if let Err(error) = act() {
        complain(&format!("{error:#}"));
    }
    let _ = write!(io::stdout(), "\nEnter: ").and_then(|()| io::stdout().flush());
    let _ = io::stdin().lock().read_line(&mut String::new());
}

/// The home folder with its separator, to begin a path with.
fn home() -> String {
    std::env::var("HOME").map_or_else(|_| String::new(), |home| format!("{home}/"))
}

/// A path as it was typed, `~` being the home folder.
fn unfolded(path: &str) -> PathBuf {
    match path.strip_prefix("~/") {
        Some(rest) => Path::new(&home()).join(rest),
        None => PathBuf::from(path),
    }
}
