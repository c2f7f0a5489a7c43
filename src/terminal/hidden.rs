//! A line that is typed and not seen.

use std::io::{self, BufRead, Write};

use rustix::termios::{self, LocalModes, OptionalActions};

/// Asks for a line at the terminal that standard input is, and shows nothing of it. Where
/// standard input is something else, its next line.
///
/// # Errors
/// When it cannot be read.
pub fn hidden_line(question: &str) -> io::Result<String> {
    let input = rustix::stdio::stdin();
    if !termios::isatty(input) {
        return line();
    }
    let before = termios::tcgetattr(input)?;
    let mut silent = before.clone();
    silent.local_modes.remove(LocalModes::ECHO);
    write!(io::stderr(), "{question}: ")?;
    termios::tcsetattr(input, OptionalActions::Flush, &silent)?;
    let typed = line();
    termios::tcsetattr(input, OptionalActions::Drain, &before)?;
    writeln!(io::stderr())?;
    typed
}

fn line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    line.truncate(line.trim_end_matches(['\n', '\r']).len());
    Ok(line)
}
