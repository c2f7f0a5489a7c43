//! The terminal while the reader has it.

use std::io::{self, IsTerminal, Stdout};
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Mutex, Once, PoisonError};
use std::time::Instant;

use ratatui::layout::Size;
use signal_hook::consts::SIGTSTP;
use signal_hook::low_level::raise;

use super::display::{Display, Manner};
use super::error::TerminalError;
use super::events::{self, Event, Reading};
use super::mode;
use super::policy::Setup;
use super::probe::{self, Answers};
use super::stops::Stops;

/// A session is open. There is one terminal.
static OPEN: AtomicBool = AtomicBool::new(false);
/// The last panic while a session was open. It is told when the terminal has been given
/// back; until then it would be written across the screen, and one that is caught, as
/// the library catches those of a damaged index, is nobody's business.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// The terminal in raw mode with its alternate screen. It is given back as it was when
/// this is dropped, also by a panic, and when a signal ends the program.
#[derive(Debug)]
pub struct Session {
    reading: Option<Reading>,
    stops: Stops,
}

/// Whether there is a terminal to take over.
///
/// # Errors
/// [`TerminalError::NotATerminal`], naming what is none.
pub fn check() -> Result<(), TerminalError> {
    if !io::stdin().is_terminal() {
        return Err(TerminalError::NotATerminal("standard input"));
    }
    if !io::stdout().is_terminal() {
        return Err(TerminalError::NotATerminal("standard output"));
    }
    Ok(())
}

impl Session {
    /// Takes the terminal over. `tell` gets its events, from threads that end when it
    /// returns false.
    ///
    /// # Errors
    /// [`TerminalError::NotATerminal`] when standard input or output is none; when the
    /// terminal is in use already or cannot be set.
    pub fn open(
        tell: impl Fn(Event) -> bool + Clone + Send + 'static,
    ) -> Result<Self, TerminalError> {
        check()?;
        if OPEN.swap(true, Ordering::AcqRel) {
            return Err(TerminalError::InUse);
        }
        // From here on dropping this gives back whatever has been taken.
        let stops = Stops::watch().inspect_err(|_| OPEN.store(false, Ordering::Release));
        let mut session = Self {
            reading: None,
            stops: stops.map_err(TerminalError::io("watch for signals"))?,
        };
        keep_panics_for_later();
        events::watch_signals(tell.clone()).map_err(TerminalError::io("watch for signals"))?;
        mode::enter().map_err(TerminalError::io("take over the terminal"))?;
        let reading = events::read_input(tell);
        session.reading = Some(reading.map_err(TerminalError::io("read what is typed"))?);
        Ok(session)
    }

    /// What frames are shown on.
    #[must_use]
    pub fn display(&self, manner: Manner) -> Display<Stdout> {
        Display::new(io::stdout(), manner)
    }

    /// Columns and rows of the terminal. Some terminals report no size at first; 80 by 24
    /// stands in.
    ///
    /// # Errors
    /// When the terminal cannot be asked.
    pub fn size(&self) -> Result<Size, TerminalError> {
        let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout());
        let size = size.map_err(|error| TerminalError::io("ask for its size")(error.into()))?;
        if size.ws_col == 0 || size.ws_row == 0 {
            return Ok(Size::new(80, 24));
        }
        Ok(Size::new(size.ws_col, size.ws_row))
    }

    /// Asks the terminal what it is and waits for its answers, at most for
    /// 150 ms. `events` is where the session's events arrive;
    /// `reply` takes the reply out of one. What else arrives joins `early`.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn ask<T>(
        &self,
        events: &Receiver<T>,
        reply: impl Fn(T) -> Result<Vec<u8>, T>,
        early: &mut Vec<T>,
    ) -> Result<Answers, TerminalError> {
        let end = Instant::now() + probe::PATIENCE;
        mode::ask(probe::QUESTIONS).map_err(TerminalError::io("ask the terminal what it is"))?;
        let mut answers = Answers::default();
        while !answers.complete {
            let left = end.saturating_duration_since(Instant::now());
            match events.recv_timeout(left).map(&reply) {
                Ok(Ok(reply)) => answers.hear(&reply),
                Ok(Err(other)) => early.push(other),
                Err(_) => break,
            }
        }
        Ok(answers)
    }

    /// Tells the terminal what it needs to be told. It is told so again after a
    /// suspension, and it is undone when the terminal is given back. The screen may be
    /// cleared by it.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn set_up(&self, setup: Setup) -> Result<(), TerminalError> {
        mode::set_up(setup).map_err(TerminalError::io("set the terminal up"))
    }

    /// Asks for what the mouse does, or no longer; the terminal's own selection needs
    /// Shift meanwhile.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn take_mouse(&self, mouse: bool) -> Result<(), TerminalError> {
        mode::take_mouse(mouse).map_err(TerminalError::io("set the terminal up"))
    }

    /// Has keys reported apart from what they type (the kitty keyboard protocol), which
    /// only a terminal that said that it can should be asked for; or no longer.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn take_keyboard(&self, keyboard: bool) -> Result<(), TerminalError> {
        mode::take_keyboard(keyboard).map_err(TerminalError::io("set the terminal up"))
    }

    /// Has the session hear [`Event::Suspend`], as a signal has it.
    ///
    /// # Errors
    /// When there is no such signal.
    pub fn ask_to_suspend(&self) -> Result<(), TerminalError> {
        raise(SIGTSTP).map_err(TerminalError::io("stop the program"))
    }

    /// Gives the terminal back and stops the program, as Ctrl-Z does; returns when it
    /// goes on, with the terminal taken over again and its screen empty. Does nothing when
    /// it has been told to go on since it was asked to stop, or when no one could tell it
    /// to. Gives whether it did anything.
    ///
    /// # Errors
    /// When the terminal cannot be set.
    pub fn suspend(&self) -> Result<bool, TerminalError> {
        if !self.stops.is_asked() {
            return Ok(false);
        }
        mode::leave().map_err(TerminalError::io("give the terminal back"))?;
        let stopped = self.stops.stop();
        mode::enter().map_err(TerminalError::io("take over the terminal"))?;
        stopped.map_err(TerminalError::io("stop the program"))?;
        Ok(true)
    }

    /// Takes the terminal over again where the program was stopped by what it is not asked
    /// about (SIGSTOP) and goes on; its screen is empty then. Gives whether that was so.
    ///
    /// # Errors
    /// When the terminal cannot be set.
    pub fn go_on(&self) -> Result<bool, TerminalError> {
        if !self.stops.goes_on() {
            return Ok(false);
        }
        mode::enter_again().map_err(TerminalError::io("take over the terminal"))?;
        Ok(true)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.reading = None;
        // There is no one left to tell, should it fail.
        let _ = mode::leave();
        let _ = mode::set_up(Setup::None);
        let _ = mode::take_mouse(false);
        let _ = mode::take_keyboard(false);
        OPEN.store(false, Ordering::Release);
        let told = PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(panic) = told.filter(|_| std::thread::panicking()) {
            eprintln!("{panic}");
        }
    }
}

/// While a session is open, what a panic says is kept. The hook stays for good: a thread
/// that panics cannot change it.
fn keep_panics_for_later() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let say = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
            if OPEN.load(Ordering::Acquire) {
                let mut kept = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
                *kept = Some(panic.to_string());
            } else {
                say(panic);
            }
        }));
    });
}
