//! Whole articles: JSON compressed with zstd. A frame names the dictionary that it was made
//! with; those without one, which were written before there was any, stay readable.

mod long;

use std::cell::RefCell;
use std::io::{self, Read as _};
use std::sync::LazyLock;

use rusqlite::OptionalExtension;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::DecoderDictionary;
use zstd::stream::read::Decoder;

use super::error::Doing;
use super::{ArticleId, Library, LibraryError, Result};
use crate::article::Article;

/// Beyond this level of zstd, articles get hardly smaller and much slower.
const LEVEL: i32 = 1;

/// What articles have in common, found by `zstd --train` in those of the sample library. With it
/// they take a seventh less and are compressed as much sooner, and twice as many fit two to a
/// page of the database. Articles are stored with it: it stays as it is, whatever comes after it.
const DICTIONARY: &[u8] = include_bytes!("body/1.dict");

/// Bytes that most articles have room in.
const USUAL: usize = 8 << 10;

/// Articles up to this length in bytes are decompressed in one go.
const LONGEST: u64 = 1 << 20;

/// What is said to be longer is not believed.
const MOST: u64 = 1 << 30;

pub(super) fn to_json(article: &Article) -> io::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(USUAL);
    serde_json::to_writer(&mut json, article)?;
    Ok(json)
}

thread_local! {
    /// To set one up costs more than to compress an article, so it is kept; and the other as well.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// The dictionary as it is used by those who decompress.
static PREPARED: LazyLock<DecoderDictionary<'static>> =
    LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));

pub(super) fn compress(json: &[u8]) -> io::Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|kept| {
        let compressor = match kept {
            Some(compressor) => compressor,
            none => none.insert(Compressor::with_dictionary(LEVEL, DICTIONARY)?),
        };
        compressor.compress(json)
    })
}

/// The content of a frame that says how long that is, in bytes.
fn decompress(data: &[u8], length: usize) -> io::Result<Vec<u8>> {
    DECOMPRESSOR.with_borrow_mut(|kept| {
        let decompressor = match kept {
            Some(decompressor) => decompressor,
            none => none.insert(Decompressor::with_prepared_dictionary(&PREPARED)?),
        };
        decompressor.decompress(data, length)
    })
}

/// Decompresses as it reads.
fn decoder(data: &[u8]) -> io::Result<Decoder<'static, &[u8]>> {
    Decoder::with_prepared_dictionary(data, &PREPARED)
}

pub(super) fn decode(data: &[u8]) -> io::Result<Article> {
    let json = match zstd::zstd_safe::get_frame_content_size(data) {
        Ok(Some(length)) if length <= LONGEST => decompress(data, length as usize)?,
        Ok(Some(length)) if length <= MOST => return long::decode(data, length as usize),
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

    /// A frame as each way of writing articles made it.
    #[test]
    fn what_has_been_written_stays_readable() {
        for hex in [WITHOUT_DICTIONARY, WITH_DICTIONARY] {
            let (pairs, _) = hex.as_bytes().as_chunks();
            let byte = |pair: &[u8; 2]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16);
            let frame: Vec<u8> = pairs.iter().map(|pair| byte(pair).unwrap()).collect();
            assert_eq!(decode(&frame).unwrap().title, "خبر من الأرشيف");
        }
    }
}
