//! The programs that do errands for the reader, and those that read aloud.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

use super::errands::Errand;
use super::state::Reader;
use crate::config::Speech;

/// Does errands for the reader.
#[derive(Debug, Default)]
pub struct Runner {
    speaking: Option<Child>,
    /// What to read and in which language, and which voices are still to be tried.
    rest: Option<(String, String, &'static [Voice])>,
    /// What ends the speech of a program that only hands text on.
    silencer: Option<&'static [&'static str]>,
}

/// A program that reads aloud: its arguments, with the language last, and what ends it.
type Voice = (&'static [&'static str], Option<&'static [&'static str]>);

/// The voices, the better first. One that is installed may still be unable to speak.
const VOICES: &[Voice] = &[
    (
        &["spd-say", "--pipe-mode", "--wait", "--language"],
        Some(&["spd-say", "--cancel"]),
    ),
    (&["espeak-ng", "--stdin", "-v"], None),
];

impl Runner {
    /// Does what `reader` asks of other programs; what cannot be done is said.
    pub(super) fn run_all(&mut self, reader: &mut Reader) {
        for errand in reader.take_errands() {
            let program = match &errand {
                Errand::Run { command, .. } => command.first().cloned(),
                Errand::Speak { .. } | Errand::Silence => None,
            };
            match (self.run(errand, &reader.preferences.speech), program) {
                (Ok(()), _) => {}
                (Err(error), Some(program)) => reader.complain_of(&format!("{program}: {error}")),
                (Err(_), None) => {
                    reader.has_spoken();
                    reader.warn(reader.locale().text("no-program"));
                }
            }
        }
        if self.has_ended() {
            reader.has_spoken();
        }
    }

    /// Does `errand` as the user has chosen.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn run(&mut self, errand: Errand, speech: &Speech) -> io::Result<()> {
        match errand {
            Errand::Run { command, input } => start(&command, input).map(wait),
            Errand::Silence => {
                self.silence();
                Ok(())
            }
            Errand::Speak { text, language } => {
                self.silence();
                self.speak(text, &language, speech)
            }
        }
    }

    fn speak(&mut self, text: String, language: &str, speech: &Speech) -> io::Result<()> {
        if let Speech::Command(command) = speech {
            self.speaking = Some(start(command, text)?);
            return Ok(());
        }
        self.rest = Some((text, language.to_owned(), VOICES));
        self.speak_on()
    }

    /// Has the next voice that can be started read.
    fn speak_on(&mut self) -> io::Result<()> {
        let mut failed = io::Error::from(io::ErrorKind::NotFound);
        while let Some((text, language, [(voice, silencer), others @ ..])) = self.rest.take() {
            let command = voice.iter().copied().chain([language.as_str()]);
            let command: Vec<String> = command.map(str::to_owned).collect();
            let started = start(&command, text.clone());
            self.rest = Some((text, language, others));
            match started {
                Ok(child) => {
                    self.speaking = Some(child);
                    self.silencer = *silencer;
                    return Ok(());
                }
                Err(error) => failed = error,
            }
        }
        self.rest = None;
        Err(failed)
    }

    /// Whether something was being read aloud and has come to its end. A voice that fails
    /// is followed by the next.
    pub fn has_ended(&mut self) -> bool {
        let Some(child) = &mut self.speaking else {
            return false;
        };
        let failed = match child.try_wait() {
            Ok(None) => return false,
            Ok(Some(status)) => !status.success(),
            Err(_) => true,
        };
        self.speaking = None;
        if failed && self.speak_on().is_ok() {
            return false;
        }
        self.rest = None;
        true
    }

    fn silence(&mut self) {
        self.rest = None;
        if let Some(mut child) = self.speaking.take() {
            let _ = child.kill();
            let _ = child.wait();
            if let Some(silencer) = self.silencer.take() {
                let command: Vec<String> = silencer.iter().map(|&part| part.to_owned()).collect();
                let _ = start(&command, String::new()).map(wait);
            }
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.silence();
    }
}

/// Starts a program with `input` on its standard input; what it says is not heard.
///
/// # Errors
/// When it cannot be started.
pub fn start(command: &[String], input: String) -> io::Result<Child> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut stdin = child.stdin.take();
    // It may be slow to read, or never do.
    thread::spawn(move || {
        if let Some(stdin) = &mut stdin {
            let _ = stdin.write_all(input.as_bytes());
        }
    });
    Ok(child)
}

/// Sees a program to its end, so that nothing is left of it.
fn wait(mut child: Child) {
    thread::spawn(move || child.wait());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use std::time::{Duration, Instant};

    fn written(path: &Path, length: usize) -> String {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            if text.len() >= length || Instant::now() > end {
                return text;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_program_gets_its_arguments_as_they_are_and_the_text_on_its_input() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("$(touch x); y");
        let command = vec!["tee".to_owned(), file.display().to_string()];
        let text = "نص \"`id`\" $HOME\n".to_owned();
        let mut runner = Runner::default();
        let errand = Errand::Speak {
            text: text.clone(),
            language: "ar".to_owned(),
        };
        runner
            .run(errand, &Speech::Command(command))
            .expect("started");
        assert_eq!(written(&file, text.len()), text);
        let end = Instant::now() + Duration::from_secs(30);
        while !runner.has_ended() {
            assert!(Instant::now() < end, "tee ends with its input");
            thread::sleep(Duration::from_millis(5));
        }
        assert!(!runner.has_ended(), "it is told once");
    }

    #[test]
    #[cfg(unix)]
    fn speech_is_stopped() {
        let mut runner = Runner::default();
        let speak = Errand::Speak {
            text: String::new(),
            language: "ar".to_owned(),
        };
        let command = ["sleep", "600"].map(str::to_owned).to_vec();
        runner
            .run(speak, &Speech::Command(command))
            .expect("started");
        let begun = Instant::now();
        runner.run(Errand::Silence, &Speech::Auto).expect("stopped");
        assert!(begun.elapsed() < Duration::from_secs(60));
        assert!(runner.speaking.is_none());
        let none = vec!["/no/such/program".to_owned()];
        let errand = Errand::Run {
            command: none,
            input: String::new(),
        };
        assert!(runner.run(errand, &Speech::Auto).is_err());
    }
}
