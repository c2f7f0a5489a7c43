//! Measures SQLite's full-text search on the articles of a library, with the terms that
//! marsad would look for, so that it can be set beside marsad's own.
//!
//! ```sh
//! cargo run --release --example fts5 -- DIR FILE
//! ```

#[path = "../latency/sample.rs"]
mod sample;
#[path = "../latency/times.rs"]
mod times;

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use marsad::library::{Library, Query};
use marsad::text::words::Analyser;
use rusqlite::Connection;

use sample::{Sample, Sampled};
use times::Times;

/// Hits that a search gives.
const SHOWN: usize = 20;

/// Measure SQLite's full-text search
#[derive(Debug, Parser)]
struct Args {
    /// The library's folder
    #[arg(value_name = "DIR")]
    library: PathBuf,

    /// The database, which is made if it is missing
    #[arg(value_name = "FILE")]
    database: PathBuf,

    /// Answers of each kind
    #[arg(long, value_name = "N", default_value_t = 300)]
    times: usize,

    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

type Ask = fn(&Sampled, &mut Analyser) -> String;

const KINDS: [(&str, Ask); 5] = [
    ("one term", |article, analyser| {
        all(article.words(1), analyser)
    }),
    ("two terms", |article, analyser| {
        all(article.words(2), analyser)
    }),
    ("three terms", |article, analyser| {
        all(article.words(3), analyser)
    }),
    ("phrase of two", |article, analyser| {
        phrase(article.phrase(2), analyser)
    }),
    ("phrase of three", |article, analyser| {
        phrase(article.phrase(3), analyser)
    }),
];

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let library = Library::open(&args.library)?;
    if !args.database.exists() {
        build(&library, &args.database)?;
    }
    let db = Connection::open(&args.database)?;
    let sample = Sample::new(&library, args.times, args.seed)?;
    let analyser = &mut Analyser::default();
    for (name, ask) in KINDS {
        // Articles are numbered in the order of time.
        for (order, order_name) in [("rank", "best"), ("rowid DESC", "newest")] {
            let mut select = db.prepare(&format!(
                "SELECT rowid FROM articles WHERE articles MATCH ?1 ORDER BY {order} LIMIT {SHOWN}"
            ))?;
            let mut find = |query: &str| -> rusqlite::Result<Vec<i64>> {
                select.query_map([query], |row| row.get(0))?.collect()
            };
            let sampled = sample.articles().iter();
            let queries: Vec<String> = sampled.map(|article| ask(article, analyser)).collect();
            for query in &queries {
                find(query)?;
            }
            let mut times = Times::default();
            for query in &queries {
                times.take(|| find(query))?;
            }
            times.print(&format!("search, {name}, {order_name} first"));
        }
    }
    Ok(())
}

/// Indexes title and text of every article, in one transaction.
fn build(library: &Library, path: &Path) -> anyhow::Result<()> {
    let begun = Instant::now();
    let mut db = Connection::open(path)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
         CREATE VIRTUAL TABLE articles USING fts5
         (title, text, content = '', tokenize = 'unicode61 remove_diacritics 0');",
    )?;
    let transaction = db.transaction()?;
    let mut analyser = Analyser::default();
    let mut count = 0_u64;
    for item in library.export(&Query::All)? {
        let (headline, article) = item?;
        let mut stems = |text: &str| terms(text, &mut analyser);
        transaction
            .prepare_cached("INSERT INTO articles (rowid, title, text) VALUES (?1, ?2, ?3)")?
            .execute((
                headline.id.0,
                stems(&article.title),
                stems(&article.plain_text()),
            ))?;
        count += 1;
    }
    transaction.commit()?;
    // What is written lies in the log until then, which the size would leave out.
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "indexed {count} articles in {seconds:.1} s ({:.0} a second), {:.1} MB",
        count as f64 / seconds,
        std::fs::metadata(path)?.len() as f64 / 1e6
    );
    Ok(())
}

/// All of `words`.
fn all(words: Vec<&str>, analyser: &mut Analyser) -> String {
    let words: Vec<String> = words
        .into_iter()
        .map(|word| phrase(word, analyser))
        .collect();
    words.join(" ")
}

/// The words of `text` one after the other, as a query.
fn phrase(text: &str, analyser: &mut Analyser) -> String {
    format!("\"{}\"", terms(text, analyser))
}

/// The terms of `text` one after the other.
fn terms(text: &str, analyser: &mut Analyser) -> String {
    let terms = analyser.words(text).map(|word| word.term.to_string());
    terms.collect::<Vec<_>>().join(" ")
}
