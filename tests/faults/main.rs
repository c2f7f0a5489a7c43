//! marsad in anger: hostile text and documents, crashes, full disks, many at once, bad
//! terminals, long runs, and inputs that nobody wrote. Each promise of
//! docs/reliability.md is held here or names where it is.
//!
//! By default little is tried of each; `tests/faults/run` tries all.
#![cfg(target_os = "linux")]

mod bench;
mod disk;
mod effort;
mod fuzz;
mod hostile_documents;
mod hostile_text;
mod io_errors;

mod kill;
mod long_run;
mod no_way_out;
mod payloads;
mod pictures;
mod private;
mod pty;
#[allow(dead_code)]
#[path = "../reader/screen.rs"]
mod screen;
mod terminal;
mod together;
mod writer;
