//! The program `marsad`; all of it is in the library crate.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// What a thread asks for, another gives back: an article goes from the one that parses
/// through the one that stores to the one that indexes. The C library's allocator has them
/// wait for each other.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    marsad::cli::main()
}
