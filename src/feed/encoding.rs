//! Bytes into text: byte order mark, then UTF-8 if it is valid, then what came with it
//! from outside, what the document declares, and the likeliest encoding: the first of
//! them that the bytes do not contradict.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use memchr::memchr_iter;

use super::FeedError;

/// How far into a document a declaration is looked for, in bytes (HTML says 1024;
/// real pages put scripts before it).
const DECLARATION: usize = 4096;

/// Share of control characters, one in this many, from which a text is none.
const CONTROLS: usize = 50;

/// `bytes` as text without a byte order mark. `outer` names the encoding that came with
/// them, as in a `Content-Type`.
///
/// # Errors
/// When they are no text.
pub(super) fn decode<'b>(bytes: &'b [u8], outer: Option<&str>) -> Result<Cow<'b, str>, FeedError> {
    if let Some(text) = utf_32(bytes) {
        return Ok(Cow::Owned(text));
    }
    let utf_8 = simdutf8::basic::from_utf8(bytes).ok();
    let marked = Encoding::for_bom(bytes);
    let (encoding, mark) = marked.unwrap_or_else(|| (guess(bytes, utf_8.is_some(), outer), 0));
    let (text, has_errors) = match utf_8.filter(|_| encoding == UTF_8) {
        Some(text) => (Cow::Borrowed(&text[mark..]), false),
        None => encoding.decode_without_bom_handling(&bytes[mark..]),
    };
    let has_controls = has_controls_beyond_ascii(&text);
    refuse_binary(&text, has_errors, has_controls)?;
    Ok(match has_controls {
        true => Cow::Owned(without_controls(&text)),
        false => text,
    })
}

/// `text` with what its controls beyond ASCII were meant for: bytes of windows-1252, written
/// by programs that took them for Latin-1.
fn without_controls(text: &str) -> String {
    let is_control = |c: char| matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}');
    let meant = |c: char| if is_control(c) { of_windows_1252(c) } else { c };
    text.chars().map(meant).collect()
}

/// Whether one of U+0080 to U+009F is in `text`.
fn has_controls_beyond_ascii(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    // All of it is looked at, as that is done many bytes at a time.
    pairs.fold(false, |any, (&first, &second)| {
        any | (first == 0xc2) & (second < 0xa0)
    })
}

/// The sign that the byte of the number of `c` is in windows-1252.
pub(super) fn of_windows_1252(c: char) -> char {
    let byte = [u8::try_from(c).unwrap_or(b'?')];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&byte);
    text.chars().next().unwrap_or(c)
}

fn guess(bytes: &[u8], is_utf_8: bool, outer: Option<&str>) -> &'static Encoding {
    if let Some(wide) = utf_16(bytes) {
        return wide;
    }
    // A page saved anew in UTF-8 may keep its old declaration; Arabic in a single-byte
    // encoding is never valid UTF-8 by chance.
    // A byte or two that are damaged change nothing.
    if !bytes.is_ascii() && (is_utf_8 || is_nearly_utf_8(bytes)) {
        return UTF_8;
    }
    let outer = outer.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let named = [outer, declared(bytes)].into_iter().flatten();
    let mut named = named.filter(|&encoding| encoding != UTF_8);
    if let Some(encoding) = named.find(|encoding| fits(encoding, bytes)) {
        return match detected(bytes) {
            // Latin-1 is what programs name that were never told.
            arabic if encoding == WINDOWS_1252 && is_arabic(arabic) => arabic,
            _ => encoding,
        };
    }
    if is_utf_8 { UTF_8 } else { detected(bytes) }
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

fn is_arabic(encoding: &'static Encoding) -> bool {
    encoding == WINDOWS_1256 || encoding == ISO_8859_6
}

/// Whether hardly any of `bytes` means nothing in `encoding`.
fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    if !has_errors {
        return true;
    }
    let errors = text.matches(char::REPLACEMENT_CHARACTER).count();
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    errors * 20 < foreign
}

