//! The sample articles that ship inside the program.

use include_dir::{Dir, include_dir};

use super::{FeedError, Origin, parse};
use crate::article::Article;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/data/samples");

/// The sample articles, by file name.
///
/// # Errors
/// None in a sound build (a test reads them all).
pub fn articles() -> Result<Vec<Article>, FeedError> {
    let mut files: Vec<_> = FILES
        .files()
        .filter(|file| file.path().extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort_by_key(|file| file.path());
    let mut articles = Vec::with_capacity(files.len());
    for file in files {
        let origin = Origin {
            name: file.path().display().to_string(),
        };
        articles.extend(parse(file.contents(), &origin)?.articles);
    }
    Ok(articles)
}
