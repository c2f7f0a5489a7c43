//! What the reader does outside its own window: opening addresses, telling of news.

use std::io::{self, Write};
use std::process::Command;
use std::thread;

use super::state::Reader;
use crate::terminal::{Surroundings, notice};

/// Opens the address that the user has asked for, if any.
pub(super) fn open(reader: &mut Reader) {
    let Some(opening) = reader.take_opening() else {
        return;
    };
    let commands = &reader.preferences.commands;
    let mut opener = commands.opener(&opening.url, opening.media_type.as_deref());
    if let Err(error) = start(&mut opener) {
        let program = opener.get_program().to_string_lossy().into_owned();
        reader.complain_of(&format!("{program}: {error}"));
    }
}

/// Tells of the news that the user wants to be told of, by the terminal and by the
/// user's command.
///
/// # Errors
/// When the terminal cannot be written to.
pub(super) fn tell(reader: &mut Reader, surroundings: &Surroundings) -> io::Result<()> {
    for (source, title) in reader.take_notices() {
        let commands = &reader.preferences.commands;
        let mut out = io::stdout();
        out.write_all(notice(surroundings, &source, &title).as_bytes())?;
        out.flush()?;
        if let Some(mut command) = commands.notify(&source, &title)
            && let Err(error) = start(&mut command)
        {
            reader.complain_of(&error.to_string());
        }
    }
    Ok(())
}

/// Starts `command` and sees to its end without waiting for it.
fn start(command: &mut Command) -> io::Result<()> {
    let mut child = command.spawn()?;
    thread::spawn(move || child.wait());
    Ok(())
}
