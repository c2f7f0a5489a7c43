//! Measures how long a library takes to answer: keys in the reader with the frame after
//! each, searches, related articles.
//!
//! ```sh
//! cargo run --release --example latency -- DIR
//! ```
//!
//! Prints a name and milliseconds a line. Processor time of the thread that asks is what
//! is compared, since other work on the machine does not change it; the time on the
//! clock stands beside it.

mod article;
mod frames;
mod sample;
mod searches;
mod times;

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use marsad::library::Library;
use mimalloc::MiMalloc;

use sample::Sample;
use times::Times;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Measure how long a library takes to answer
#[derive(Debug, Parser)]
struct Args {
    /// The library's folder
    #[arg(value_name = "DIR")]
    library: PathBuf,

    /// Answers of each kind
    #[arg(long, value_name = "N", default_value_t = 300)]
    times: usize,

    /// Other articles and words for another number
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// What to find in the article as well
    #[arg(long, value_name = "TEXT")]
    find: Option<String>,

    /// Only these
    #[arg(long, value_enum)]
    only: Vec<What>,

    /// Only searches with this in their name
    #[arg(long, value_name = "TEXT", default_value = "")]
    kind: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Frames,
    /// Keys in the newest article; only when it is asked for
    Article,
    Search,
    Related,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let wanted = |what| args.only.is_empty() || args.only.contains(&what);
    if args.only.contains(&What::Article) {
        article::measure(&args.library, args.find.as_deref())?;
    }
    if args.only == [What::Article] {
        return Ok(());
    }
    let library = Library::open(&args.library)?;
    let sample = Sample::new(&library, args.times, args.seed)?;
    if wanted(What::Frames) {
        frames::measure(&args.library)?;
    }
    if wanted(What::Search) {
        searches::measure(&library, &sample, &args.kind)?;
    }
    if wanted(What::Related) {
        const SHOWN: usize = 20;
        // The first answers pay for what all after them find in memory.
        for article in sample.articles() {
            library.related(article.headline.id, SHOWN)?;
        }
        let mut times = Times::default();
        for article in sample.articles() {
            times.take(|| library.related(article.headline.id, SHOWN))?;
        }
        times.print("related");
    }
    Ok(())
}
