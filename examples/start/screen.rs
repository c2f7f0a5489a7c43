//! A program in a pseudo-terminal, and when its screen shows what.

use std::env;
use std::io::{self, Read, Write};
use std::num::NonZero;
use std::path::{self, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const COLUMNS: u16 = 160;
const ROWS: u16 = 48;

/// Longest time that a start may take.
const DEADLINE: Duration = Duration::from_secs(600);

/// The last question by which marsad finds out what terminal it is in, the end of its
/// frames, and what a plain terminal answers.
const QUESTION: &[u8] = b"\x1b[c";
const ANSWER: &[u8] = b"\x1b[?62c";
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// When a screen is there.
pub enum Until {
    /// It shows this text.
    Shows(String),
    /// A frame has ended with something on the first and the last row.
    Frame,
}

pub struct Screen {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
    seen: Vec<u8>,
    begun: Instant,
    _master: Box<dyn MasterPty + Send>,
}

impl Screen {
    pub fn start(command: &[String]) -> anyhow::Result<Self> {
        let pair = native_pty_system().openpty(PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        })?;
        let mut builder = CommandBuilder::new(program(&command[0])?);
        builder.args(&command[1..]);
        // Otherwise it begins in the user's own folder.
        builder.cwd(env::current_dir()?);
        builder.env("TERM", "xterm-256color");
        builder.env("LANG", "C.UTF-8");
        let mut source = pair.master.try_clone_reader()?;
        let (send, output) = mpsc::channel();
        let keys = pair.master.take_writer()?;
        let begun = Instant::now();
        let child = pair.slave.spawn_command(builder)?;
        drop(pair.slave);
        thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(count @ 1..) = source.read(&mut bytes) {
                let chunk = (Instant::now(), bytes[..count].to_vec());
                if send.send(chunk).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            child,
            keys,
            output,
            parser: vt100::Parser::new(
                NonZero::new(ROWS).context("rows")?,
                NonZero::new(COLUMNS).context("columns")?,
                0,
            ),
            seen: Vec::new(),
            begun,
            _master: pair.master,
        })
    }

    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap_or(0)
    }

    /// Waits for the first screen; gives the time from the start to it.
    pub fn wait(&mut self, until: &Until) -> anyhow::Result<Duration> {
        loop {
            let left = (self.begun + DEADLINE).saturating_duration_since(Instant::now());
            let Ok((at, bytes)) = self.output.recv_timeout(left) else {
                let shown = self.parser.screen().contents();
                bail!("the first screen never came:\n{shown}");
            };
            let before = self.seen.len();
            self.seen.extend_from_slice(&bytes);
            self.parser.process(&bytes);
            if found(&self.seen, QUESTION, before) {
                self.keys.write_all(ANSWER)?;
            }
            let is_there = match until {
                Until::Shows(text) => self.parser.screen().contents().contains(text.as_str()),
                Until::Frame => found(&self.seen, FRAME_END, before) && self.is_filled(),
            };
            if is_there {
                return Ok(at - self.begun);
            }
        }
    }

    fn is_filled(&self) -> bool {
        let rows: Vec<String> = self.parser.screen().rows(0, COLUMNS).collect();
        let is_written = |row: Option<&String>| row.is_some_and(|row| !row.trim().is_empty());
        is_written(rows.first()) && is_written(rows.last())
    }

    /// Types `keys` and waits for the end.
    pub fn end(mut self, keys: &str) -> anyhow::Result<()> {
        self.keys.write_all(keys.as_bytes())?;
        let end = Instant::now() + Duration::from_secs(10);
        while self.child.try_wait()?.is_none() {
            if Instant::now() > end {
                self.child.kill()?;
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

/// Whether `wanted` ends in what `seen` got after `before`.
fn found(seen: &[u8], wanted: &[u8], before: usize) -> bool {
    let from = before.saturating_sub(wanted.len() - 1);
    seen[from..]
        .windows(wanted.len())
        .any(|bytes| bytes == wanted)
}

/// A path is seen from here, as in a shell; a name alone is looked for where programs are.
fn program(name: &str) -> io::Result<PathBuf> {
    if name.contains(path::is_separator) {
        path::absolute(name)
    } else {
        Ok(PathBuf::from(name))
    }
}
