//! Judges related articles on news that people have sorted: what share of an article's
//! ten related ones is of its own category, which is not looked at when they are chosen.
//!
//! ```sh
//! cargo run --release --example likeness -- CORPUS
//! ```
//!
//! CORPUS is a folder with a folder for each category and in it a text file for each
//! article, or a file of lines `category⇥text` or `category⇥title⇥text`. What has no
//! title gets its first words for one. The number to compare with is chance: one
//! category's part of the whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use clap::Parser;
use jiff::Timestamp;
use marsad::article::{Article, Block, Inline};
use marsad::library::{ArticleId, Library, Reason};
use marsad::text::sanitize;

/// Judge related articles on news sorted into categories
#[derive(Debug, Parser)]
struct Args {
    /// Folder of folders of text files, or a file of tab-separated lines
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,

    /// Articles whose related ones are judged, evenly from the whole; 0 for all
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    sample: usize,

    /// Keep the library made of the corpus in this folder, or use the one there
    #[arg(long, value_name = "DIR")]
    library: Option<PathBuf>,
}

/// Related articles that are judged.
const JUDGED: usize = 10;

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let temporary = tempfile::tempdir()?;
    let dir = args.library.as_deref().unwrap_or(temporary.path());
    let library = Library::open(dir)?;
    if library.counts()?.total == 0 {
        fill(&library, &args.corpus)?;
    }
    library.catch_up_index(&mut |_| {})?;
    judge(&library, args.sample)
}

fn fill(library: &Library, corpus: &Path) -> anyhow::Result<()> {
    let articles = if corpus.is_dir() {
        from_folders(corpus)?
    } else {
        from_lines(corpus)?
    };
    library.add(articles, Timestamp::UNIX_EPOCH)?;
    Ok(())
}

fn from_folders(corpus: &Path) -> anyhow::Result<Vec<Article>> {
    let mut articles = Vec::new();
    for category in sorted(corpus)? {
        let name = category.file_name().unwrap_or_default().to_string_lossy();
        for file in sorted(&category)? {
            let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
            let text = String::from_utf8_lossy(&bytes);
            articles.push(article(&name, None, &text));
        }
    }
    Ok(articles)
}

fn sorted(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).with_context(|| dir.display().to_string())?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn from_lines(corpus: &Path) -> anyhow::Result<Vec<Article>> {
    let lines = fs::read_to_string(corpus).with_context(|| corpus.display().to_string())?;
    let article = |line: &str| {
        let mut parts = line.split('\t');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(category), Some(title), Some(text)) => Some(article(category, Some(title), text)),
            (Some(category), Some(text), None) => Some(article(category, None, text)),
            _ => None,
        }
    };
    Ok(lines.lines().filter_map(article).collect())
}

/// All at one time, so that no two are told apart by it.
fn article(category: &str, title: Option<&str>, text: &str) -> Article {
    const TITLE_WORDS: usize = 12;
    let first_words = || {
        let words: Vec<&str> = text.split_whitespace().take(TITLE_WORDS).collect();
        words.join(" ")
    };
    let paragraph = |line: &str| {
        Block::Paragraph(Inline {
            text: sanitize::line(line),
            marks: Vec::new(),
        })
    };
    Article {
        title: sanitize::line(&title.map_or_else(first_words, str::to_owned)),
        source: category.to_owned(),
        category: Some(category.to_owned()),
        published: Some(Timestamp::UNIX_EPOCH),
        body: text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(paragraph)
            .collect(),
        ..Article::default()
    }
}

/// What was found for the articles of one category.
#[derive(Default)]
struct Tally {
    asked: usize,
    found: usize,
    of_own: usize,
}

fn judge(library: &Library, sample: usize) -> anyhow::Result<()> {
    let total = library.counts()?.total;
    let step = match sample as u64 {
        0 => 1,
        sample => (total / sample).max(1),
    };
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut times = Vec::new();
    let (mut same_story, mut copies) = (0, 0);
    for number in (1..=total).step_by(step as usize) {
        let id = ArticleId(number as i64);
        let Ok(headline) = library.headline(id) else {
            continue;
        };
        let begun = Instant::now();
        let related = library.related(id, JUDGED)?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        let tally = tallies
            .entry(headline.category.clone().unwrap_or_default())
            .or_default();
        tally.asked += 1;
        tally.found += related.len();
        for other in &related {
            tally.of_own += usize::from(other.headline.category == headline.category);
            same_story += usize::from(other.reason == Reason::SameStory);
            copies += other.copies.len() + usize::from(other.reason == Reason::SameText);
        }
    }
    let mut whole = Tally::default();
    for (category, tally) in &tallies {
        whole.asked += tally.asked;
        whole.found += tally.found;
        whole.of_own += tally.of_own;
        println!("{category}: {:.4}", share(tally.of_own, tally.found));
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        times
            .get((times.len() as f64 * share) as usize)
            .unwrap_or(&0.0)
    };
    println!(
        "{total} articles, {} asked: {:.4} of the first {JUDGED} are of the same category; \
         {:.2} found for each, {:.2} of one story, {:.2} copies; p50 {:.2} ms, p99 {:.2} ms",
        whole.asked,
        share(whole.of_own, whole.found),
        share(whole.found, whole.asked),
        share(same_story, whole.asked),
        share(copies, whole.asked),
        at(0.5),
        at(0.99),
    );
    Ok(())
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
