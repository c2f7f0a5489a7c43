//! The application: state, actions, update, panes. Drawing reads the state and
//! changes none of it. Knows no file format and no escape sequence.

mod action;
mod commands;
mod copying;
mod draw;
mod entries;
mod errands;
mod gathering;
mod help_keys;
mod input;
mod keymap;
mod layout;
mod links;
mod list;
mod menu;
mod mouse;
mod opened;
mod outside;
mod plain;
mod preferences;
mod query_error;
mod run;
mod searching;
mod state;
mod story;
mod theme;
pub mod typeset;
mod typing;
mod undoing;
mod update;
mod watch;
mod welcome;
mod widths;
mod worker;

pub use action::Action;
pub use draw::draw;
pub use errands::Errand;
pub use gathering::{Fetch, Rhythm};
pub use keymap::Keymap;
pub use links::Opening;
pub use plain::plain;
pub use preferences::Preferences;
pub use run::{Ended, Options, ReaderError, run};
pub use state::{Reader, Wish};
pub use welcome::{Offer, Taken};
pub use worker::{Job, News, perform};
