//! The words that invented news is made of: those of the sample articles, as often as
//! they stand there, then their inflected forms, then words built of roots and patterns
//! as Arabic builds its own. The n-th word is about n times rarer than the first.

use std::collections::{BTreeMap, HashSet};

use marsad::feed::samples;
use marsad::text::words::words;
use rand::Rng;
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;

/// How many words there are.
const SIZE: usize = 120_000;
/// How fast words get rarer (Mandelbrot's form of Zipf's law, with the values usual for
/// running text).
const EXPONENT: f64 = 1.07;
const OFFSET: f64 = 2.7;
/// The words before this place serve every subject alike: particles, verbs of saying.
const COMMON: usize = 300;

const PREFIXES: &[&str] = &["و", "ال", "وال", "بال", "لل", "ب", "ل", "ف", "كال"];
const SUFFIXES: &[&str] = &["", "ها", "هم", "ات", "ين", "ه", "نا", "ية"];
const ROOT_LETTERS: &[char] = &[
    'ب', 'ت', 'ج', 'ح', 'خ', 'د', 'ر', 'ز', 'س', 'ش', 'ص', 'ط', 'ع', 'غ', 'ف', 'ق', 'ك', 'ل', 'م',
    'ن', 'ه',
];
/// 1, 2 and 3 stand for the letters of the root.
const PATTERNS: &[&str] = &[
    "1ا23",
    "م12و3",
    "ت12ي3",
    "ا1ت2ا3",
    "1و23",
    "1ي3",
    "م1ا2ة",
    "1وا2ي3",
    "12ي3ة",
    "م12ا3",
];

pub struct Vocabulary {
    /// The more frequent first.
    words: Vec<String>,
    all: Ranks,
    /// For each subject the words that it has more of than others.
    subjects: Vec<Ranks>,
}

/// Words by their place in the vocabulary, and how often each comes.
struct Ranks {
    places: Vec<usize>,
    weights: WeightedIndex<f64>,
}

impl Vocabulary {
    pub fn new(subjects: usize) -> Self {
        let mut words = sample_words();
        let mut known: HashSet<String> = words.iter().cloned().collect();
        let invented = inflected(&words).into_iter().chain(from_roots());
        for word in invented {
            if words.len() == SIZE {
                break;
            }
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let of_subject = |subject| (COMMON + subject..words.len()).step_by(subjects);
        Self {
            all: Ranks::new(0..words.len()),
            subjects: (0..subjects)
                .map(|subject| Ranks::new(of_subject(subject)))
                .collect(),
            words,
        }
    }

    /// Any word.
    pub fn any(&self, rng: &mut impl Rng) -> &str {
        &self.words[self.all.draw(rng)]
    }

    /// A word that `subject` has more of than others.
    pub fn of_subject(&self, subject: usize, rng: &mut impl Rng) -> &str {
        &self.words[self.subjects[subject].draw(rng)]
    }
}

impl Ranks {
    fn new(places: impl Iterator<Item = usize>) -> Self {
        let places: Vec<usize> = places.collect();
        let weights = (0..places.len()).map(|rank| (rank as f64 + OFFSET).powf(-EXPONENT));
        Self {
            weights: WeightedIndex::new(weights).expect("there are words"),
            places,
        }
    }

    fn draw(&self, rng: &mut impl Rng) -> usize {
        self.places[self.weights.sample(rng)]
    }
}

/// A name that no other event has: two or three syllables by the number of the event.
pub fn name(rng: &mut impl Rng) -> String {
    let mut name = String::new();
    let syllables = rng.random_range(2..=3);
    for _ in 0..syllables {
        name.push(any_letter(rng));
        name.push(['ا', 'و', 'ي'][rng.random_range(0..3)]);
    }
    name.push(any_letter(rng));
    name
}

fn any_letter(rng: &mut impl Rng) -> char {
    ROOT_LETTERS[rng.random_range(0..ROOT_LETTERS.len())]
}

/// The Arabic words of the samples, the most frequent first.
fn sample_words() -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for article in samples::articles().expect("the samples are sound") {
        let text = format!("{}\n{}", article.title, article.plain_text());
        for word in words(&text) {
            let word = &text[word.range];
            if word.chars().all(|c| ('\u{621}'..='\u{652}').contains(&c)) {
                *counts.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    let mut words: Vec<(String, usize)> = counts.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.into_iter().map(|(word, _)| word).collect()
}

/// Other forms of `words`, those of frequent words first.
fn inflected(words: &[String]) -> Vec<String> {
    let bare = |word: &&String| {
        let letters = word.chars().count();
        (3..=6).contains(&letters) && !word.contains("ال")
    };
    let bare: Vec<&String> = words.iter().filter(bare).collect();
    let mut forms = Vec::new();
    for suffix in SUFFIXES {
        for prefix in PREFIXES {
            forms.extend(bare.iter().map(|word| format!("{prefix}{word}{suffix}")));
        }
    }
    // A third of them, taken evenly, leaves room for other stems.
    forms.into_iter().step_by(3).collect()
}

fn from_roots() -> impl Iterator<Item = String> {
    let letters = ROOT_LETTERS.len();
    let roots = letters.pow(3);
    let words = move |pattern: &'static str| {
        // A stride that has no factor in common with their number meets every root.
        (0..roots).filter_map(move |n| {
            let root = n * 1_999 % roots;
            let place = [
                root / letters.pow(2),
                root / letters % letters,
                root % letters,
            ];
            let [first, second, third] = place.map(|place| ROOT_LETTERS[place]);
            let letter = |c| match c {
                '1' => first,
                '2' => second,
                '3' => third,
                other => other,
            };
            let is_root = first != second && second != third;
            is_root.then(|| pattern.chars().map(letter).collect())
        })
    };
    PATTERNS.iter().copied().flat_map(words)
}
