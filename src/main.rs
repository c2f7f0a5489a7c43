//! The program `marsad`; all of it is in the library crate.

#![forbid(unsafe_code)]

use std::io::{self, Write as _};
use std::process::ExitCode;

use mimalloc::MiMalloc;
use signal_hook::low_level::exit;

/// What a thread asks for, another gives back: an article goes from the one that parses
/// through the one that stores to the one that indexes. The C library's allocator has them
/// wait for each other.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let code = marsad::cli::main();
    if code == ExitCode::SUCCESS {
        let _ = io::stdout().flush();
        // The system takes back what memory is left sooner than the allocator puts it in order.
        exit(0);
    }
    code
}
