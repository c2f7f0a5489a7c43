//! What the terminal and the system tell the reader.

use std::io::{self, PipeReader, PipeWriter};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossterm::event::MouseEvent;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::decode::{Decoder, Input};
use super::mode;
use super::press::Press;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key, or keys together.
    Key(Press),
    /// A button, the wheel or a movement, in cells from the top left.
    Mouse(MouseEvent),
    /// Text from the clipboard, as it came: it may hold anything.
    Paste(String),
    /// The terminal's answer to a question, the whole sequence.
    Reply(Vec<u8>),
    /// The terminal has another size.
    Resize,
    /// The program is asked to stop for a while.
    Suspend,
    /// The program goes on after having been stopped.
    GoOn,
    /// A signal asks the program to end. One that has not ended soon after is ended.
    End(Signal),
    /// The terminal has gone away.
    HungUp,
}

/// A signal that ends the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal(i32);

impl Signal {
    /// The exit code that says that this signal ended the program, as shells give it.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        u8::try_from(self.0).map_or(u8::MAX, |number| number.saturating_add(128))
    }
}

/// How long the program may take to end by itself once it is asked to.
const GRACE: Duration = Duration::from_secs(3);
/// Bytes read at a time; a paste comes in several parts.
const READ: usize = 4096;

/// Passes signals on to `tell` from a thread of their own.
pub(super) fn watch_signals(tell: impl Fn(Event) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let heard = match signal {
                SIGWINCH => tell(Event::Resize),
                SIGTSTP => tell(Event::Suspend),
                SIGCONT => tell(Event::GoOn),
                _ => {
                    tell(Event::End(Signal(signal)));
                    thread::sleep(GRACE);
                    mode::leave_and_exit(i32::from(Signal(signal).exit_code()));
                }
            };
            if !heard {
                break;
            }
        }
    });
    Ok(())
}

/// The thread that reads what is typed. It ends when this is dropped, and takes nothing of
/// what is typed after: that is for whoever has the terminal next.
#[derive(Debug)]
pub(super) struct Reading {
    /// Closing it is what ends the thread.
    stop: Option<PipeWriter>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Passes what is typed on to `tell` from a thread of its own.
pub(super) fn read_input(tell: impl Fn(Event) -> bool + Send + 'static) -> io::Result<Reading> {
    let (stopped, stop) = io::pipe()?;
    let thread = thread::spawn(move || {
        let mut decoder = Decoder::default();
        let mut bytes = [0; READ];
        loop {
            match wait(decoder.patience(), &stopped) {
                Ok(Woken::Stopped) => return,
                Ok(Woken::Input) => match rustix::io::read(rustix::stdio::stdin(), &mut bytes) {
                    // What is read from a terminal that has gone away is nothing.
                    Ok(0) => break,
                    Ok(count) => decoder.feed(&bytes[..count]),
                    Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
                    Err(_) => break,
                },
                Ok(Woken::Nothing) => decoder.give_up(),
                Err(_) => break,
            }
            for input in decoder.by_ref() {
                let event = match input {
                    Input::Key(key) => Event::Key(key),
                    Input::Mouse(mouse) => Event::Mouse(mouse),
                    Input::Paste(text) => Event::Paste(text),
                    Input::Reply(bytes) => Event::Reply(bytes),
                };
                if !tell(event) {
                    return;
                }
            }
        }
        tell(Event::HungUp);
    });
    Ok(Reading {
        stop: Some(stop),
        thread: Some(thread),
    })
}

/// What ended a wait.
enum Woken {
    /// There is something to read.
    Input,
    /// No one wants it any more.
    Stopped,
    Nothing,
}

/// Waits for something to read until `patience` ends or `stopped` is closed.
fn wait(patience: Option<Duration>, stopped: &PipeReader) -> rustix::io::Result<Woken> {
    let timeout = patience.map(|patience| Timespec {
        tv_sec: patience.as_secs().cast_signed(),
        tv_nsec: patience.subsec_nanos().into(),
    });
    let stdin = rustix::stdio::stdin();
    let mut watched = [
        PollFd::new(&stdin, PollFlags::IN),
        PollFd::new(stopped, PollFlags::IN),
    ];
    match poll(&mut watched, timeout.as_ref()) {
        Ok(_) if !watched[1].revents().is_empty() => Ok(Woken::Stopped),
        Ok(_) if !watched[0].revents().is_empty() => Ok(Woken::Input),
        Ok(_) => Ok(Woken::Nothing),
        // A signal came; what was waited for may still come.
        Err(rustix::io::Errno::INTR) => Ok(Woken::Nothing),
        Err(error) => Err(error),
    }
}
