//! Articles of megabytes, read while they are decompressed: there is never more in memory of
//! their JSON than some of it, nor of a long text a second copy.

use std::io::{self, Read, Write};

use memchr::memchr2;
use serde::de::DeserializeOwned;
use zstd::bulk::Compressor;
use zstd::stream::read::Decoder;

use crate::article::{Article, Block, Inline, MarkKind};

/// Bytes from which on a text of a block is not left to serde, which would copy it.
const LONG: usize = 64 << 10;
/// Bytes that are decompressed at a time.
const CHUNK: usize = 128 << 10;

/// Beyond this level of zstd, articles get hardly smaller and much slower.
const LEVEL: i32 = 1;

pub(super) fn compress(json: &[u8]) -> io::Result<Vec<u8>> {
    Compressor::with_dictionary(LEVEL, super::UTF_8_DICTIONARY)?.compress(json)
}

/// The article whose JSON is compressed as `data`, of `length` bytes when decompressed.
///
/// # Errors
/// When it is none.
pub(super) fn decode(data: &[u8], length: usize) -> io::Result<Article> {
    let mut json = Json::new(data, length)?;
    // All but the blocks of the body.
    let mut rest = Vec::new();
    let mut body = Vec::new();
    let mut depth = 0_isize;
    while let Some(byte) = json.next()? {
        if byte == b'"' {
            json.copy_text(&mut rest, usize::MAX)?;
        } else if byte == b'[' && depth == 1 && rest.ends_with(b"\"body\":") {
            body = json.blocks()?;
            rest.extend_from_slice(b"[]");
        } else {
            depth += nesting(byte);
            rest.push(byte);
        }
    }
    let mut article: Article = parse(&rest)?;
    article.body = body;
    Ok(article)
}

/// JSON, as much of it as has been decompressed and not been read.
struct Json<'d> {
    decoder: Decoder<'static, &'d [u8]>,
    /// Bytes of all of it.
    length: usize,
    chunk: Vec<u8>,
    /// How much of `chunk` has been read.
    at: usize,
}

impl<'d> Json<'d> {
    fn new(data: &'d [u8], length: usize) -> io::Result<Self> {
        Ok(Self {
            decoder: super::decoder(data)?,
            length,
            chunk: Vec::new(),
            at: 0,
        })
    }

    fn unread(&self) -> &[u8] {
        &self.chunk[self.at..]
    }

