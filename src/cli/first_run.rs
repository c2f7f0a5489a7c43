//! What the welcome of a new library offers, and what comes of it.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use super::context::Context;
use super::{complain, doctor, import};
use crate::reader::{Offer, Taken};

const IMPORT: &str = "welcome-import";
const CHECK: &str = "welcome-check";

/// What there is to begin with.
pub(super) fn offers() -> Vec<Offer> {
    vec![
        Offer {
            message: IMPORT,
            path: Some(home()),
        },
        Offer {
            message: CHECK,
            path: None,
        },
    ]
}

/// Does what was chosen, on the screen that the reader has left, and waits for Enter. What
/// goes wrong is told, and the reader goes on all the same.
pub(super) fn take_up(taken: &Taken, context: &Context) {
    let done = match taken.message {
        IMPORT => import::run_on(&[unfolded(&taken.path)], context).map(|_| ()),
        CHECK => doctor::choose_in_terminal(context),
        _ => Ok(()),
    };
    if let Err(error) = done {
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
        Some(rest) => PathBuf::from(home()).join(rest),
        None => PathBuf::from(path),
    }
}
