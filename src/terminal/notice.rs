//! A notice by the terminal: a message that it shows outside its own window.

use super::surroundings::{Multiplexer, Surroundings};
use crate::text::sanitize;

/// Longest text of a notice, in characters.
const LONGEST: usize = 200;

/// What makes the terminal of `surroundings` tell `text` under `title`: OSC 9 where that
/// is what is known, else OSC 777, which others pass over. Both texts lose what could
/// end the sequence.
#[must_use]
pub fn notice(surroundings: &Surroundings, title: &str, text: &str) -> String {
    let (title, text) = (field(title), field(text));
    let program = surroundings.program.as_str();
    let knows_osc_9 = surroundings.kitty
        || ["iTerm", "WezTerm", "ghostty", "vscode", "WarpTerminal"]
            .iter()
            .any(|known| program.starts_with(known));
    let sequence = if knows_osc_9 {
        format!("\x1b]9;{title}: {text}\x07")
    } else {
        format!("\x1b]777;notify;{title};{text}\x07")
    };
    match &surroundings.multiplexer {
        Some(Multiplexer::Tmux { .. }) => {
            format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
        }
        Some(Multiplexer::Screen) => format!("\x1bP{sequence}\x1b\\"),
        _ => sequence,
    }
}

/// A text that is one field of a sequence.
fn field(text: &str) -> String {
    let clean = sanitize::without_isolates(&sanitize::line(text)).replace(';', ",");
    clean.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_notice_ends_its_sequence() {
        let hostile = "س\x1b]52;c;eA==\x07ص\u{9c};ع";
        let plain = Surroundings::default();
        let told = notice(&plain, "المرفأ", hostile);
        assert_eq!(told, "\x1b]777;notify;المرفأ;س]52,c,eA==ص,ع\x07");
        let kitty = Surroundings {
            kitty: true,
            ..Surroundings::default()
        };
        assert!(notice(&kitty, "المرفأ", "خبر").starts_with("\x1b]9;المرفأ: خبر"));
        let tmux = Surroundings {
            multiplexer: Some(Multiplexer::Tmux {
                outer: String::new(),
            }),
            ..Surroundings::default()
        };
        let wrapped = notice(&tmux, "س", "ص");
        assert!(wrapped.starts_with("\x1bPtmux;\x1b\x1b]777") && wrapped.ends_with("\x1b\\"));
    }
}