    /// Decompresses more, which there has to be.
    fn more(&mut self) -> io::Result<()> {
        if self.read_more()? {
            Ok(())
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }

    /// Decompresses more; gives whether there was any.
    fn read_more(&mut self) -> io::Result<bool> {
        self.chunk.drain(..self.at);
        self.at = 0;
        let more = (&mut self.decoder).take(CHUNK as u64);
        Ok({ more }.read_to_end(&mut self.chunk)? > 0)
    }

    fn next(&mut self) -> io::Result<Option<u8>> {
        if self.unread().is_empty() && !self.read_more()? {
            return Ok(None);
        }
        let byte = self.chunk[self.at];
        self.at += 1;
        Ok(Some(byte))
    }

    /// The blocks of an array that has begun.
    fn blocks(&mut self) -> io::Result<Vec<Block>> {
        let mut blocks = Vec::new();
        let mut block = Vec::new();
        let mut long = Vec::new();
        let mut depth = 0;
        loop {
            let byte = self.next()?.ok_or(io::ErrorKind::UnexpectedEof)?;
            if depth == 0 && matches!(byte, b',' | b']') {
                if !block.is_empty() {
                    blocks.push(parse_block(&block, &mut long)?);
                    block.clear();
                }
                if byte == b']' {
                    return Ok(blocks);
                }
            } else if byte == b'"' {
                if let Some(text) = self.copy_text(&mut block, LONG)? {
                    write!(block, "\"{STANDS_FOR_LONG}{}\"", long.len())?;
                    long.push(text);
                }
            } else {
                depth += nesting(byte);
                block.push(byte);
            }
        }
    }

    /// Copies a string that has begun to `copy` as it is written. One that is longer than
    /// `longest` bytes is not copied but given, what is escaped in it put right.
    fn copy_text(&mut self, copy: &mut Vec<u8>, longest: usize) -> io::Result<Option<String>> {
        let start = copy.len();
        copy.push(b'"');
        loop {
            let unread = self.unread();
            let end = memchr2(b'"', b'\\', unread);
            let length = end.unwrap_or(unread.len());
            copy.extend_from_slice(&unread[..length]);
            self.at += length;
            if end.is_none() {
                self.more()?;
            } else {
                let mark = self.next()?.unwrap_or_default();
                copy.push(mark);
                if mark == b'"' {
                    return Ok(None);
                }
                // Whatever is escaped ends no string.
                copy.extend(self.next()?);
            }
            if copy.len() - start > longest {
                self.chunk.splice(..self.at, copy.drain(start..).skip(1));
                self.at = 0;
                return self.long_text().map(Some);
            }
        }
    }

    /// A string that has begun.
    fn long_text(&mut self) -> io::Result<String> {
        // What is too much is given back, and has never been touched.
        let mut text = String::with_capacity(self.length);
        loop {
            let unread = self.unread();
            let end = memchr2(b'"', b'\\', unread);
            let length = end.unwrap_or_else(|| whole_characters(unread));
            let plain = simdutf8::basic::from_utf8(&unread[..length]);
            text.push_str(plain.map_err(io::Error::other)?);
            let escape = &unread[length..];
            match (end, escaped(escape)) {
                (Some(_), _) if escape[0] == b'"' => {
                    self.at += length + 1;
                    text.shrink_to_fit();
                    return Ok(text);
                }
                (Some(_), Some((c, escape))) => {
                    text.push(c?);
                    self.at += length + escape;
                }
                (None, _) | (_, None) => {
                    self.at += length;
                    self.more()?;
                }
            }
        }
    }
}

/// What a string begins with that stands for a long one; no text has this character.
const STANDS_FOR_LONG: &str = "\\u0000";

/// The block that is written as `json`, with the texts that are too `long` for it.
fn parse_block(json: &[u8], long: &mut Vec<String>) -> io::Result<Block> {
    let mut block = parse(json)?;
    if !long.is_empty() {
        each_text(&mut block, &mut |text| {
            let number = text.strip_prefix('\0').map(str::parse);
            if let Some(Ok::<usize, _>(number)) = number
                && let Some(long) = long.get_mut(number)
            {
                *text = std::mem::take(long);
            }
        });
        long.clear();
    }
    Ok(block)
}

fn parse<T: DeserializeOwned>(json: &[u8]) -> io::Result<T> {
    let json = simdutf8::basic::from_utf8(json).map_err(io::Error::other)?;
    serde_json::from_str(json).map_err(Into::into)
}

fn each_text(block: &mut Block, change: &mut impl FnMut(&mut String)) {
    let mut each_of = |inline: &mut Inline| {
        change(&mut inline.text);
        for mark in &mut inline.marks {
            if let MarkKind::Link(address) = &mut mark.kind {
                change(address);
            }
        }
    };
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => each_of(text),
        Block::Table { rows, .. } => rows.iter_mut().flatten().for_each(each_of),
        Block::Image { url, alt, caption } => {
            if let Some(caption) = caption {
                each_of(caption);
            }
            change(url);
            change(alt);
        }
        Block::Preformatted(text) => change(text),
        Block::Quote(blocks) => blocks.iter_mut().for_each(|block| each_text(block, change)),
        Block::List { items, .. } => {
            let blocks = items.iter_mut().flatten();
            blocks.for_each(|block| each_text(block, change));
        }
        Block::Rule => {}
    }
}

/// By how much `byte`, outside of strings, takes what follows deeper.
fn nesting(byte: u8) -> isize {
    match byte {
        b'{' | b'[' => 1,
        b'}' | b']' => -1,
        _ => 0,
    }
}

