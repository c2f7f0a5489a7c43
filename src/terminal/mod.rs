//! The boundary with the real terminal: setup and restore, events, and writing rows
//! of visual cells in the form the terminal shows rightly. Knows no widget.
//!
//! ```no_run
//! use std::sync::mpsc;
//! use marsad::terminal::{Event, Frame, Manner, Session};
//! use ratatui::buffer::Buffer;
//!
//! let (send, events) = mpsc::channel();
//! let session = Session::open(move |event| send.send(event).is_ok())?;
//! let mut display = session.display(Manner::default());
//! let mut cells = Buffer::empty(session.size()?.into());
//! while let Ok(event) = events.recv() {
//!     match event {
//!         Event::Suspend => drop(session.suspend()?),
//!         Event::GoOn => drop(session.go_on()?),
//!         Event::End(_) | Event::HungUp => break,
//!         _ => {
//!             let changed = [cells.area];
//!             // … draws into `cells` …
//!             display.show(&Frame { cells: &cells, changed: &changed, scrolled: None, cursor: None })?;
//!         }
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cell;
mod clipboard;
mod decode;
mod display;
mod error;
mod events;
mod form;
mod graphics;
mod hidden;
mod hyperlink;
mod keys;
mod mode;
mod mouse;
mod notice;
mod policy;
mod press;
mod probe;
mod row_writer;
mod session;
mod sgr;
mod stops;
mod surroundings;
mod theme;

pub use clipboard::Clipboard;
pub use decode::{Decoder, Input};
pub use display::{Display, Frame, Manner, Scrolled, scrolls};
pub use error::TerminalError;
pub use events::{Event, Signal};
pub use form::{OutputForm, UnknownForm, encode_line, encode_row};
pub use graphics::{Image, Pictures, Protocol, Shown, protocol};
pub use hidden::hidden_line;
pub use hyperlink::{Hyperlinks, follows_links};
pub use notice::notice;
pub use policy::{Setup, Verdict, decide};
pub use press::Press;
pub use probe::Answers;
pub use session::{Session, check};
pub use sgr::Palette;
pub use surroundings::{Multiplexer, Surroundings};
pub use theme::{Depth, Rgb, Theme};
