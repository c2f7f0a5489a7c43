//! Links that the terminal itself can follow (OSC 8).
//!
//! A cell has no room for an address, so it carries the address's number where a colour of
//! the underline would be, which nothing else here uses: what moves cells about and what
//! compares them then needs to know nothing of links.

use std::collections::HashMap;

use ratatui::style::Color;

use super::probe::Answers;
use super::surroundings::{Multiplexer, Surroundings};

/// Bytes of an address; VTE takes no more.
const LONGEST: usize = 2083;
/// Addresses that are told apart; what comes after them is no link.
const MOST: usize = 0x7f_ffff;

/// The addresses that cells may lead to, each with a number for as long as the program runs.
#[derive(Debug, Default)]
pub struct Hyperlinks {
    numbers: HashMap<String, u32>,
    /// What the backend has not been told yet.
    untold: Vec<String>,
}

impl Hyperlinks {
    /// Gives `address` a number, if a terminal may be told of it.
    pub fn add(&mut self, address: &str) {
        if self.numbers.contains_key(address) || self.numbers.len() >= MOST || !is_safe(address) {
            return;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(address.to_owned(), number);
        self.untold.push(address.to_owned());
    }

    /// What a cell that leads to `address` carries as the colour of its underline.
    #[must_use]
    pub fn mark(&self, address: &str) -> Option<Color> {
        let number = *self.numbers.get(address)?;
        let [_, high, middle, low] = number.to_be_bytes();
        Some(Color::Rgb(high, middle, low))
    }

    /// The addresses that have got numbers since this was last asked, in their order.
    pub fn take_untold(&mut self) -> Vec<String> {
        std::mem::take(&mut self.untold)
    }
}

/// The number that a cell carries.
pub(super) fn number(mark: Color) -> Option<usize> {
    match mark {
        // The upper half are parts of pictures.
        Color::Rgb(high @ 0..=0x7f, middle, low) => {
            Some(u32::from_be_bytes([0, high, middle, low]) as usize)
        }
        _ => None,
    }
}

/// Begins a link to `address`, which is number `number`, so that its parts on several rows
/// are one.
pub(super) fn begin(number: usize, address: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("\x1b]8;id=marsad{number};{address}\x1b\\").as_bytes());
}

pub(super) fn end(out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b]8;;\x1b\\");
}

/// Whether an address may stand in an escape sequence: a scheme that may be followed, and
/// printable ASCII alone, as the specification of OSC 8 asks for.
fn is_safe(address: &str) -> bool {
    let schemes = ["https://", "http://", "mailto:", "gemini://"];
    address.len() <= LONGEST
        && schemes.iter().any(|scheme| address.starts_with(scheme))
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether the terminal is known to follow links. Others ignore them, but for a few that
/// print what they do not know.
#[must_use]
pub fn follows_links(answers: &Answers, surroundings: &Surroundings) -> bool {
    const BY_NAME: [&str; 10] = [
        "kitty",
        "iterm2",
        "wezterm",
        "foot",
        "ghostty",
        "konsole",
        "vte(",
        "contour",
        "mintty",
        "alacritty",
    ];
    let said = answers.version.as_deref().unwrap_or_default();
    let said = said.to_ascii_lowercase();
    match &surroundings.multiplexer {
        // Since 3.4 tmux tells the terminal of them if that can follow them.
        Some(Multiplexer::Tmux { .. }) => {
            let version = said.strip_prefix("tmux ").unwrap_or_default();
            let version = version.trim_end_matches(|c: char| c.is_ascii_lowercase());
            version.parse().is_ok_and(|version: f32| version >= 3.4)
        }
        Some(_) => false,
        None => {
            let program = surroundings.program.to_ascii_lowercase();
            let known = |name: &&str| said.starts_with(*name) || program.starts_with(*name);
            let vte_or_konsole = ["7E565445", "7E4B4445"];
            BY_NAME.iter().any(known)
                || vte_or_konsole.contains(&answers.tertiary.as_deref().unwrap_or_default())
                || surroundings.kitty
                || ["foot", "alacritty", "xterm-ghostty"].contains(&surroundings.term.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_could_end_the_sequence_becomes_a_link() {
        let mut links = Hyperlinks::default();
        for hostile in [
            "https://a.example/\x1b\\\x1b[2J",
            "https://a.example/\x07",
            "https://a.example/\u{9c}x",
            "https://a.example/a b",
            "https://a.example/خبر",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "",
        ] {
            links.add(hostile);
            assert_eq!(links.mark(hostile), None, "{hostile:?}");
        }
        links.add(&format!("https://a.example/{}", "x".repeat(LONGEST)));
        assert_eq!(links.take_untold(), Vec::<String>::new());
    }

    #[test]
    fn an_address_keeps_its_number() {
        let mut links = Hyperlinks::default();
        for n in [0, 1, 0, 2] {
            links.add(&format!("https://a.example/{n}"));
        }
        let told = links.take_untold();
        assert_eq!(told.len(), 3);
        for (index, address) in told.iter().enumerate() {
            assert_eq!(links.mark(address).and_then(number), Some(index));
        }
        assert_eq!(number(Color::Reset), None);
    }

    #[test]
    fn only_terminals_that_are_known_to_get_links() {
        let follows = |version: Option<&str>, multiplexer| {
            let answers = Answers {
                version: version.map(str::to_owned),
                ..Answers::default()
            };
            let surroundings = Surroundings {
                multiplexer,
                ..Surroundings::default()
            };
            follows_links(&answers, &surroundings)
        };
        let tmux = || {
            Some(Multiplexer::Tmux {
                outer: String::new(),
            })
        };
        assert!(follows(Some("kitty(0.32)"), None) && follows(Some("VTE(7006)"), None));
        assert!(!follows(Some("XTerm(379)"), None) && !follows(None, None));
        assert!(follows(Some("tmux 3.4"), tmux()) && follows(Some("tmux 3.5a"), tmux()));
        assert!(!follows(Some("tmux 3.3a"), tmux()) && !follows(Some("kitty"), tmux()));
        assert!(!follows(Some("kitty(0.32)"), Some(Multiplexer::Screen)));
    }
}
