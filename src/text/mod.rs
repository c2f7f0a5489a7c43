//! The Arabic text engine: from text in logical order to rows of cells in visual
//! order. Pure: it knows no terminal, no store and no clock.

pub mod fold;
pub mod sanitize;
pub mod stop_words;
pub mod words;
