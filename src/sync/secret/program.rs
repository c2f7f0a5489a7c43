//! Programs that say a password.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::SecretError;
use crate::web::Secret;

/// How long a program is waited for: it may ask the user for another password.
const PATIENCE: Duration = Duration::from_secs(120);
/// Bytes of what a program says that are taken.
const LONGEST: u64 = 4_096;

/// The first line of what a program writes.
pub(super) fn said_by(program: &str, arguments: &[impl AsRef<str>]) -> Result<Secret, SecretError> {
    let said = wait(start(program, arguments, Stdio::null())?);
    let failed = |reason: String| SecretError::Program {
        program: program.to_owned(),
        reason,
    };
    let said =
        String::from_utf8(said.map_err(failed)?).map_err(|_| failed("it is no text".to_owned()))?;
    match said.lines().next() {
        Some(line) if !line.is_empty() => Ok(Secret::new(line)),
        _ => Err(failed("it says nothing".to_owned())),
    }
}

/// Starts a program. What it has to complain of is not shown: it could be the password.
pub(super) fn start(
    program: &str,
    arguments: &[impl AsRef<str>],
    input: Stdio,
) -> Result<Child, SecretError> {
    Command::new(program)
        .args(arguments.iter().map(AsRef::as_ref))
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| SecretError::Program {
            program: program.to_owned(),
            reason: error.to_string(),
        })
}

/// What a program writes, if it ends well and in time; else why not.
pub(super) fn wait(mut child: Child) -> Result<Vec<u8>, String> {
    let (send, said) = mpsc::channel();
    let output = child.stdout.take();
    thread::spawn(move || {
        let mut text = Vec::new();
        let read = output.map(|output| output.take(LONGEST).read_to_end(&mut text));
        let _ = send.send(read.transpose().map(|_| text));
    });
    let Ok(said) = said.recv_timeout(PATIENCE) else {
        let _ = child.kill();
        let _ = child.wait();
        return Err(format!("not within {} s", PATIENCE.as_secs()));
    };
    let status = child.wait().map_err(|error| error.to_string())?;
    if !status.success() {
        return Err(status.to_string());
    }
    said.map_err(|error| error.to_string())
}
