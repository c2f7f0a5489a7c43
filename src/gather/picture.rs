//! Pictures of articles: fetched, kept in a cache of limited size, decoded within limits.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use image::{DynamicImage, ImageReader, Limits, Rgb, RgbImage};
use url::Url;

use super::{GatherError, Gatherer};
use crate::library::{ArticleId, Library};
use crate::web::Request;

/// Pixels of a side beyond which a picture is none for a reader of news.
const LARGEST: u32 = 12_000;
/// Bytes that decoding one may take.
const MEMORY: u64 = 128 << 20;
/// Bytes of all that is kept.
const CACHE: u64 = 64 << 20;
/// Pixels of a side that are kept for terminals with pixels.
const FINE: u32 = 900;
/// Pixels that are kept of a row for others; more than a terminal has columns.
const WIDTH: u32 = 240;
/// Pixels that are kept of a column.
const HEIGHT: u32 = 240;

/// A picture, small enough for a terminal.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels; neither is 0.
    width: usize,
    height: usize,
    /// Row by row from the top, from the left.
    pixels: Vec<[u8; 3]>,
    /// The same in as many pixels as a terminal with pixels has use for.
    fine: Fine,
}

/// Pixels, each red, green and blue, row by row from the top, from the left.
#[derive(Clone, PartialEq, Eq)]
struct Fine {
    width: usize,
    height: usize,
    pixels: Arc<[u8]>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} by {})", self.width, self.height)
    }
}

impl Picture {
    /// Decodes a JPEG, PNG, WebP or GIF (its first frame); what is seen through stands on
    /// grey.
    ///
    /// # Errors
    /// [`GatherError::NoPicture`] when it is none, is damaged, or is larger than any picture
    /// of an article has to be.
    pub fn decode(bytes: &[u8]) -> Result<Self, GatherError> {
        let mut reader = ImageReader::new(Cursor::new(bytes))
            .with_guessed_format()
            .map_err(|_| GatherError::NoPicture)?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(LARGEST);
        limits.max_image_height = Some(LARGEST);
        limits.max_alloc = Some(MEMORY);
        reader.limits(limits);
        let decoded = reader.decode().map_err(|_| GatherError::NoPicture)?;
        // Smaller ones stay as they are.
        let within = |image: DynamicImage, width, height| {
            if image.width() > width || image.height() > height {
                image.thumbnail(width, height)
            } else {
                image
            }
        };
        let fine = on_grey(&within(decoded, FINE, FINE));
        let small = within(DynamicImage::ImageRgb8(fine.clone()), WIDTH, HEIGHT).into_rgb8();
        let size = |image: &RgbImage| (image.width() as usize, image.height() as usize);
        let (width, height) = size(&small);
        if width == 0 || height == 0 {
            return Err(GatherError::NoPicture);
        }
        let (fine_width, fine_height) = size(&fine);
        Ok(Self {
            width,
            height,
            pixels: small.pixels().map(|pixel| pixel.0).collect(),
            fine: Fine {
                width: fine_width,
                height: fine_height,
                pixels: fine.into_raw().into(),
            },
        })
    }

    /// The columns and rows of its pixels, and these: red, green and blue of each, row by
    /// row from the top, from the left.
    #[must_use]
    pub fn pixels(&self) -> (usize, usize, &Arc<[u8]>) {
        (self.fine.width, self.fine.height, &self.fine.pixels)
    }

    /// The rows that it takes in `columns` columns, a cell being twice as high as it is wide;
    /// no more than `most`, for which it gets narrower.
    #[must_use]
    pub fn fitted(&self, columns: usize, most: usize) -> (usize, usize) {
        let columns = columns.min(self.width).max(1);
        let rows = (columns * self.height).div_ceil(2 * self.width).max(1);
        if rows <= most.max(1) {
            return (columns, rows);
        }
        let rows = most.max(1);
        (
            (2 * rows * self.width / self.height).clamp(1, columns),
            rows,
        )
    }

    /// The mean colour of the upper and of the lower half of a cell, when it takes `columns`
    /// by `rows` cells.
    #[must_use]
    pub fn cell(&self, column: usize, row: usize, columns: usize, rows: usize) -> [[u8; 3]; 2] {
        [2 * row, 2 * row + 1].map(|half| {
            let across = span(column, columns, self.width);
            let down = span(half, 2 * rows, self.height);
            let mut sum = [0_usize; 3];
            for y in down.clone() {
                for x in across.clone() {
                    let pixel = self.pixels[y * self.width + x];
                    for (sum, value) in sum.iter_mut().zip(pixel) {
                        *sum += usize::from(value);
                    }
                }
            }
            let count = across.len() * down.len();
            sum.map(|sum| (sum / count) as u8)
        })
    }
}

