//! The Arabic text engine: from text in logical order to rows of cells in visual
//! order. Pure: it knows no terminal, no store and no clock.
//!
//! The order of work: [`sanitize`] what comes from outside; a [`Paragraph`] takes
//! levels (UAX #9), joining with lam-alef, clusters and break opportunities
//! (UAX #14); its lines are broken at a width and given as cells from left to right.
//!
//! ```
//! use marsad::text::{BaseDirection, Paragraph};
//!
//! let paragraph = Paragraph::new("مرصد (WHO)", BaseDirection::PLAIN);
//! let line = paragraph.one_line();
//! let visual: String = paragraph.cells(&line).map(|cell| cell.symbol).collect();
//! assert_eq!(visual, "(WHO) \u{feaa}\u{febb}\u{feae}\u{fee3}");
//! ```

mod cluster;
mod direction;
pub mod fold;
mod joining;
mod justify;
pub mod letters;
mod paragraph;
mod presentation;
pub mod sanitize;
pub mod stop_words;
mod word_bounds;
pub mod words;

pub use direction::{BaseDirection, Direction};
pub use justify::{TATWEEL, stretch};
pub use paragraph::{Cell, Line, Paragraph};
