//! The program in a pseudo-terminal, as tests/terminal has it, and what is done to it here.

#[allow(dead_code)]
#[path = "../terminal/pty.rs"]
mod plain;

use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

pub use plain::Pty;

/// So long without output is taken for the end of a frame.
const QUIET: Duration = Duration::from_millis(12);

impl Pty {
    /// Waits until nothing comes any more.
    pub fn settle(&self) {
        let (mut length, mut since) = (self.seen().bytes.len(), Instant::now());
        let end = since + Duration::from_secs(5);
        while since.elapsed() < QUIET && Instant::now() < end {
            thread::sleep(Duration::from_millis(2));
            let now = self.seen().bytes.len();
            if now != length {
                (length, since) = (now, Instant::now());
            }
        }
    }

    /// Has it go on if it is stopped, and whoever started it knows how: the shell, or a
    /// signal.
    pub fn go_on(&mut self) {
        if self.is_job {
            self.send("\r");
        } else {
            self.signal(Signal::CONT);
        }
    }

    /// Has it end by a signal, wherever it is; gives the exit code.
    #[track_caller]
    pub fn quit(&mut self) -> u32 {
        // What is still on its way in would be shown by the terminal itself.
        self.settle();
        self.signal(Signal::TERM);
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            if let Some(code) = self.ended() {
                return code;
            }
            assert!(
                Instant::now() < end,
                "it never ended, stopped: {}\n{}",
                self.is_stopped(),
                self.seen().text()
            );
            if self.is_stopped() {
                self.go_on();
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}
