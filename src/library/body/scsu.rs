//! The Standard Compression Scheme for Unicode (Unicode Technical Standard #6): not ASCII alone but
//! an alphabet as well takes one byte a letter. It is what the active one of eight windows shows,
//! each of 128 characters; the fourth is at Arabic from the start.

mod decode;
mod encode;

pub(super) use decode::decode;
pub(super) use encode::encode;

/// Where the windows are until they are moved.
const WINDOWS: [u32; 8] = [0x80, 0xc0, 0x400, 0x600, 0x900, 0x3040, 0x30a0, 0xff00];
/// Windows that single characters can be quoted from and that stay where they are.
const STATIC: [u32; 8] = [0, 0x80, 0x100, 0x300, 0x2000, 0x2080, 0x2100, 0x3000];
/// Characters of a window.
const SIZE: u32 = 0x80;
/// The byte that stands for the first of what the active window shows.
const SHOWN: u8 = 0x80;
/// By how much more a window is moved that is beyond the ideographs.
const BEYOND_IDEOGRAPHS: u32 = 0xac00;
/// The first character that takes two units of UTF-16.
const BEYOND_UNITS: u32 = 0x1_0000;

// Tags take the place of most control characters. Of some there are eight, one for each window.
const QUOTE_0: u8 = 0x01;
const QUOTE_7: u8 = 0x08;
const DEFINE_EXTENDED: u8 = 0x0b;
const RESERVED: u8 = 0x0c;
const QUOTE_UNIT: u8 = 0x0e;
const TO_UNITS: u8 = 0x0f;
const CHANGE_0: u8 = 0x10;
const CHANGE_7: u8 = 0x17;
const DEFINE_0: u8 = 0x18;
const DEFINE_7: u8 = 0x1f;

/// A byte that begins no character in UTF-8, nor does the one after it.
const NONE: u8 = 0xfe;

/// Bytes that are gone through at once where nothing is unusual.
const CHUNK: usize = 64;

/// How many of `bytes` there are before one that is not usual.
#[inline]
fn count(bytes: &[u8; CHUNK], is_usual: impl Fn(u8) -> bool) -> usize {
    // Whether there is one is found for all of them at once.
    if bytes.iter().fold(true, |all, &byte| all & is_usual(byte)) {
        return CHUNK;
    }
    bytes
        .iter()
        .position(|&byte| !is_usual(byte))
        .unwrap_or(CHUNK)
}

/// Appends the first `length` of `some`. To copy all of them and take back what is too much is
/// sooner done.
fn push_some<const N: usize>(bytes: &mut Vec<u8>, some: &[u8; N], length: usize) {
    let end = bytes.len() + length;
    bytes.extend_from_slice(some);
    bytes.truncate(end);
}

