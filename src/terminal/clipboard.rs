//! The clipboard: by the terminal (OSC 52, or tmux, which keeps OSC 52 to itself), which
//! also works from afar, and by the system where there is one, since many terminals
//! do not let programs copy.

use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::mode;
use super::surroundings::{Multiplexer, Surroundings};

/// Bytes of text that go through the terminal; several drop what is much longer.
const LONGEST: usize = 74_994;
/// How long the system may take to see to what was copied when the program ends.
const PATIENCE: Duration = Duration::from_millis(300);

/// Takes text to the clipboard.
#[derive(Debug)]
pub struct Clipboard {
    way: Way,
    system: Option<System>,
}

/// How the terminal is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Osc52,
    /// Wrapped for GNU screen to pass on.
    Screen,
    Tmux,
    /// The Linux console has no clipboard.
    None,
}

/// The thread that has the system's clipboard: what is copied there lives no longer than
/// the program that offers it.
#[derive(Debug)]
struct System {
    texts: Option<Sender<String>>,
    done: Receiver<()>,
}

impl Clipboard {
    /// The clipboards that `surroundings` offer.
    #[must_use]
    pub fn new(surroundings: &Surroundings) -> Self {
        Self {
            way: Way::of(surroundings),
            system: has_display().then(System::start),
        }
    }

    /// Copies `text` (logical order). Returns whether any clipboard was given it: no
    /// terminal says whether it took it.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn copy(&self, text: &str) -> io::Result<bool> {
        let fits = text.len() <= LONGEST;
        let given = match self.way {
            Way::Osc52 | Way::Screen if fits => {
                mode::ask(&sequence(text, self.way == Way::Screen))?;
                true
            }
            Way::Tmux => tell_tmux(text).is_ok(),
            _ => false,
        };
        let system = self.system.as_ref();
        let taken = system.is_some_and(|system| system.copy(text));
        Ok(given || taken)
    }
}

impl Way {
    fn of(surroundings: &Surroundings) -> Self {
        match surroundings.multiplexer {
            Some(Multiplexer::Tmux { .. }) => Self::Tmux,
            Some(Multiplexer::Screen) => Self::Screen,
            _ if surroundings.term == "linux" => Self::None,
            Some(Multiplexer::Zellij) | None => Self::Osc52,
        }
    }
}

/// The control sequence that copies `text`. Text of whatever kind is only letters and
/// digits in it.
fn sequence(text: &str, in_screen: bool) -> String {
    // The most that screen takes at once.
    const PART: usize = 700;
    let encoded = BASE64_STANDARD.encode(text);
    let sequence = format!("\x1b]52;c;{encoded}\x07");
    if !in_screen {
        return sequence;
    }
    let parts = sequence.as_bytes().chunks(PART);
    parts
        .map(|part| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(part)))
        .collect()
}

/// Gives `text` to tmux, for its buffers and for the terminal that it is in.
fn tell_tmux(text: &str) -> io::Result<()> {
    let mut tmux = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut input = tmux.stdin.take();
    let text = text.to_owned();
    // tmux may be slow, and no one waits for it.
    thread::spawn(move || {
        if let Some(input) = &mut input {
            let _ = input.write_all(text.as_bytes());
        }
        drop(input);
        let _ = tmux.wait();
    });
    Ok(())
}

fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(target_os = "macos") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

impl System {
    fn start() -> Self {
        let (texts, waiting) = mpsc::channel::<String>();
        let (end, done) = mpsc::channel();
        thread::spawn(move || {
            let mut clipboard = None;
            for text in waiting {
                // A display that is not there may be there the next time.
                clipboard = clipboard.or_else(|| arboard::Clipboard::new().ok());
                if let Some(open) = &mut clipboard
                    && open.set_text(text).is_err()
                {
                    clipboard = None;
                }
            }
            // What was copied is handed over to the desktop's own keeper, if it has one.
            drop(clipboard);
            let _ = end.send(());
        });
        Self {
            texts: Some(texts),
            done,
        }
    }

    fn copy(&self, text: &str) -> bool {
        let texts = self.texts.as_ref();
        texts.is_some_and(|texts| texts.send(text.to_owned()).is_ok())
    }
}

impl Drop for System {
    fn drop(&mut self) {
        self.texts = None;
        let _ = self.done.recv_timeout(PATIENCE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_text_cannot_end_its_sequence() {
        let text = "أهلًا\x1b\\\x07\x1b]52;c;AAAA\x07";
        let sequence = sequence(text, false);
        let inside = sequence
            .strip_prefix("\x1b]52;c;")
            .and_then(|rest| rest.strip_suffix('\x07'))
            .expect("one sequence");
        assert!(inside.bytes().all(|byte| byte.is_ascii_graphic()));
        let decoded = BASE64_STANDARD.decode(inside).expect("base 64");
        assert_eq!(decoded, text.as_bytes());
    }

    #[test]
    fn screen_gets_it_in_parts_that_it_takes() {
        let sequence = sequence(&"ا".repeat(2000), true);
        for part in sequence.split_inclusive("\x1b\\") {
            assert!(part.starts_with("\x1bP") && part.len() < 768);
        }
    }

    #[test]
    fn the_linux_console_is_told_nothing() {
        let console = Surroundings {
            term: "linux".into(),
            ..Surroundings::default()
        };
        assert_eq!(Way::of(&console), Way::None);
        assert_eq!(Way::of(&Surroundings::default()), Way::Osc52);
    }
}