/// The encoding named in an XML declaration or in an HTML meta element.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]);
    let head = head.trim_start().to_ascii_lowercase();
    if !head.starts_with('<') {
        return None;
    }
    let xml = head
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(declaration, _)| value(declaration, "encoding"));
    let label = xml.or_else(|| {
        head.split("<meta")
            .skip(1)
            .filter_map(|rest| rest.split_once('>'))
            .find_map(|(attributes, _)| value(attributes, "charset"))
    })?;
    Encoding::for_label(label.as_bytes())
}

/// What stands after `name=` in `text`, with or without quotes.
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(name)?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let after = after.trim_start_matches(['"', '\'']);
    let end = after
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '?'))
        .unwrap_or(after.len());
    Some(&after[..end])
}

/// UTF-16 without a mark: of Arabic and Latin text one byte of each pair is 0 or 6.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let of_page = |high: usize, low: usize| {
        let count = head.chunks_exact(2);
        count
            .filter(|pair| {
                matches!(
                    (pair[high], pair[low]),
                    (6, _) | (0, 9 | 10 | 13 | 32..=126)
                )
            })
            .count()
    };
    let is_most = |count: usize| count * 10 >= pairs * 9;
    if is_most(of_page(1, 0)) {
        Some(UTF_16LE)
    } else if is_most(of_page(0, 1)) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-32, which is known by its zeros: no text in any other encoding has three of them
/// beside each of its first characters.
fn utf_32(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..16)?;
    let of = |read: fn([u8; 4]) -> u32| {
        let read = move |four: &[u8]| read([four[0], four[1], four[2], four[3]]);
        let is_text = head.chunks_exact(4).all(|four| {
            let code = read(four);
            code == 0xfeff || (0x9..0x1_0000).contains(&code)
        });
        is_text.then(|| {
            let codes = bytes.chunks_exact(4).map(read);
            let chars = codes.map(|code| char::from_u32(code).unwrap_or('\u{fffd}'));
            chars.filter(|&c| c != '\u{feff}').collect()
        })
    };
    of(u32::from_be_bytes).or_else(|| of(u32::from_le_bytes))
}

/// Whether at least 19 of 20 of the bytes beyond ASCII are part of valid UTF-8.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk
            .valid()
            .bytes()
            .filter(|byte| !byte.is_ascii())
            .count();
        bad += chunk.invalid().len();
    }
    good >= bad * 19
}