/// The bytes of `text` up to a character at its end of which some are missing.
fn whole_characters(text: &[u8]) -> usize {
    const LONGEST: usize = 4;
    let last = text
        .iter()
        .rev()
        .take(LONGEST)
        .position(|byte| byte & 0xc0 != 0x80);
    let Some(after) = last else {
        return text.len();
    };
    let length = match text[text.len() - 1 - after] {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    };
    if after + 1 < length {
        text.len() - 1 - after
    } else {
        text.len()
    }
}

/// The character that is escaped at the beginning of `text`, and the bytes of that; `None`
/// where some are missing.
fn escaped(text: &[u8]) -> Option<(io::Result<char>, usize)> {
    let c = match text {
        [b'\\', b'u', a, b, c, d, ..] => {
            let hex = [*a, *b, *c, *d];
            let hex = std::str::from_utf8(&hex).ok();
            let number = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
            let c = number.and_then(char::from_u32);
            return Some((c.ok_or_else(|| io::ErrorKind::InvalidData.into()), 6));
        }
        [b'\\', b'u', ..] | [] | [_] => return None,
        [_, b'b', ..] => '\u{8}',
        [_, b'f', ..] => '\u{c}',
        [_, b'n', ..] => '\n',
        [_, b'r', ..] => '\r',
        [_, b't', ..] => '\t',
        [_, other, ..] => char::from(*other),
    };
    Some((Ok(c), 2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::to_json;
    use super::*;
    use crate::article::Mark;

    fn inline(text: String) -> Inline {
        let end = text.chars().next().map_or(0, char::len_utf8);
        let kind = MarkKind::Link(format!("https://a.example/{}", "x".repeat(end)));
        let marks = vec![Mark {
            range: 0..end,
            kind,
        }];
        Inline { text, marks }
    }

    fn block(kind: u8, text: String) -> Block {
        match kind {
            0 => Block::Paragraph(inline(text)),
            1 => Block::Quote(vec![block(0, text.clone()), block(4, text)]),
            2 => Block::List {
                start: Some(2),
                items: vec![
                    vec![Block::Rule, block(0, text.clone())],
                    vec![block(3, text)],
                ],
            },
            3 => Block::Table {
                header: true,
                rows: vec![vec![inline(text.clone()), inline(text)]],
            },
            4 => Block::Preformatted(text),
            5 => Block::Image {
                url: format!("https://a.example/{text}"),
                alt: text.clone(),
                caption: Some(Box::new(inline(text))),
            },
            _ => Block::Rule,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// What is read while it is decompressed is what serde reads.
        #[test]
        fn an_article_is_read_as_it_was_written(
            blocks in prop::collection::vec(
                (0..7_u8, 0..9_usize, prop::sample::select(vec![1, 900, 9000, 40_000])),
                0..12,
            ),
        ) {
            let words = ["م", "قال ", "\"", "\\", "\n", "\u{1}", "é\t", "🚀", "[]{},:"];
            let body = blocks.into_iter().map(|(kind, word, times)| {
                let words = words[word..].concat();
                block(kind, words.repeat(times))
            });
            let article = Article {
                title: "\"body\":[".to_owned(),
                tags: vec!["body".to_owned()],
                summary: Some("نص\\\"".repeat(9000)),
                body: body.collect(),
                ..Article::default()
            };
            let json = to_json(&article)?;
            prop_assert!(json == serde_json::to_vec(&article)?);
            let data = compress(&json)?;
            prop_assert!(decode(&data, json.len())? == article);
        }
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_an_error() {
        let article = Article {
            body: vec![Block::Paragraph(Inline {
                text: "نص ".repeat(60_000),
                marks: Vec::new(),
            })],
            ..Article::default()
        };
        let json = to_json(&article).expect("JSON");
        for length in [json.len() - 1, json.len() / 2, 40_001, 200, 0] {
            let data = compress(&json[..length]).expect("compressed");
            assert!(decode(&data, length).is_err(), "{length}");
        }
        let data = compress(&json).expect("compressed");
        assert!(decode(&data[..data.len() / 2], json.len()).is_err());
    }
}
