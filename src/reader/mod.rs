//! The application: state, actions, update, panes. Drawing reads the state and
//! changes none of it. Knows no file format and no escape sequence.

mod action;
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
mod query_error;
mod run;
mod state;
mod theme;
pub mod typeset;
mod update;
mod worker;

pub use draw::draw;
pub use gathering::{Errand, Rhythm};
pub use links::Opening;
pub use run::{Ended, Options, ReaderError, run};
pub use state::{Reader, Wish};
pub use worker::{Job, News, perform};
