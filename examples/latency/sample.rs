//! Articles of the library, chosen by chance, and words that stand in them.

use std::ops::Range;

use marsad::library::{Anchor, ArticleId, Headline, Library, Query};
use marsad::text::stop_words::is_stop_word;
use marsad::text::words::words;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub struct Sample {
    articles: Vec<Sampled>,
}

pub struct Sampled {
    pub headline: Headline,
    text: String,
    /// Words of the text that are no stop words, in their order.
    words: Vec<Range<usize>>,
}

impl Sample {
    pub fn new(library: &Library, count: usize, seed: u64) -> anyhow::Result<Self> {
        let newest = library.headlines(&Query::All, Anchor::Newest, 1)?;
        let last = newest.first().map_or(0, |headline| headline.id.0);
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let mut articles = Vec::with_capacity(count);
        while articles.len() < count && last > 0 {
            let id = ArticleId(rng.random_range(1..=last));
            if let (Ok(headline), Ok(article)) = (library.headline(id), library.article(id)) {
                articles.push(Sampled::new(headline, article.plain_text()));
            }
        }
        Ok(Self { articles })
    }

    pub fn articles(&self) -> &[Sampled] {
        &self.articles
    }
}

impl Sampled {
    fn new(headline: Headline, text: String) -> Self {
        let found = words(&text).filter(|word| !is_stop_word(&word.term));
        let words = found.map(|word| word.range).collect();
        Self {
            headline,
            text,
            words,
        }
    }

    /// `count` words from here and there in the text.
    pub fn words(&self, count: usize) -> Vec<&str> {
        let step = (self.words.len() / (count + 1)).max(1);
        let places = (1..=count).map(|n| n * step % self.words.len().max(1));
        places
            .filter_map(|at| Some(&self.text[self.words.get(at)?.clone()]))
            .collect()
    }

    /// `count` words of the text and all between them.
    pub fn phrase(&self, count: usize) -> &str {
        let from = self.words.len() / 3;
        let Some(words) = self.words.get(from..from + count) else {
            return &self.headline.title;
        };
        &self.text[words[0].start..words[count - 1].end]
    }
}
