//! A headline for what was published without one.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::article::{Article, Block};
use crate::text::sanitize;

/// Longest headline taken from a text, in characters.
const LONGEST: usize = 100;

/// A headline from the first words of a body.
pub(super) fn of_body(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => of_text(&text.text),
        Block::Preformatted(text) => of_text(text),
        Block::Quote(blocks) => of_body(blocks),
        Block::List { items, .. } => items.iter().find_map(|item| of_body(item)),
        Block::Table { .. } | Block::Image { .. } | Block::Rule => None,
    })
}

/// What an article is called that is nothing but a link or a file: the file's title, or
/// where it lies.
pub(super) fn of_address(article: &Article) -> Option<String> {
    let file = article.enclosures.first();
    let title = file.and_then(|file| file.title.clone());
    let address = article
        .url
        .as_deref()
        .or(file.map(|file| file.url.as_str()));
    title.or_else(|| {
        let url = Url::parse(address?).ok()?;
        let place = format!("{}{}", url.host_str()?, url.path());
        let place = percent_decode_str(place.trim_end_matches('/')).decode_utf8_lossy();
        Some(sanitize::line(&place))
    })
}

/// What an article is called that holds nothing to read: what it is known by, its picture,
/// or who is behind it, what it is about, or when it came.
pub(super) fn of_circumstances(article: &Article) -> Option<String> {
    let picture = article.image.as_deref();
    let guid = article.guid.as_deref().or(picture).map(sanitize::line);
    let known = guid.filter(|guid| !guid.is_empty());
    let others = article.authors.iter().chain(&article.category);
    known
        .or_else(|| {
            others
                .map(|text| sanitize::line(text))
                .find(|text| !text.is_empty())
        })
        .or_else(|| Some(article.published?.strftime("%F %R").to_string()))
}

/// The first line of `text`; of a long one the first sentence, or as many whole words
/// as a headline holds, with an ellipsis.
pub(super) fn of_text(text: &str) -> Option<String> {
    let line = text.lines().map(sanitize::line).find(|l| !l.is_empty())?;
    if line.chars().count() <= LONGEST {
        return Some(line);
    }
    let cut = line.char_indices().nth(LONGEST).map_or(line.len(), |c| c.0);
    let head = &line[..cut];
    let sentence = [". ", "؟ ", "! ", "۔ ", "؛ "]
        .iter()
        .filter_map(|end| head.find(end).map(|at| at + end.len() - 1))
        .min();
    Some(match (sentence, head.rfind(' ')) {
        (Some(end), _) if head[..end].chars().count() > 20 => head[..end].to_owned(),
        (_, Some(space)) => format!("{}…", &head[..space]),
        (_, None) => format!("{head}…"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_gives_its_first_sentence_or_words() {
        assert_eq!(of_text("\n قصير \nبقية").as_deref(), Some("قصير"));
        let sentence = "أعلنت البلدية فتح الجسر الجديد. ".to_owned() + &"وأضافت ".repeat(30);
        assert_eq!(
            of_text(&sentence).as_deref(),
            Some("أعلنت البلدية فتح الجسر الجديد.")
        );
        let words = of_text(&"كلمة ".repeat(50)).unwrap();
        assert!(words.ends_with("كلمة…") && words.chars().count() <= LONGEST + 1);
    }
}
