//! What may stand in a cell: text alone, and how sure its width is.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// `symbol` as it may be sent to a terminal.
///
/// Controls become U+FFFD, so nothing but text passes; bidi controls, soft hyphens
/// and byte order marks go, since forms place their own marks; a lone combining mark
/// gets a blank to stand on.
pub(super) fn clean(symbol: &str) -> Cow<'_, str> {
    if is_plain(symbol) {
        return Cow::Borrowed(symbol);
    }
    let mut clean = Cow::Borrowed(symbol);
    if symbol.contains(|c: char| is_control(c) || is_invisible(c)) {
        let text = symbol.chars().filter(|&c| !is_invisible(c));
        clean = Cow::Owned(
            text.map(|c| if is_control(c) { '\u{fffd}' } else { c })
                .collect(),
        );
    }
    match clean.chars().next() {
        None => Cow::Borrowed(" "),
        Some(first) if first.width().unwrap_or(0) == 0 => Cow::Owned(format!(" {clean}")),
        Some(_) => clean,
    }
}

/// What most cells show, told by its bytes: a character of ASCII or a form of an Arabic letter
/// (U+FE80 to U+FEFC), one column wide in every terminal.
pub(super) fn is_simple(symbol: &str) -> bool {
    matches!(
        symbol.as_bytes(),
        [b' '..=b'~'] | [0xef, 0xba, _] | [0xef, 0xbb, ..=0xbc]
    )
}

/// What nearly all cells show, told without a table: one character that is no control, no
/// mark, and one column wide here.
pub(super) fn is_plain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let first = chars.next();
    let is_plain = matches!(
        first,
        Some(' '..='~' | '\u{2500}'..='\u{259f}' | '\u{fe80}'..='\u{fefc}')
    );
    is_plain && chars.next().is_none()
}

fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// `text` without harakat, Quranic marks and Hebrew points.
pub(super) fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains(is_rtl_mark) {
        Cow::Owned(text.chars().filter(|&c| !is_rtl_mark(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn is_rtl_mark(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{898}'..='\u{89f}' | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}')
}

/// Whether every terminal gives `symbol` the width it is drawn with here.
///
/// Sure are single characters of fixed width with marks that never took a column in
/// any terminal measured. Not sure are emoji, joined sequences, ambiguous characters
/// (East Asian Width A) and the signs written around digits (U+0600–0605, U+06DD,
/// U+0890 and their like: no column in some terminals, one in others).
pub(super) fn width_is_sure(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let Some(first) = chars.next() else {
        return true;
    };
    let sure = match first {
        ' '..='~' | '\u{fe80}'..='\u{fefc}' if chars.as_str().is_empty() => return true,
        ' '..='~' => true,
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' => false,
        '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        '\u{a0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
            first.width() == Some(1) && first.width_cjk() == Some(1)
        }
        _ => false,
    };
    sure && chars.all(|c| is_rtl_mark(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{200e}'))
        && symbol.width() <= 2
}

/// The most columns that any terminal gives `symbol`: those of its characters one by one,
/// the ambiguous ones in two.
pub(super) fn widest(symbol: &str) -> usize {
    symbol.chars().filter_map(UnicodeWidthChar::width_cjk).sum()
}
