//! Whole articles: JSON in SCSU, compressed with zstd. A frame names the dictionary that it was made
//! with, and with that what it holds. Long articles are in UTF-8, and so is what was written before,
//! with another dictionary or none.

mod long;
mod scsu;

use std::cell::RefCell;
use std::io::{self, Read as _};
use std::sync::LazyLock;

use rusqlite::OptionalExtension;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::DecoderDictionary;
use zstd::stream::read::Decoder;
use zstd::zstd_safe::{self, CParameter, ParamSwitch};

use super::error::Doing;
use super::{ArticleId, Library, LibraryError, Result};
use crate::article::Article;

/// A level of zstd that goes on soon where it finds nothing: with SCSU, articles take a sixth less
/// than they do in UTF-8 at level 1, and are written in two thirds of the time.
const LEVEL: i32 = -4;
/// Letters that zstd looks for together. Fewer make articles hardly smaller, in more time.
const TOGETHER: u32 = 6;
/// How many places zstd keeps in mind, as a power of two: about all of the dictionary.
const PLACES: u32 = 13;
/// Bytes that zstd compresses at a time: few enough that it takes the dictionary's codes for single
/// letters. Codes of an article's own make it a twentieth smaller, and take a third of the time.
const BLOCK: u32 = 1280;

/// What articles have in common, found by `zstd --train` in those of the sample library, in SCSU.
/// With it they take a seventh less. Articles are stored with it: it stays as it is, whatever comes
/// after it.
const DICTIONARY: &[u8] = include_bytes!("body/2.dict");
/// The same in UTF-8.
const UTF_8_DICTIONARY: &[u8] = include_bytes!("body/1.dict");

/// Bytes that most articles have room in.
const USUAL: usize = 8 << 10;

/// Articles up to this length in bytes are in SCSU, and read in one go.
const LONGEST: u64 = 1 << 20;

/// What is said to be longer is not believed.
const MOST: u64 = 1 << 30;

/// What serde_json makes of `article`, to the byte, as [identity](super::identity) asks for.
pub(super) fn to_json(article: &Article) -> io::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(USUAL);
    simd_json::to_writer(&mut json, article).map_err(io::Error::other)?;
    Ok(json)
}

thread_local! {
    /// To set one up costs more than to compress an article, so it is kept; and the other as well.
    static COMPRESSOR: RefCell<Option<(Compressor<'static>, Vec<u8>)>> =
        const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// The dictionaries as they are used by those who decompress.
static PREPARED: LazyLock<DecoderDictionary<'static>> =
    LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));
static UTF_8_PREPARED: LazyLock<DecoderDictionary<'static>> =
    LazyLock::new(|| DecoderDictionary::copy(UTF_8_DICTIONARY));

pub(super) fn compress(json: &[u8]) -> io::Result<Vec<u8>> {
    if json.len() as u64 > LONGEST {
        return long::compress(json);
    }
    let json = simdutf8::basic::from_utf8(json).map_err(io::Error::other)?;
    COMPRESSOR.with_borrow_mut(|kept| {
        let (compressor, room) = match kept {
            Some(kept) => kept,
            none => none.insert((compressor()?, Vec::new())),
        };
        let encoded = scsu::encode(json);
        room.clear();
        room.reserve(zstd_safe::compress_bound(encoded.len()));
        compressor.compress_to_buffer(&encoded, room)?;
        // It takes half as much room as it may.
        Ok(room.to_vec())
    })
}

fn compressor() -> io::Result<Compressor<'static>> {
    let mut compressor = Compressor::with_dictionary(LEVEL, DICTIONARY)?;
    compressor.set_parameter(CParameter::MinMatch(TOGETHER))?;
    compressor.set_parameter(CParameter::HashLog(PLACES))?;
    // Else zstd leaves single letters as they are at such a level.
    compressor.set_parameter(CParameter::LiteralCompressionMode(ParamSwitch::Enable))?;
    compressor.set_parameter(CParameter::MaxBlockSize(BLOCK))?;
    Ok(compressor)
}

/// The content of a frame that says how long that is, in bytes.
fn decompress(
    data: &[u8],
    length: usize,
    dictionary: &'static DecoderDictionary<'static>,
) -> io::Result<Vec<u8>> {
    DECOMPRESSOR.with_borrow_mut(|kept| {
        let decompressor = match kept {
            Some(decompressor) => decompressor,
            none => none.insert(Decompressor::new()?),
        };
        decompressor.set_prepared_dictionary(dictionary)?;
        decompressor.decompress(data, length)
    })
}

/// Decompresses as it reads what is in UTF-8.
fn decoder(data: &[u8]) -> io::Result<Decoder<'static, &[u8]>> {
    Decoder::with_prepared_dictionary(data, &UTF_8_PREPARED)
}

fn is_scsu(data: &[u8]) -> bool {
    let dictionary = zstd_safe::get_dict_id_from_dict(DICTIONARY);
    zstd_safe::get_dict_id_from_frame(data) == dictionary
}

pub(super) fn decode(data: &[u8]) -> io::Result<Article> {
    let length = zstd_safe::get_frame_content_size(data).ok().flatten();
    let json = match length {
        // In SCSU nothing is longer than twice what it is in UTF-8.
        Some(length) if length <= 2 * LONGEST && is_scsu(data) => {
            scsu::decode(&decompress(data, length as usize, &PREPARED)?)?
        }
        Some(length) if length <= LONGEST => decompress(data, length as usize, &UTF_8_PREPARED)?,
        Some(length) if length <= MOST => return long::decode(data, length as usize),
        _ => {
            let mut json = Vec::new();
            decoder(data)?.read_to_end(&mut json)?;
            json
        }
    };
    // Checked whole, the text need not be checked a string at a time, which takes longer.
    let json = simdutf8::basic::from_utf8(&json).map_err(io::Error::other)?;
    serde_json::from_str(json).map_err(Into::into)
}

