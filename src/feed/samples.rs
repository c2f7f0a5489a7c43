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
        let origin = Origin::named(file.path().display().to_string());
        articles.extend(parse(file.contents(), &origin)?.articles);
    }
    Ok(articles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, Inline};

    #[test]
    fn every_sample_comes_through_whole() {
        let articles = articles().unwrap();
        let shipped = FILES
            .files()
            .filter(|f| f.path().extension().is_some_and(|e| e == "md"));
        let texts: Vec<&str> = shipped.filter_map(|file| file.contents_utf8()).collect();
        assert!(articles.len() >= 30);
        assert_eq!(articles.len(), texts.len());
        for article in &articles {
            let title = &article.title;
            assert!(article.guid.is_some() && article.url.is_some(), "{title}");
            assert!(
                article.category.is_some() && article.published.is_some(),
                "{title}"
            );
            assert!(
                article.summary.is_some() && !article.authors.is_empty(),
                "{title}"
            );
            assert!(article.tags.len() > 1, "{title}");
            assert!(
                matches!(article.language.as_deref(), Some("ar" | "en" | "fa")),
                "{title}"
            );
            assert!(article.body.len() > 2, "{title}");
            let file = texts
                .iter()
                .find(|text| text.contains(article.guid.as_deref().unwrap()));
            assert!(file.unwrap().contains(&article.source), "{title}");
            lines(&article.body, &mut |inline| {
                // Nothing of the Markdown is left over in what is read.
                assert!(
                    !inline.text.contains("**") && !inline.text.contains("]("),
                    "{title}"
                );
            });
        }
    }

    #[test]
    fn no_word_of_a_sample_is_lost() {
        for file in FILES.files() {
            let Some(text) = file.contents_utf8().filter(|text| text.starts_with("---")) else {
                continue;
            };
            let name = file.path().display().to_string();
            let article = parse(text.as_bytes(), &Origin::named(name.clone())).unwrap();
            let body = article.articles[0].plain_text();
            let source = text.splitn(3, "---\n").nth(2).unwrap();
            let words = source.split(|c: char| !c.is_alphanumeric());
            let addresses: Vec<&str> = source
                .split(['(', ')'])
                .filter(|p| p.contains("://"))
                .collect();
            for word in
                words.filter(|word| !word.is_empty() && !word.chars().all(|c| c.is_ascii_digit()))
            {
                let is_in_address = addresses.iter().any(|address| address.contains(word));
                assert!(is_in_address || body.contains(word), "{name}: {word}");
            }
        }
    }

    fn lines(blocks: &[Block], check: &mut impl FnMut(&Inline)) {
        for block in blocks {
            match block {
                Block::Heading { text, .. } | Block::Paragraph(text) => check(text),
                Block::Quote(blocks) => lines(blocks, check),
                Block::List { items, .. } => items.iter().for_each(|item| lines(item, check)),
                Block::Table { rows, .. } => rows.iter().flatten().for_each(&mut *check),
                Block::Preformatted(_) | Block::Image { .. } | Block::Rule => {}
            }
        }
    }
}
