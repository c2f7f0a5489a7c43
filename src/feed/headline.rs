//! A headline for what was published without one.

use crate::article::Block;
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
