//! Invented news. Each event is told by eight articles within a day, by as many
//! outlets, which share its names and words; now and then two outlets print the same
//! agency's text. An article is made from its number alone, so any part of the corpus
//! can be made by itself.

use jiff::{SignedDuration, Timestamp};
use marsad::article::{Article, Block, Inline};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::vocabulary::{Vocabulary, name};

/// Time of the newest article, 1 November 2026, in seconds since 1970.
const NEWEST: i64 = 1_793_491_200;
/// Time between two articles.
const APART: SignedDuration = SignedDuration::from_secs(170);
/// Events that are going on at a time: their articles come in turn.
const AT_A_TIME: u64 = 64;
/// Articles on an event.
const ON_EVENT: u64 = 8;

const CATEGORIES: [&str; 10] = [
    "سياسة",
    "اقتصاد",
    "رياضة",
    "ثقافة",
    "علوم",
    "تقنية",
    "صحة",
    "بيئة",
    "محليات",
    "منوعات",
];
const KINDS: [&str; 5] = ["صحيفة", "وكالة", "موقع", "شبكة", "إذاعة"];
const OUTLETS: [&str; 8] = [
    "المرفأ",
    "ضفاف",
    "السنديان",
    "المنارة",
    "الرواق",
    "الشرفة",
    "البيدر",
    "القنطرة",
];
const FIRST_NAMES: [&str; 8] = ["ليلى", "سامي", "هدى", "كريم", "منى", "ياسر", "سلمى", "نادر"];

pub struct Corpus {
    seed: u64,
    total: u64,
    vocabulary: Vocabulary,
}

/// What the articles on an event have in common.
struct Event {
    category: usize,
    names: [String; 3],
    words: Vec<String>,
    first_outlet: u64,
}

impl Corpus {
    /// A corpus of `total` articles, the last of which is the newest.
    pub fn new(seed: u64, total: u64) -> Self {
        Self {
            seed,
            total,
            vocabulary: Vocabulary::new(CATEGORIES.len()),
        }
    }

    /// Article number `n`, from 0.
    pub fn article(&self, n: u64) -> Article {
        let block = n / (AT_A_TIME * ON_EVENT);
        let event_number = block * AT_A_TIME + n % AT_A_TIME;
        let turn = n / AT_A_TIME % ON_EVENT;
        let event = self.event(event_number);
        let rng = &mut self.rng(2, event_number * ON_EVENT + turn);
        // An agency's text is printed as it came, under a headline of one's own.
        let is_copy = turn == ON_EVENT - 1 && event_number.is_multiple_of(4);
        let told = event_number * ON_EVENT + turn - u64::from(is_copy);
        let outlet = event.first_outlet + turn * 7;
        let age = APART * i32::try_from(self.total - 1 - n).unwrap_or(i32::MAX);
        Article {
            guid: Some(format!("tag:marsad.example,2026:{}/{n}", self.seed)),
            url: Some(format!("https://outlet{}.example/{n}", outlet % 40)),
            title: self.title(&event, rng),
            source: source(outlet),
            category: Some(CATEGORIES[event.category].to_owned()),
            tags: event.names[..2].to_vec(),
            authors: vec![FIRST_NAMES[rng.random_range(0..FIRST_NAMES.len())].to_owned()],
            published: Timestamp::from_second(NEWEST)
                .ok()
                .map(|newest| newest - age),
            language: Some("ar".to_owned()),
            summary: Some(self.sentence(&event, rng)),
            body: self.body(&event, &mut self.rng(3, told)),
            ..Article::default()
        }
    }

    fn event(&self, number: u64) -> Event {
        let rng = &mut self.rng(1, number);
        let category = rng.random_range(0..CATEGORIES.len());
        Event {
            category,
            names: std::array::from_fn(|_| name(rng)),
            words: (0..14)
                .map(|_| self.vocabulary.of_subject(category, rng).to_owned())
                .collect(),
            first_outlet: rng.random_range(0..40),
        }
    }

    fn title(&self, event: &Event, rng: &mut impl Rng) -> String {
        let length = rng.random_range(5..=9);
        let mut title: Vec<&str> = (0..length).map(|_| self.word(event, rng)).collect();
        title[rng.random_range(0..length)] = &event.names[rng.random_range(0..3)];
        let word = rng.random_range(0..length);
        title[word] = &event.words[rng.random_range(0..event.words.len())];
        title.join(" ")
    }

    /// Paragraphs of 250 to 400 words together.
    fn body(&self, event: &Event, rng: &mut impl Rng) -> Vec<Block> {
        let wanted = rng.random_range(250..=400);
        let mut words = 0;
        let mut blocks = Vec::new();
        while words < wanted {
            let sentences = rng.random_range(2..=5);
            let sentences: Vec<String> =
                (0..sentences).map(|_| self.sentence(event, rng)).collect();
            let text = sentences.join(" ");
            words += text.split(' ').count();
            blocks.push(Block::Paragraph(Inline {
                text,
                marks: Vec::new(),
            }));
        }
        blocks
    }

    fn sentence(&self, event: &Event, rng: &mut impl Rng) -> String {
        let length = rng.random_range(8..=20);
        let mut sentence = String::new();
        for place in 0..length {
            if place > 0 {
                let comma = place % 7 == 0 && rng.random_bool(0.5);
                sentence.push_str(if comma { "، " } else { " " });
            }
            if rng.random_bool(0.02) {
                sentence.push_str(&rng.random_range(2..3_000).to_string());
            } else {
                sentence.push_str(self.word(event, rng));
            }
        }
        sentence.push('.');
        sentence
    }

    /// A word of running text: half of it serves every subject alike.
    fn word<'a>(&'a self, event: &'a Event, rng: &mut impl Rng) -> &'a str {
        match rng.random_range(0..100) {
            0..3 => &event.names[rng.random_range(0..3)],
            3..12 => &event.words[rng.random_range(0..event.words.len())],
            12..42 => self.vocabulary.of_subject(event.category, rng),
            _ => self.vocabulary.any(rng),
        }
    }

    /// The chances of thing `number` of a kind.
    fn rng(&self, kind: u64, number: u64) -> ChaCha8Rng {
        let mut seed = [0; 32];
        for (bytes, value) in seed.chunks_exact_mut(8).zip([self.seed, kind, number]) {
            bytes.copy_from_slice(&value.to_le_bytes());
        }
        ChaCha8Rng::from_seed(seed)
    }
}

fn source(outlet: u64) -> String {
    let outlet = outlet as usize % (KINDS.len() * OUTLETS.len());
    let kind = KINDS[outlet % KINDS.len()];
    format!("{kind} {}", OUTLETS[outlet / KINDS.len()])
}