impl Library {
    /// The article as it came in; `published` is `None` when the publisher gave no
    /// time (the headline then has that of the import).
    ///
    /// # Errors
    /// [`LibraryError::NoArticle`], or when it cannot be read.
    pub fn article(&self, id: ArticleId) -> Result<Article> {
        self.find_article(id)?.ok_or(LibraryError::NoArticle(id))
    }

    pub(super) fn find_article(&self, id: ArticleId) -> Result<Option<Article>> {
        let found = self
            .db
            .prepare_cached("SELECT data FROM bodies WHERE article = ?1")
            .and_then(|mut select| {
                // Decoded where SQLite has it, without a copy.
                let decoded = select.query_row([id], |row| Ok(decode(row.get_ref(0)?.as_blob()?)));
                decoded.optional()
            })
            .doing("read an article")?;
        found
            .map(|article| article.map_err(|cause| LibraryError::Body { id, cause }))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WITHOUT_DICTIONARY: &str = "\
        28b52ffd606700bd070042cf322b80b7e92791110e1a8e891bd8c2a7c86810ad87fb8757d8bdde6d6d5c\
        a38d4b1f616142d70c2a281b98b704900404a200d42b8ebc22f8c50fa6eee0eaccfa7466710283998129\
        96dc7af50333ea914b2e5b5f70c119758a23d7a672c0497d3475a28d6fe346fa4034753410e35906634a\
        ca38096e40d3d77804d645857b3b5f63a1dc26728ef440c58c22e4c8b9ca24104da5b78e083d2777a18c\
        4e3cfd7275044fb76e71c3224e485246a75bbff8f2c4d42966925767972b56b03675503e12c6a90c84b3\
        d1b479e6d3470f00462072e92d6b6b1f6f8e6f68b00295376ad8622689323b3bdee66072bde1b2489d54\
        524df75bc0";
    const WITH_DICTIONARY: &str = "\
        28b52ffd63b812887367006d0300b342082b2f5656369c33edd9cdaefdec177c6af4fddab2ab3d84d086\
        24f1dac35e1a51021cfc78380583cbdb0c89bb188d23c92ee391ae48cd7af7770fe0823122fe23631d38\
        78b4226f0ccd6bab603cd730a94dd2db4513c1e8c511f117cccdaf55e9e171c99b12205737111e";
    const WITH_SECOND_DICTIONARY: &str = "\
        28b52ffd6318c8340e2600f502000383093ca6e0c1838433bfdcd5fe7d79056fedd32c835f1b14c287a4\
        84e3327d794533a9721122b90413fc4529a0eb31ddef56be547e98512419a129e0222e69c883972223c2\
        4ba7c8be90c9e725d4247a1352a4310a6007e0bd809b3d0c";

    /// A frame as each way of writing articles made it.
    #[test]
    fn what_has_been_written_stays_readable() {
        for hex in [WITHOUT_DICTIONARY, WITH_DICTIONARY, WITH_SECOND_DICTIONARY] {
            let (pairs, _) = hex.as_bytes().as_chunks();
            let byte = |pair: &[u8; 2]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16);
            let frame: Vec<u8> = pairs.iter().map(|pair| byte(pair).unwrap()).collect();
            assert_eq!(decode(&frame).unwrap().title, "خبر من الأرشيف");
        }
    }

    proptest! {
        #[test]
        fn json_is_as_serde_json_has_it(
            title in "[\u{0}-\u{ff}ء-ي]{0,99}",
            summary in "[ء-ي \"\\\\]{0,99}",
        ) {
            let summary = Some(summary);
            let article = Article { title, summary, ..Article::default() };
            let expected = serde_json::to_vec(&article)?;
            prop_assert_eq!(to_json(&article)?, expected);
        }
    }

    /// Long ones, which are in UTF-8, and those that take more in SCSU as well.
    #[test]
    fn what_is_written_is_read() {
        for (summary, times) in [
            ("نص ", 1),
            ("نص ", 9_000),
            ("نص ", 300_000),
            ("րߊ", 250_000),
        ] {
            let article = Article {
                summary: Some(summary.repeat(times)),
                ..Article::default()
            };
            let json = to_json(&article).unwrap();
            let data = compress(&json).unwrap();
            assert_eq!(is_scsu(&data), json.len() as u64 <= LONGEST, "{times}");
            assert!(decode(&data).unwrap() == article, "{times}");
        }
    }

    #[test]
    fn what_is_damaged_is_an_error() {
        let article = Article {
            summary: Some("نص مختصر ".repeat(40)),
            ..Article::default()
        };
        let data = compress(&to_json(&article).unwrap()).unwrap();
        for length in 0..data.len() {
            assert!(decode(&data[..length]).is_err(), "{length}");
        }
        // In SCSU and not JSON, and neither.
        let compress = |bytes: &[u8]| compressor().unwrap().compress(bytes).unwrap();
        for bytes in [&b"\x13\xc2"[..], b"\x0c", b"{\"title\":\"\x01"] {
            assert!(decode(&compress(bytes)).is_err(), "{bytes:x?}");
        }
        // What is too long to have been written so.
        assert!(decode(&compress(&vec![b' '; 3 << 20])).is_err());
    }
}
