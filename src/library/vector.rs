//! An article as a bag of weighted terms, the measure of likeness.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;
use memchr::memmem;

use super::print::Print;
use crate::article::Article;
use crate::text::stop_words::is_stop_word;
use crate::text::words::{Analyser, Term};

/// How much more a term in the title says of the subject.
const TITLE_WEIGHT: f32 = 2.0;

/// Where a term stands in an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Occurrences {
    /// In everything that is searched, the title included.
    pub count: u32,
    pub in_title: bool,
}

/// What a byte tells of at most.
const MOST: u32 = 127;

impl Occurrences {
    /// As most terms occur where they do.
    pub(super) const ONCE: Self = Self {
        count: 1,
        in_title: false,
    };

    /// Both in a byte, 0 for [`Occurrences::ONCE`] and small for few; more than [`MOST`] are told
    /// as so many.
    #[inline]
    pub(super) fn to_byte(self) -> u8 {
        let more = self.count.clamp(1, MOST) - 1;
        (more << 1) as u8 | u8::from(self.in_title)
    }

    #[inline]
    pub(super) fn from_byte(byte: u8) -> Self {
        Self {
            count: u32::from(byte >> 1) + 1,
            in_title: byte & 1 != 0,
        }
    }

    /// Those of two terms that are taken for one.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            in_title: self.in_title || other.in_title,
        }
    }

    /// What they weigh in the vector, before the term's rarity: each says less than
    /// the one before (BM25's measure, with its usual constant).
    pub(super) fn weight(self) -> f32 {
        const SATURATION: f32 = 1.2;
        let count = self.count as f32;
        let weight = count * (SATURATION + 1.0) / (count + SATURATION);
        if self.in_title {
            TITLE_WEIGHT * weight
        } else {
            weight
        }
    }
}

/// The terms of an article that say something of its subject.
#[derive(Debug, Default)]
pub(super) struct TermVector(pub HashMap<Term, Occurrences, RandomState>);

impl TermVector {
    /// Its Euclidean length.
    pub(super) fn length(&self) -> f32 {
        let squares = self.0.values().map(|term| term.weight().powi(2));
        squares.sum::<f32>().sqrt()
    }
}

/// An article as the terms that it is found and compared by.
pub(super) struct Terms {
    /// Of each of [`searched_texts`].
    pub texts: Vec<Vec<Term>>,
    /// Which of them is the body.
    body: usize,
}

impl Terms {
    pub(super) fn new(analyser: &mut Analyser, article: &Article) -> Self {
        let (texts, body) = texts_and_body(article);
        let terms = |text: &Cow<'_, str>| analyser.words(text).map(|word| word.term).collect();
        Self {
            texts: texts.iter().map(terms).collect(),
            body,
        }
    }

    pub(super) fn title(&self) -> &[Term] {
        &self.texts[0]
    }

    pub(super) fn vector(&self) -> TermVector {
        let count: usize = self.texts.iter().map(Vec::len).sum();
        let mut terms: HashMap<Term, Occurrences, RandomState> =
            HashMap::with_capacity_and_hasher(count, RandomState::default());
        for term in self.texts.iter().flatten() {
            terms.entry(term.clone()).or_default().count += 1;
        }
        for term in self.title() {
            terms.entry(term.clone()).or_default().in_title = true;
        }
        terms.retain(|term, _| !is_stop_word(term));
        TermVector(terms)
    }

    pub(super) fn print(&self) -> Print {
        Print::new(self.texts[self.body].iter().map(Term::number))
    }
}

/// The parts of an article that search looks through, in the order they are indexed;
/// the title first.
pub(super) fn searched_texts(article: &Article) -> Vec<Cow<'_, str>> {
    texts_and_body(article).0
}

/// Whether `part` stands in `text`. Its beginning is looked for, which needs no preparation as all
/// of it does; where that stands too often, all of it is.
fn has(text: &str, part: &str) -> bool {
    const BEGINNING: usize = 32;
    const OFTEN: usize = 8;
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let mut places = memmem::find_iter(text, &part[..part.len().min(BEGINNING)]);
    let mut first = places.by_ref().take(OFTEN);
    first.any(|place| text[place..].starts_with(part))
        || places.next().is_some() && memmem::find(text, part).is_some()
}

/// As [`searched_texts`], and which of them is the body.
pub(super) fn texts_and_body(article: &Article) -> (Vec<Cow<'_, str>>, usize) {
    let text = article.plain_text();
    let mut texts = vec![Cow::from(&article.title)];
    if let Some(summary) = &article.summary
        && !has(&text, summary)
    {
        texts.push(summary.into());
    }
    let body = texts.len();
    texts.push(text.into());
    texts.extend(article.authors.iter().map(Cow::from));
    texts.extend(article.tags.iter().map(Cow::from));
    (texts, body)
}
