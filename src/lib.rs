//! marsad (مرصد): a terminal news reader for people who read Arabic.
//!
//! The map of the house. Each room is a folder with one job; a room may use the
//! rooms below it and never one above it (a test in `tests/house.rs` holds this).
//!
//! | room | job | may use |
//! |---|---|---|
//! | [`cli`] | the command line: one file a subcommand | everything below |
//! | [`reader`] | the application: state, actions, update, panes | gather, sync, library, article, text, terminal, locale, config |
//! | [`config`] | settings and paths | locale, terminal |
//! | [`terminal`] | the boundary with the real terminal | text |
//! | [`gather`] | what is elsewhere into the library: feeds, pages in full, another reader's | library, feed, web, article, text |
//! | [`sync`] | accounts with servers: what is read there and here, in step | library, feed, web, article, text |
//! | [`library`] | what is on disk: store, index, search, related | article, text |
//! | [`feed`] | bytes of a feed or a document into articles, and back | article, text |
//! | [`web`] | addresses into bytes, politely and within limits | – |
//! | [`article`] | the document model: article, blocks, inline text | text |
//! | [`locale`] | words, plurals, numerals, dates of the interface | text |
//! | [`text`] | the Arabic text engine; pure: no terminal, no store, no clock | – |
//!
//! Data flows one way: bytes → [`feed`] (parse, sanitise) → [`library`] (store,
//! index) → [`reader`] (state) → [`text`] (lay out) → frame of visual cells →
//! [`terminal`] (write for this terminal) → screen. A key flows: terminal event →
//! keymap → action → update → state. Rendering reads state and changes none of it.
//!
//! Other programs want [`text`], which knows nothing of the rest: `examples/arabic.rs` shows
//! Arabic in any ratatui program with it, and [`terminal::encode_line`] what terminals with an
//! order of their own need besides. The other rooms are public for the tests and change with
//! the reader.

#![forbid(unsafe_code)]

pub mod article;
pub mod cli;
pub mod config;
pub mod feed;
pub mod gather;
pub mod library;
pub mod locale;
pub mod reader;
pub mod sync;
pub mod terminal;
pub mod text;
pub mod web;