/// `has_controls` is what [`has_controls_beyond_ascii`] says. `has_errors` says that some of
/// `text` stands for bytes that meant nothing; else what says so came with the text, which has
/// lost something before.
fn refuse_binary(text: &str, has_errors: bool, has_controls: bool) -> Result<(), FeedError> {
    let is_suspect =
        |byte: u8| byte == 0x7f || (byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0xc));
    let suspects = text.bytes().map(is_suspect);
    if !has_errors && !suspects.fold(false, |any, one| any | one) && !has_controls {
        return Ok(());
    }
    let zeros = memchr_iter(b'\0', text.as_bytes()).count();
    if zeros > 0 {
        return Err(FeedError::Binary {
            found: format!("{zeros} zero bytes"),
        });
    }
    let (mut controls, mut all) = (0, 0);
    for c in text.chars() {
        all += 1;
        let is_white = matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}');
        let is_error = has_errors && c == char::REPLACEMENT_CHARACTER;
        controls += usize::from((c.is_control() && !is_white) || is_error);
    }
    if controls * CONTROLS > all {
        return Err(FeedError::Binary {
            found: format!("{controls} of {all} characters are none"),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Result<String, FeedError> {
        super::decode(bytes, None).map(Cow::into_owned)
    }

    const TEXT: &str = "وصلت السفينة إلى المرفأ صباح اليوم، وعلى متنها ستون راكبا من أهل الجزيرة.";

    #[test]
    fn arabic_in_old_encodings_is_recognised() {
        for encoding in [WINDOWS_1256, ISO_8859_6] {
            let (bytes, _, lossy) = encoding.encode(TEXT);
            assert!(!lossy);
            assert_eq!(decode(&bytes).unwrap(), TEXT, "{}", encoding.name());
        }
    }

    #[test]
    fn a_declaration_decides_and_stale_ones_do_not() {
        let short = "<?xml version='1.0' encoding='windows-1256'?><a>نص</a>";
        assert_eq!(decode(&WINDOWS_1256.encode(short).0).unwrap(), short);
        let page = "<html><meta http-equiv=x content=\"text/html; charset=ISO-8859-6\"><p>نص";
        assert_eq!(decode(&ISO_8859_6.encode(page).0).unwrap(), page);
        assert_eq!(decode(page.as_bytes()).unwrap(), page);
    }

    #[test]
    fn what_the_server_says_counts_where_it_can_be_true() {
        let declared = |label: &str| format!("<?xml version='1.0' encoding='{label}'?><a>نص</a>");
        let silent = "<a>نص قصير</a>";
        let bytes = ISO_8859_6.encode(silent).0;
        let said = |label: &str| super::decode(&bytes, Some(label)).unwrap();
        assert_eq!(said("ISO-8859-6"), silent);
        // The server's word for one file is often that for all its files.
        let text = declared("windows-1256");
        let bytes = WINDOWS_1256.encode(&text).0;
        assert_eq!(super::decode(&bytes, Some("utf-8")).unwrap(), text);
        assert_eq!(
            super::decode(text.as_bytes(), Some("windows-1256")).unwrap(),
            text
        );
        // Latin-1 named for Arabic by programs that were never told.
        let text = format!("<?xml version='1.0' encoding='iso-8859-1'?><a>{TEXT}</a>");
        for encoding in [WINDOWS_1256, ISO_8859_6] {
            assert_eq!(decode(&encoding.encode(&text).0).unwrap(), text);
        }
    }

    #[test]
    fn utf_16_with_and_without_mark() {
        let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [&little, &big, &[&[0xff, 0xfe], little.as_slice()].concat()] {
            assert_eq!(decode(bytes).unwrap(), TEXT);
        }
        for bytes in [
            TEXT.chars()
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect::<Vec<u8>>(),
            TEXT.chars()
                .flat_map(|c| u32::from(c).to_be_bytes())
                .collect(),
        ] {
            assert_eq!(decode(&bytes).unwrap(), TEXT);
        }
        let marked = format!("\u{feff}{TEXT}");
        assert_eq!(decode(marked.as_bytes()).unwrap(), TEXT);
    }

    #[test]
    fn one_damaged_byte_does_not_turn_utf_8_into_something_else() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes[0] = b'x';
        assert!(decode(&bytes).unwrap().ends_with(&TEXT[2..]));
    }

    #[test]
    fn what_was_lost_before_does_not_make_a_text_binary() {
        let text = "خبر \u{fffd}\u{fffd}\u{fffd} آخر";
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
    }

    #[test]
    fn nearly_all_utf_8_counts_more_than_a_declaration() {
        let text = format!("<?xml version='1.0' encoding='iso-8859-1'?><a>{TEXT}</a>");
        let mut bytes = text.clone().into_bytes();
        bytes.insert(bytes.len() - 4, 0xe9);
        let read = decode(&bytes).unwrap();
        assert_eq!(read.replace('\u{fffd}', ""), text);
    }

    #[test]
    fn controls_are_the_signs_that_they_were_meant_for() {
        let text = |open, close| format!("{open}{}{close}", TEXT.repeat(3));
        let read = decode(text('\u{93}', '\u{94}').as_bytes()).unwrap();
        assert_eq!(read, text('“', '”'));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"a\0b and some more text"[..], &[1, 2, 3, 4, 5, b'a']] {
            assert!(matches!(decode(bytes), Err(FeedError::Binary { .. })));
        }
    }
}
