//! An article as a bag of weighted terms, the measure of likeness.

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::Article;
use crate::text::stop_words::is_stop_word;
use crate::text::words::Analyser;

/// How often each term that says something stands in a text.
pub(super) type TermCounts = HashMap<Arc<str>, u32>;

/// The parts of an article that search looks through, in the order they are indexed.
pub(super) fn searched_texts(article: &Article) -> Vec<String> {
    let body = article.plain_text();
    let mut texts = vec![article.title.clone()];
    if let Some(summary) = &article.summary
        && !body.contains(summary.as_str())
    {
        texts.push(summary.clone());
    }
    texts.push(body);
    texts.extend(article.authors.iter().cloned());
    texts.extend(article.tags.iter().cloned());
    texts
}

/// Counts the terms of `texts`, without stop words.
pub(super) fn count_terms<'a>(
    analyser: &mut Analyser,
    texts: impl IntoIterator<Item = &'a str>,
) -> TermCounts {
    let mut counts = TermCounts::new();
    for text in texts {
        for word in analyser.words(text) {
            *counts.entry(word.term).or_default() += 1;
        }
    }
    counts.retain(|term, _| !is_stop_word(term));
    counts
}

/// What `count` occurrences weigh: the second says less than the first.
pub(super) fn weight(count: u32) -> f32 {
    if count == 0 {
        return 0.0;
    }
    1.0 + (count as f32).ln()
}

/// The Euclidean length of the vector of weights.
pub(super) fn norm(counts: &TermCounts) -> f32 {
    counts
        .values()
        .map(|&count| weight(count).powi(2))
        .sum::<f32>()
        .sqrt()
}
