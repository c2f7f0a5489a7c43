//! Stopping for a while, as Ctrl-Z has it, and going on: what the system does for a program
//! that does not listen to the signals, for one that does.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::{SIGCONT, SIGTSTP};
use signal_hook::flag;
use signal_hook::low_level::emulate_default_handler;

const NOTHING: usize = 0;
const STOP: usize = 1;
const GO_ON: usize = 2;

/// What the last of the two signals asked, until it is done.
#[derive(Debug, Clone)]
pub(super) struct Stops(Arc<AtomicUsize>);

impl Stops {
    /// Listens from now on.
    pub fn watch() -> io::Result<Self> {
        let last = Arc::new(AtomicUsize::new(NOTHING));
        flag::register_usize(SIGTSTP, Arc::clone(&last), STOP)?;
        flag::register_usize(SIGCONT, Arc::clone(&last), GO_ON)?;
        Ok(Self(last))
    }

    /// Whether the program is to stop. It no longer is when it has been told to go on
    /// meanwhile; nor ever where no one could have it go on, since it was not started by a
    /// shell with jobs but has a terminal to itself (`xterm -e marsad`).
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst) == STOP && !is_alone()
    }

    /// Stops, if it still is to; returns when it goes on.
    pub fn stop(&self) -> io::Result<()> {
        if self.is_asked() {
            emulate_default_handler(SIGTSTP)?;
        }
        self.0.store(NOTHING, Ordering::SeqCst);
        Ok(())
    }

    /// Whether it goes on after having been stopped by something else, which it could not
    /// give the terminal back for. Asked once it no longer is so.
    pub fn goes_on(&self) -> bool {
        self.0
            .compare_exchange(GO_ON, NOTHING, Ordering::SeqCst, Ordering::SeqCst)
            .is_ok()
    }
}

/// Whether the process group is that of the session's leader, above which no one has jobs.
/// Both are 0 where they began outside of the program's namespace of processes, as in some
/// containers: then no one is known who could have it go on. (rustix takes no 0 for an answer.)
fn is_alone() -> bool {
    use nix::unistd::{getpgrp, getsid};
    getsid(None).is_ok_and(|session| session == getpgrp())
}

#[cfg(test)]
mod tests {
    use signal_hook::low_level::raise;

    use super::*;

    #[test]
    fn what_is_told_to_go_on_before_it_stops_does_not_stop() {
        let stops = Stops::watch().unwrap();
        assert!(!stops.is_asked());
        assert!(!stops.goes_on());
        raise(SIGTSTP).unwrap();
        assert_eq!(stops.is_asked(), !is_alone());
        assert!(!stops.goes_on());
        raise(SIGCONT).unwrap();
        assert!(!stops.is_asked());
        assert!(stops.goes_on());
        assert!(!stops.goes_on(), "that is told once");
    }
}
