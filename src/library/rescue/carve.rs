//! Articles out of a database of which not even the tables are known any more: every page
//! is looked at by itself for rows that hold an article's text (SQLite's file format,
//! sections 1.5 and 1.6 and chapter 2). Marks, feeds and tags are lost then; removed
//! articles whose pages were not used again may come back.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use super::super::body;
use crate::article::Article;

/// Begins every text (RFC 8878, "Magic_Number").
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The page size of every library.
const PAGE: usize = 4_096;

/// Pages that one text may go on over: 64 MB.
const LONGEST: usize = (64 << 20) / PAGE;

/// "The page is a leaf table b-tree page."
const LEAF: u8 = 0x0d;

/// Hands each article in the file at `path` on, in no order.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn articles(path: &Path, take: &mut dyn FnMut(Article)) -> io::Result<()> {
    let file = Pages(File::open(path)?);
    let count = usize::try_from(file.0.metadata()?.len()).map_err(io::Error::other)? / PAGE;
    for number in 1..=count {
        let page = file.page(number)?;
        // The first page begins with the file's header.
        let header = if number == 1 { 100 } else { 0 };
        if page[header] != LEAF {
            continue;
        }
        let cells = usize::from(u16::from_be_bytes([page[header + 3], page[header + 4]]));
        for pointer in page[header + 8..].chunks_exact(2).take(cells) {
            let cell = usize::from(u16::from_be_bytes([pointer[0], pointer[1]]));
            let found = page.get(cell..).and_then(|cell| file.text(cell));
            if let Some(article) = found.and_then(|text| body::decode(&text).ok()) {
                take(article);
            }
        }
    }
    Ok(())
}

struct Pages(File);

impl Pages {
    /// The page with this number, which counts from 1.
    fn page(&self, number: usize) -> io::Result<[u8; PAGE]> {
        let mut page = [0; PAGE];
        self.0
            .read_exact_at(&mut page, ((number - 1) * PAGE) as u64)?;
        Ok(page)
    }

    /// The text in a row of the table of bodies, if this is one: a number that stands for
    /// itself and a blob.
    fn text(&self, cell: &[u8]) -> Option<Vec<u8>> {
        let (size, rest) = varint(cell)?;
        let (_, rest) = varint(rest)?;
        let row = self.payload(rest, usize::try_from(size).ok()?)?;
        let (header, types) = varint(&row)?;
        let (number, types) = varint(types)?;
        let (blob, _) = varint(types)?;
        let length = usize::try_from(blob.checked_sub(12)? / 2).ok()?;
        let text = row.get(usize::try_from(header).ok()?..)?;
        let is_text = number == 0 && blob % 2 == 0 && text.len() == length;
        (is_text && text.starts_with(&ZSTD)).then(|| text.to_owned())
    }

    /// The payload of a cell, put together again where it goes on over other pages.
    fn payload(&self, cell: &[u8], size: usize) -> Option<Vec<u8>> {
        const MOST: usize = PAGE - 35;
        const LEAST: usize = (PAGE - 12) * 32 / 255 - 23;
        if size <= MOST {
            return Some(cell.get(..size)?.to_owned());
        }
        let here = LEAST + (size.checked_sub(LEAST)? % (PAGE - 4));
        let here = if here <= MOST { here } else { LEAST };
        let mut payload = cell.get(..here)?.to_owned();
        let mut next = number(cell.get(here..)?)?;
        for _ in 0..LONGEST {
            let page = self.page(Some(next).filter(|&next| next > 0)?).ok()?;
            let left = (size - payload.len()).min(PAGE - 4);
            payload.extend_from_slice(&page[4..4 + left]);
            if payload.len() == size {
                return Some(payload);
            }
            next = number(&page)?;
        }
        None
    }
}

/// The number of a page.
fn number(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.first_chunk::<4>()?;
    usize::try_from(u32::from_be_bytes(*bytes)).ok()
}

/// "A variable-length integer": seven bits a byte, the highest first, and eight in the
/// ninth. Gives what comes after it, too.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (at, &byte) in bytes.iter().enumerate().take(9) {
        if at == 8 {
            return Some((value << 8 | u64::from(byte), &bytes[at + 1..]));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[at + 1..]));
        }
    }
    None
}
