//! The program `marsad`; all of it is in the library crate.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    marsad::cli::main()
}