/// `image` on grey, where it is seen through.
fn on_grey(image: &DynamicImage) -> RgbImage {
    let blend = |value: u8, alpha: u8| {
        const GREY: u32 = 128;
        let alpha = u32::from(alpha);
        ((u32::from(value) * alpha + GREY * (255 - alpha)) / 255) as u8
    };
    let seen = image.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        Rgb([red, green, blue].map(|value| blend(value, alpha)))
    })
}

/// The pixels of `all` that part `part` of `parts` shows; at least one.
fn span(part: usize, parts: usize, all: usize) -> std::ops::Range<usize> {
    let start = (part * all / parts).min(all - 1);
    let end = ((part + 1) * all / parts).clamp(start + 1, all);
    start..end
}

impl Gatherer {
    /// The picture at `address` that belongs to the article `id`, from the cache if it is
    /// there.
    ///
    /// # Errors
    /// When it cannot be fetched or is no picture.
    pub fn picture(
        &self,
        library: &Library,
        id: ArticleId,
        address: &str,
    ) -> Result<Picture, GatherError> {
        let folder = library.dir().join("pictures");
        let path = kept_at(&folder, address);
        if let Ok(bytes) = fs::read(&path) {
            return Picture::decode(&bytes);
        }
        let url = Url::parse(address).map_err(|_| GatherError::NoAddress(address.to_owned()))?;
        let mut request = Request::page(url);
        request.accept = "image/webp, image/png, image/jpeg, image/gif";
        request.may_be_private = library.came_from_private(id)?;
        let response = self.client.fetch(&request)?;
        let body = response.body.unwrap_or_default();
        let picture = Picture::decode(&body)?;
        // One that cannot be kept is fetched again.
        let _ = keep(&folder, &path, &body, CACHE);
        Ok(picture)
    }
}

fn kept_at(folder: &Path, address: &str) -> PathBuf {
    folder.join(blake3::hash(address.as_bytes()).to_hex().as_str())
}

/// Keeps `bytes` at `path`; the oldest go until all together have no more than `most` bytes.
fn keep(folder: &Path, path: &Path, bytes: &[u8], most: u64) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let new = path.with_extension("new");
    fs::write(&new, bytes)?;
    fs::rename(&new, path)?;
    let mut kept: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        kept.push((about.modified()?, about.len(), entry.path()));
    }
    kept.sort();
    let mut all: u64 = kept.iter().map(|(_, length, _)| length).sum();
    for (_, length, old) in kept {
        if all <= most || old == path {
            break;
        }
        fs::remove_file(old)?;
        all -= length;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut image = image::RgbImage::new(width, height);
        for (x, _, pixel) in image.enumerate_pixels_mut() {
            pixel.0 = if x < width / 2 {
                [255, 0, 0]
            } else {
                [0, 0, 255]
            };
        }
        let mut bytes = Vec::new();
        image
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
            .expect("written");
        bytes
    }

    #[test]
    fn a_picture_fills_cells_of_two_halves() {
        let picture = Picture::decode(&png(100, 50)).expect("a picture");
        assert_eq!(picture.fitted(40, 99), (40, 10));
        assert_eq!(picture.fitted(400, 99), (100, 25));
        assert_eq!(picture.fitted(40, 5), (20, 5));
        assert_eq!(picture.cell(0, 0, 40, 10), [[255, 0, 0]; 2]);
        assert_eq!(picture.cell(39, 9, 40, 10), [[0, 0, 255]; 2]);
        for (columns, rows) in [(1, 1), (3, 1), (7, 40)] {
            for row in 0..rows {
                for column in 0..columns {
                    let [upper, lower] = picture.cell(column, row, columns, rows);
                    assert!(upper[1] == 0 && lower[1] == 0, "no green");
                }
            }
        }
    }

    #[test]
    fn hostile_pictures_are_refused() {
        // A PNG that says it is 100,000 pixels wide and high.
        let mut bomb = png(2, 2);
        bomb[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
        for bytes in [&b""[..], b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n", &bomb] {
            assert!(matches!(
                Picture::decode(bytes),
                Err(GatherError::NoPicture)
            ));
        }
        // What would take more memory than a picture may is not decoded.
        let large = png(11_000, 2);
        assert!(Picture::decode(&large).is_ok());
        let wide = png(12_001, 1);
        assert!(Picture::decode(&wide).is_err());
    }

    #[test]
    fn the_cache_lets_the_oldest_go() {
        let folder = tempfile::tempdir().expect("a folder");
        for n in 0..5 {
            let path = kept_at(folder.path(), &n.to_string());
            keep(folder.path(), &path, &[0; 100], 250).expect("kept");
            let kept = fs::read_dir(folder.path()).expect("read").count();
            assert!(kept <= 2 && path.exists(), "{kept}");
        }
    }
}
