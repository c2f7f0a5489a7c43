//! Pictures that say that they are larger than any memory, or are: what decodes them takes
//! no more than it may, whatever comes of it.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use image::{ImageFormat, RgbImage};
use marsad::gather::Picture;

use crate::effort;

/// Tells the child below which picture is its.
const PICTURE: &str = "MARSAD_TEST_PICTURE";
/// MiB that a process that decodes one may take in all: twice what the decoded picture may
/// have, since it is made smaller from there, and what a process takes.
const MOST: u64 = 320;

#[test]
#[ignore = "a process of the test below"]
fn child() {
    let Some(path) = std::env::var_os(PICTURE) else {
        return;
    };
    let picture = Picture::decode(&fs::read(path).expect("read"));
    let status = fs::read_to_string("/proc/self/status").expect("a status");
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    eprintln!(
        "decoded: {} at {} MiB",
        picture.is_ok(),
        kilobytes.expect("a number") >> 10
    );
}

/// Whether the picture at `path` was decoded, and the MiB that it took, in a process of its
/// own.
fn decoded(path: &Path) -> (bool, u64) {
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "pictures::child", "--ignored", "--nocapture"])
        .env(PICTURE, path)
        .output()
        .expect("started");
    let said = String::from_utf8_lossy(&output.stderr);
    let words = said
        .lines()
        .find_map(|line| line.strip_prefix("decoded: "))
        .unwrap_or_else(|| panic!("{}: {said}", path.display()));
    let mut words = words.split(' ');
    let is_picture = words.next() == Some("true");
    let mebibytes = words.nth(1).and_then(|word| word.parse().ok());
    (is_picture, mebibytes.expect("a number"))
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    let length = u32::try_from(data.len()).expect("a length").to_be_bytes();
    [&length[..], kind, data, &crc.sum().to_be_bytes()].concat()
}

fn packed(byte: u8, count: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let piece = vec![byte; 1 << 16];
    let mut left = count;
    while left > 0 {
        let now = left.min(piece.len());
        encoder.write_all(&piece[..now]).expect("packed");
        left -= now;
    }
    encoder.finish().expect("packed")
}

/// A PNG that says that it is `side` by `side`, with rows for `rows` of them, one bit a
/// pixel, and `more` before them.
fn png(side: u32, rows: u32, more: &[u8]) -> Vec<u8> {
    let size = side.to_be_bytes();
    let header = [&size[..], &size, &[1, 0, 0, 0, 0]].concat();
    let data = packed(
        0,
        (side as usize).div_ceil(8).saturating_add(1) * rows as usize,
    );
    let chunks = [
        &chunk(b"IHDR", &header)[..],
        more,
        &chunk(b"IDAT", &data),
        &chunk(b"IEND", &[]),
    ];
    [b"\x89PNG\r\n\x1a\n", &chunks.concat()[..]].concat()
}

fn small(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    RgbImage::from_pixel(16, 16, image::Rgb([200, 10, 10]))
        .write_to(&mut Cursor::new(&mut bytes), format)
        .expect("written");
    bytes
}

/// A JPEG whose header says that it is of so many pixels; `frame` is the kind of it.
fn jpeg(width: u16, height: u16, frame: u8) -> Vec<u8> {
    let mut bytes = small(ImageFormat::Jpeg);
    let at = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]);
    let at = at.expect("a frame");
    bytes[at + 1] = frame;
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A GIF whose screen and first frame are of so many pixels, with `count` frames.
fn gif(width: u16, height: u16, count: usize) -> Vec<u8> {
    let mut bytes = small(ImageFormat::Gif);
    let size = [width.to_le_bytes(), height.to_le_bytes()].concat();
    bytes[6..10].copy_from_slice(&size);
    let frame = bytes
        .iter()
        .rposition(|&byte| byte == 0x2c)
        .expect("a frame");
    bytes[frame + 5..frame + 9].copy_from_slice(&size);
    let trailer = bytes.pop().expect("an end");
    let one = bytes[frame..].repeat(count - 1);
    bytes.extend(one);
    bytes.push(trailer);
    bytes
}

/// A WebP that says that it is of so many pixels.
fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = small(ImageFormat::WebP);
    let at = bytes.windows(4).position(|four| four == b"VP8L");
    let at = at.expect("pixels") + 9;
    let bits = u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four"));
    let bits = bits & 0xf000_0000 | (width - 1) | (height - 1) << 14;
    bytes[at..at + 4].copy_from_slice(&bits.to_le_bytes());
    bytes
}

#[test]
fn pictures_take_no_more_memory_than_they_may() {
    let folder = tempfile::tempdir().expect("a folder");
    // The largest that are still decoded take long where nothing is optimised.
    let side = effort::times(11_000, 1_000);
    let (width, height) = (
        effort::times(12_000, 1_500) as u16,
        effort::times(3_500, 500) as u16,
    );
    let profile = [
        &b"x\0\0"[..],
        &packed(b'x', (effort::times(256, 8) as usize) << 20),
    ]
    .concat();
    let text = [
        &b"Comment\0\0"[..],
        &packed(b'x', (effort::times(64, 4) as usize) << 20),
    ]
    .concat();
    let pictures = [
        ("a png of 60,000 squared", png(60_000, 2, &[]), Some(false)),
        ("a png of 12,000 squared", png(12_000, 2, &[]), Some(false)),
        ("a large png", png(side, side, &[]), Some(true)),
        (
            "a png with a profile",
            png(16, 16, &chunk(b"iCCP", &profile)),
            None,
        ),
        (
            "a png with a comment",
            png(16, 16, &chunk(b"zTXt", &text)),
            Some(true),
        ),
        (
            "a jpeg of 65,500 squared",
            jpeg(65_500, 65_500, 0xc0),
            Some(false),
        ),
        ("a jpeg that lies", jpeg(width, height, 0xc0), None),
        (
            "a progressive jpeg that lies",
            jpeg(width, height, 0xc2),
            None,
        ),
        (
            "a gif of 65,535 squared",
            gif(65_535, 65_535, 1),
            Some(false),
        ),
        ("a gif that lies", gif(12_000, 2_700, 1), None),
        ("a gif of many frames", gif(16, 16, 40_000), Some(true)),
        (
            "a webp of 16,384 squared",
            webp(16_384, 16_384),
            Some(false),
        ),
        ("a webp that lies", webp(12_000, 2_700), None),
    ];
    for (what, bytes, expected) in pictures {
        assert!(bytes.len() < 16 << 20, "{what}: more than is fetched");
        let path = folder.path().join("picture");
        fs::write(&path, bytes).expect("written");
        let (is_picture, mebibytes) = decoded(&path);
        println!("{what}: {is_picture}, {mebibytes} MiB");
        assert!(mebibytes < MOST, "{what}: {mebibytes} MiB");
        assert!(
            expected.is_none_or(|expected| expected == is_picture),
            "{what}"
        );
    }
}
