//! Asking the terminal what it is.
//!
//! All questions go out in one write, the one that every terminal answers last: once its
//! answer is there, no other will come. An answer that comes later still is a whole
//! sequence to the decoder and never a key.

use std::time::Duration;

/// How long the answers are waited for.
pub(super) const PATIENCE: Duration = Duration::from_millis(150);

/// DECRQM for bidirectional support mode (BDSM, ECMA-48 mode 8) and for left and right margins
/// (DECLRMM), XTVERSION, secondary and
/// tertiary device attributes, the flags of the kitty keyboard protocol; primary device
/// attributes last.
pub(super) const QUESTIONS: &str = "\x1b[8$p\x1b[?69$p\x1b[>q\x1b[>c\x1b[=c\x1b[?u\x1b[c";

/// What the terminal said of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Whether it knows bidirectional support mode, so that it can be switched off.
    pub bidi_mode: bool,
    /// Whether it knows left and right margins.
    pub margins: bool,
    /// Its name and version (XTVERSION), such as `XTerm(379)`.
    pub version: Option<String>,
    /// Secondary device attributes, such as `24;279;0`.
    pub secondary: Option<String>,
    /// Tertiary device attributes: a unit number in hexadecimal digits.
    pub tertiary: Option<String>,
    /// Whether it draws sixels.
    pub sixel: bool,
    /// Whether it knows the kitty keyboard protocol.
    pub keyboard: bool,
    /// Primary device attributes have come, and with them all there is.
    pub complete: bool,
}

impl Answers {
    /// Takes in a reply: a whole escape sequence. Others than answers are passed over.
    pub fn hear(&mut self, reply: &[u8]) {
        let Ok(reply) = std::str::from_utf8(reply) else {
            return;
        };
        if let Some(control) = reply.strip_prefix("\x1b[") {
            self.hear_control(control);
        } else if let Some(string) = reply.strip_prefix("\x1bP") {
            self.hear_string(string.trim_end_matches(['\x07', '\\', '\x1b']));
        }
    }

    fn hear_control(&mut self, control: &str) {
        if let Some(attributes) = control.strip_suffix('c') {
            if let Some(secondary) = attributes.strip_prefix('>') {
                self.secondary = Some(harmless(secondary));
            } else if let Some(primary) = attributes.strip_prefix('?') {
                let mut features = primary.split(';').skip(1);
                self.sixel = features.any(|feature| feature == "4");
                self.complete = true;
            }
        } else if control.starts_with('?') && control.ends_with('u') {
            self.keyboard = true;
        } else if let Some(mode) = control.strip_prefix("?69;") {
            self.margins = matches!(mode, "1$y" | "2$y");
        } else if let Some(mode) = control.strip_prefix("?8;").or(control.strip_prefix("8;")) {
            // 1 is set, 2 is reset: either can be changed. 0 is unknown, and what is
            // fixed for good (3, 4) cannot be.
            self.bidi_mode = matches!(mode, "1$y" | "2$y");
        }
    }

    fn hear_string(&mut self, string: &str) {
        if let Some(version) = string.strip_prefix(">|") {
            self.version = Some(harmless(version));
        } else if let Some(unit) = string.strip_prefix("!|") {
            self.tertiary = Some(harmless(unit));
        }
    }
}

/// What a terminal says may be shown to the user; it comes from outside. It is cut first, so
/// that an isolate whose end is cut off is closed.
fn harmless(text: &str) -> String {
    let short: String = text.chars().take(80).collect();
    crate::text::sanitize::line(&short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(replies: &[&str]) -> Answers {
        let mut answers = Answers::default();
        for reply in replies {
            answers.hear(reply.as_bytes());
        }
        answers
    }

    #[test]
    fn a_vte_terminal_answers() {
        let answers = heard(&[
            "\x1b[8;1$y",
            "\x1b[>65;7006;1c",
            "\x1bP!|7E565445\x1b\\",
            "\x1b[?65;1;9c",
        ]);
        let expected = Answers {
            bidi_mode: true,
            margins: false,
            version: None,
            secondary: Some("65;7006;1".to_owned()),
            tertiary: Some("7E565445".to_owned()),
            sixel: false,
            keyboard: false,
            complete: true,
        };
        assert_eq!(answers, expected);
    }

    #[test]
    fn a_terminal_without_the_mode_says_so() {
        let answers = heard(&["\x1b[8;0$y", "\x1bP>|XTerm(379)\x1b\\", "\x1b[?64;1c"]);
        assert!(!answers.bidi_mode && answers.complete);
        assert_eq!(answers.version.as_deref(), Some("XTerm(379)"));
    }

    #[test]
    fn a_terminal_that_has_margins_says_so() {
        assert!(heard(&["\x1b[?69;2$y", "\x1b[?64;1c"]).margins);
        assert!(!heard(&["\x1b[?69;0$y", "\x1b[?62;c"]).margins);
    }

    #[test]
    fn a_terminal_that_draws_sixels_says_so() {
        assert!(heard(&["\x1b[?63;1;2;4;6;9;15;22c"]).sixel);
        assert!(!heard(&["\x1b[?64;1;44c"]).sixel);
        // The first number is the level of conformance.
        assert!(!heard(&["\x1b[?4;6c"]).sixel);
    }

    #[test]
    fn a_terminal_that_tells_keys_apart_says_so() {
        assert!(heard(&["\x1b[?0u", "\x1b[?62;c"]).keyboard);
        assert!(!heard(&["\x1b[?62;c"]).keyboard);
    }

    #[test]
    fn what_is_no_answer_is_passed_over() {
        let answers = heard(&[
            "\x1b]11;rgb:0/0/0\x07",
            "\x1b[3;4R",
            "\x1bP>|a\u{1b}[2Jb\x1b\\",
        ]);
        assert_eq!(answers.version.as_deref(), Some("a[2Jb"));
        assert!(!answers.complete);
    }
}
