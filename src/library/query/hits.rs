//! Where a query's words stand in a text, for marking them.

use std::ops::Range;

use super::{Condition, Field, Phrase, Query};
use crate::text::words::{Word, words};

impl Query {
    /// The places in `text` that the query's words match, as logical byte ranges in
    /// order and without overlaps. Words that must not match mark nothing;
    /// `title:` words mark only when `in_title`.
    #[must_use]
    pub fn hits(&self, text: &str, in_title: bool) -> Vec<Range<usize>> {
        let mut phrases = Vec::new();
        self.wanted(in_title, &mut phrases);
        if phrases.is_empty() {
            return Vec::new();
        }
        let words: Vec<Word> = words(text).collect();
        let mut hits: Vec<Range<usize>> = phrases
            .iter()
            .flat_map(|phrase| places(phrase, &words))
            .collect();
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits.dedup_by(|later, kept| {
            let overlaps = later.start < kept.end;
            if overlaps {
                kept.end = kept.end.max(later.end);
            }
            overlaps
        });
        hits
    }

    fn wanted<'a>(&'a self, in_title: bool, phrases: &mut Vec<&'a Phrase>) {
        match self {
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.wanted(in_title, phrases);
                }
            }
            Self::Is(Condition::Words(field, phrase)) => {
                if in_title || *field == Field::Anywhere {
                    phrases.push(phrase);
                }
            }
            Self::All | Self::Not(_) | Self::Is(_) => {}
        }
    }
}

fn places<'a>(phrase: &'a Phrase, words: &'a [Word]) -> impl Iterator<Item = Range<usize>> + 'a {
    words
        .windows(phrase.terms.len())
        .filter(|window| window.iter().map(|word| &word.term).eq(&phrase.terms))
        .map(|window| window[0].range.start..window[window.len() - 1].range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, text: &str, in_title: bool) -> Vec<String> {
        let query = Query::parse(query).unwrap();
        let hits = query.hits(text, in_title);
        hits.into_iter().map(|hit| text[hit].to_owned()).collect()
    }

    #[test]
    fn words_are_marked_in_every_form() {
        let text = "أسعار القَمْح ترتفع، والأسعار العالمية للقمح مستقرة";
        assert_eq!(
            marked("الاسعار قمح", text, false),
            ["أسعار", "القَمْح", "والأسعار", "للقمح"]
        );
        assert_eq!(marked("\"اسعار قمح\"", text, false), ["أسعار القَمْح"]);
    }

    #[test]
    fn only_what_must_match_is_marked() {
        assert_eq!(marked("قمح -نفط", "قمح ونفط", false), ["قمح"]);
        assert_eq!(marked("title:قمح", "قمح", false), Vec::<String>::new());
        assert_eq!(marked("title:قمح", "قمح", true), ["قمح"]);
        assert_eq!(marked("\"قمح نفط\" نفط", "قمح نفط", false), ["قمح نفط"]);
    }
}
