//! A body out of an answer, decompressed and never larger than it may be.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::{DeflateDecoder, ZlibDecoder};

use super::WebError;

/// Encodings that are understood, for `Accept-Encoding`.
pub(super) const ENCODINGS: &str = "gzip, deflate, br";

/// All of `body`; `limit` is in bytes after decompression. gzip and brotli are undone
/// already, what is left is named by `encoding`.
pub(super) fn read(
    body: impl Read,
    encoding: Option<&str>,
    limit: u64,
) -> Result<Vec<u8>, ReadError> {
    match encoding.map(str::trim) {
        None | Some("" | "identity" | "gzip" | "x-gzip" | "br") => take(body, limit),
        Some(deflate) if deflate.eq_ignore_ascii_case("deflate") => {
            let mut body = BufReader::new(body);
            // The standard means zlib by it; some servers send the bare stream.
            let is_zlib = match *body.fill_buf()? {
                [first, second, ..] => {
                    first & 0x0f == 8 && (u16::from(first) << 8 | u16::from(second)) % 31 == 0
                }
                _ => true,
            };
            if is_zlib {
                take(ZlibDecoder::new(body), limit)
            } else {
                take(DeflateDecoder::new(body), limit)
            }
        }
        Some(other) => Err(ReadError::Other(WebError::Broken(format!(
            "compressed as {other:?}"
        )))),
    }
}

/// Why a body could not be read.
#[derive(Debug)]
pub(super) enum ReadError {
    Io(io::Error),
    Other(WebError),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn take(body: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    body.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::Other(WebError::TooLarge { limit }));
    }
    Ok(bytes)
}
