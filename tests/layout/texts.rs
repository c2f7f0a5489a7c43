//! Texts to be laid out, made of pieces that meet in every order.

use proptest::prelude::*;

/// What newspapers and their sites print.
const PRINTED: &[&str] = &[
    "لا",
    "كتاب",
    "مُحَمَّدٌ",
    "العربية",
    "ۃ",
    "ڵ",
    "ء",
    "ـ",
    "שלום",
    "WHO",
    "iPhone 15",
    "C++",
    "25%",
    "1,234",
    "٣٫٥",
    "٣٧٪",
    "۱۴۰۵",
    "2026-11-24",
    "3-1",
    "(",
    ")",
    "«",
    "»",
    "[",
    "]",
    "<",
    ">",
    " ",
    " ",
    " ",
    "-",
    "،",
    "؟",
    "!",
    ":",
    ".",
    "/",
    "+",
    "$",
    "€",
    "#",
    "_",
    "…",
    "https://a.example/b?c=1",
];

/// What else comes: rare signs, and what is sent to break things.
const HOSTILE: &[&str] = &[
    "می\u{200c}خواهم",
    "  ",
    "\t",
    "\u{a0}",
    "\u{202e}",
    "\u{202b}",
    "\u{202c}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{61c}",
    "\u{ad}",
    "\u{600}12",
    "\u{6dd}",
    "\u{64e}",
    "\u{300}",
    "👩🏽‍🚀",
    "中文",
    "\u{1b}[2J",
    "\u{7}",
    "\u{feff}",
];

/// Text as it is printed.
pub fn printed() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(PRINTED);
    prop::collection::vec(pieces, 0..14).prop_map(|pieces| pieces.concat())
}

/// Any text on one line, hostile text too.
pub fn any() -> impl Strategy<Value = String> {
    let piece = prop_oneof![prop::sample::select(PRINTED), prop::sample::select(HOSTILE)];
    prop_oneof![
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat()),
        ".{0,60}".prop_map(|text| text.replace(['\n', '\r'], " ")),
    ]
}
