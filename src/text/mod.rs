//! The Arabic text engine: from text in logical order to rows of cells in visual
//! order. Pure: it knows no terminal, no store and no clock.
//!
//! The order of work: [`sanitize`] what comes from outside; a [`Paragraph`] takes
//! levels (UAX #9), joining with lam-alef, clusters and break opportunities
//! (UAX #14); its lines are broken at a width and given as cells from left to right.
//!
//! One file a step. `property` has all that is known of a character by one look-up. Common
//! text goes the short way of `plain`: clusters in one walk, joined, and runs of them, for
//! which `levels` (with `implicit`, rules W1 to I2) and `breaks` then find what holds. Any
//! other goes the long way of `special`, through unicode-bidi, `joining`,
//! unicode-segmentation and unicode-linebreak, whose answers the short way must give
//! (`tests/conformance/shortcuts.rs`). Then `order` (rules L1 and L2), line by line.
//!
//! ```
//! use marsad::text::{BaseDirection, Paragraph};
//!
//! let paragraph = Paragraph::new("مرصد (WHO)", BaseDirection::PLAIN);
//! let line = paragraph.one_line();
//! let visual: String = paragraph.cells(&line).map(|cell| cell.symbol).collect();
//! assert_eq!(visual, "(WHO) \u{feaa}\u{febb}\u{feae}\u{fee3}");
//! ```

mod arabic_stem;
mod breaks;
mod class_run;
mod cluster;
pub mod cut;
mod direction;
mod drawn;
pub mod fold;
mod implicit;
pub mod isolates;
mod joining;
mod justify;
pub mod letters;
mod level_run;
mod levels;
pub mod needle;
pub mod numbers;
mod order;
mod paragraph;
mod plain;
mod presentation;
mod property;
pub mod sanitize;
mod special;
mod stem;
pub mod stop_words;
mod term;
mod word_bounds;
pub mod words;

pub use direction::{BaseDirection, Direction};
pub use justify::{TATWEEL, stretch};
pub use levels::Levels;
pub use paragraph::{Cell, Line, Paragraph};