/// The first byte in UTF-8 of the characters in the first half of `window`; that of the others is
/// the next one. [`NONE`] where it is not as simple as that.
fn lead(window: u32) -> u8 {
    if window + SIZE <= 0x800 && window.is_multiple_of(0x40) {
        0xc0 | (window >> 6) as u8
    } else {
        NONE
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(decode(bytes).expect("SCSU")).expect("UTF-8")
    }

    fn bytes(hex: &str) -> Vec<u8> {
        let byte = |hex| u8::from_str_radix(hex, 16).expect("a byte");
        hex.split_ascii_whitespace().map(byte).collect()
    }

    /// Section 9 of the standard.
    #[test]
    fn the_examples_of_the_standard_are_read() {
        assert_eq!(text(&bytes("D6 6C 20 66 6C 69 65 DF 74")), "Öl fließt");
        assert_eq!(text(&bytes("12 9C BE C1 BA B2 B0")), "Москва");
        let japanese = "\
            08 00 1B 4C EA 16 CA D3 94 0F 53 EF 61 1B E5 84 C4 0F 53 EF 61 1B E5 84 C4 16 CA D3 \
            94 08 02 0F 53 4A 4E 16 7D 00 30 82 52 4D 30 6B 6D 41 88 4C E5 97 9F 08 0C 16 CA D3 \
            94 15 AE 0E 6B 4C 08 0D 8C B4 A3 9F CA 99 CB 8B C2 97 CC AA 84 08 02 0E 7C 73 E2 16 \
            A3 B7 CB 93 D3 B4 C5 DC 9F 0E 79 3E 06 AE B1 9D 93 D3 08 0C BE A3 8F 08 88 BE A3 8D \
            D3 A8 A3 97 C5 17 89 08 0D 15 D2 08 01 93 C8 AA 8F 0E 61 1B 99 CB 0E 4E BA 9F A1 AE \
            93 A8 A0 08 02 08 0C E2 16 A3 B7 CB 0F 4F E1 80 05 EC 60 8D EA 06 D3 E6 0F 8A 00 30 \
            44 65 B9 E4 FE E7 C2 06 CB 82";
        assert_eq!(
            text(&bytes(japanese)),
            "\u{3000}♪リンゴ可愛いや可愛いやリンゴ。半世紀も前に流行した「リンゴの歌」がぴったりするか\
             もしれない。米アップルコンピュータ社のパソコン「マック（マッキントッシュ）」を、こよなく\
             愛する人たちのことだ。「アップル信者」なんて言い方まである。"
        );
        let all_features = "\
            41 DF 12 81 03 5F 10 DF 1B 03 DF 1C 88 80 0B BF FF FF 0D 0A \
            41 10 DF 12 81 03 5F 10 DF 13 DF 14 80 15 FF";
        let line = "A\u{df}\u{401}\u{15f}\u{df}\u{1df}\u{f000}\u{10ffff}";
        assert_eq!(text(&bytes(all_features)), format!("{line}\r\n{line}"));
    }

    #[test]
    fn arabic_takes_a_byte_a_letter() {
        for (text, written) in [
            ("", &b""[..]),
            ("plain\n", b"plain\n"),
            ("قال", b"\x13\xc2\xa7\xc4"),
            ("قال «لا»", b"\x13\xc2\xa7\xc4 \x01\xab\xc4\xa7\x01\xbb"),
            ("قال “لا”", b"\x13\xc2\xa7\xc4 \x05\x1c\xc4\xa7\x05\x1d"),
            ("\u{1}", b"\x01\x01"),
        ] {
            assert_eq!(encode(text), written, "{text}");
        }
        let long = "وقال الوزير للصحفيين إن 3 دول وافقت، ".repeat(50);
        assert_eq!(encode(&long).len(), 1 + long.chars().count());
    }

    #[test]
    fn what_is_not_scsu_is_an_error() {
        for bytes in [
            &b"\x0c"[..],
            b"\x01",
            b"\x0e\xd8\x00",
            b"\x0e\xd8\x00a",
            b"\x0e\xdc\x00",
            b"\x0b\x00",
            b"\x18\x00",
            b"\x18\xa8",
            b"\x0f\x06",
            b"\x0f\xf2",
        ] {
            assert!(decode(bytes).is_err(), "{bytes:x?}");
        }
    }

    fn texts() -> impl Strategy<Value = String> {
        let pieces = [
            "م",
            "قال ",
            "گفت",
            "«",
            "“",
            "\u{fe8d}",
            "é",
            "я",
            "ﷺ",
            "中文",
            "🚀",
            "𐩽",
            "\u{1}",
            "\n",
            "a",
            "وقال الوزير للصحفيين إن ثلاث دول وافقت على القرار، ",
            "{\"paragraph\":{\"text\":\"نص\"}},{\"paragraph\":{\"text\":\"text\"}}",
        ];
        let piece = prop_oneof![
            prop::sample::select(pieces.to_vec()).prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(written in prop_oneof![any::<String>(), texts()]) {
            let bytes = encode(&written);
            prop_assert!(bytes.len() <= 2 * written.len());
            prop_assert_eq!(text(&bytes), written);
        }

        #[test]
        fn whatever_is_read_is_utf_8(
            pieces in prop::collection::vec(prop_oneof![
                prop::collection::vec(any::<u8>(), 0..9),
                prop::collection::vec(0x20_u8.., 0..200),
                prop::collection::vec(..0x20_u8, 0..9),
            ], 0..9),
        ) {
            let bytes = pieces.concat();
            if let Ok(text) = decode(&bytes) {
                prop_assert!(text.len() <= 4 * bytes.len());
                prop_assert!(str::from_utf8(&text).is_ok());
            }
        }
    }
}
