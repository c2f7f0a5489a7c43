//! Good inputs, broken at random.

use rand::Rng;
use rand::seq::IndexedRandom as _;
use rand_chacha::ChaCha8Rng;

/// Longest input made, in bytes.
const LONGEST: usize = 48 << 10;

/// What breaks readers of text, markup and terminals.
const TOKENS: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE x [",
    "&",
    "&#x1b;",
    "&#55357;",
    "&lt;",
    "&amp;amp;",
    "<p>",
    "<table>",
    "<tr><td>",
    "<pre>",
    "<blockquote>",
    "<ul><li>",
    "<a href='",
    "</a>",
    "<b>",
    "</b>",
    "<br>",
    "<bdi>",
    "</bdi>",
    "<bdo dir=rtl>",
    "<p dir=ltr>",
    "</p>",
    "<img src='x' alt='",
    "<script>",
    "<svg>",
    "<title>",
    "<item>",
    "<entry>",
    "<outline text='",
    "xmlUrl='",
    "<?xml version='1.0' encoding='",
    "windows-1256",
    "utf-16",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "\\ud800",
    ":",
    ",",
    "null",
    "-1",
    "1e999",
    "99999999999999999999",
    "2026-13-45T99:99:99Z",
    "Thu, 32 أغسطس 2026 25:61:61 +9999",
    "1970-01-01",
    "٢٩ شباط ٢٠٢٥",
    "\u{1b}",
    "\u{1b}[",
    "\u{1b}]52;c;",
    "\u{1b}P",
    "\u{1b}\\",
    "\u{7}",
    "\u{9b}",
    "\u{0}",
    "\r\n",
    "\n",
    "\t",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{202c}",
    "\u{2066}",
    "\u{2067}",
    "\u{2069}",
    "\u{200d}",
    "\u{200c}",
    "\u{200b}",
    "\u{200f}",
    "\u{61c}",
    "\u{feff}",
    "\u{ad}",
    "لا",
    "لله",
    "كتاب",
    "مُحَمَّدٌ",
    "ـ",
    "ـــ",
    "\u{64e}\u{651}",
    "\u{600}12",
    "\u{6dd}",
    "٣٫٥",
    "«",
    "»",
    "؟",
    "،",
    "ﷺ",
    "ﻻ",
    "پژگ",
    "שלום",
    "👩🏽‍🚀",
    "🇸🇦",
    "e\u{301}",
    "中文",
    "\u{fdd0}",
    "\u{10ffff}",
    "(",
    ")",
    "-",
    "OR",
    "title:",
    "after:",
    "is:unread",
    "\"خبر",
    "---\n",
    "# ",
    "> ",
    "- ",
    "1. ",
    "```",
    "|",
    "**",
    "[x](y)",
    "![",
    "&nbsp;",
    "https://a.example/",
    "javascript:",
    "data:text/html,",
    "%00",
    "%ff",
    "://",
    "@",
    "#",
    "[1;2M",
    "<0;1;1M",
    "200~",
    "201~",
    "?62;c",
    "27;5;9~",
    "1;5A",
    "$y",
    "u",
];

/// Makes inputs out of seeds, and of what it has made before.
pub struct Mutator {
    seeds: Vec<Vec<u8>>,
    chance: ChaCha8Rng,
}

impl Mutator {
    pub fn new(seeds: Vec<Vec<u8>>, chance: ChaCha8Rng) -> Self {
        assert!(!seeds.is_empty());
        Self { seeds, chance }
    }

    pub fn next(&mut self) -> Vec<u8> {
        let mut input = self.seed();
        for _ in 0..1 << self.chance.random_range(0..5) {
            self.change(&mut input);
        }
        input.truncate(LONGEST);
        input
    }

    fn seed(&mut self) -> Vec<u8> {
        if self.chance.random_ratio(1, 20) {
            return Vec::new();
        }
        self.seeds.choose(&mut self.chance).expect("a seed").clone()
    }

    /// A place in `input`, its end included.
    fn place(&mut self, input: &[u8]) -> usize {
        self.chance.random_range(0..=input.len())
    }

    fn piece(&mut self, input: &[u8]) -> std::ops::Range<usize> {
        let start = self.place(input);
        let most = 1 << self.chance.random_range(0..12);
        start..(start + self.chance.random_range(0..=most)).min(input.len())
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.place(input);
        match self.chance.random_range(0..11) {
            // Of tokens most, since most bytes are text to whoever reads.
            0..=3 => {
                let token = TOKENS.choose(&mut self.chance).expect("a token").as_bytes();
                let times = if self.chance.random_ratio(1, 12) {
                    self.chance.random_range(1..600)
                } else {
                    1
                };
                input.splice(at..at, token.repeat(times));
            }
            4 => {
                let piece = self.piece(input);
                input.drain(piece);
            }
            5 => {
                let piece = input[self.piece(input)].to_vec();
                let times = self.chance.random_range(1..4);
                input.splice(at..at, piece.repeat(times));
            }
            6 => {
                let other = self.seed();
                let piece = self.piece(&other);
                input.splice(at..at, other[piece].to_vec());
            }
            7 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.chance.random_range(0..8);
                }
            }
            8 => input.insert(at, self.chance.random()),
            9 => input.truncate(at),
            _ => {
                let c = char::from_u32(self.chance.random_range(0..0x11_0000)).unwrap_or('\u{64e}');
                let mut bytes = [0; 4];
                input.splice(at..at, c.encode_utf8(&mut bytes).bytes());
            }
        }
    }
}
