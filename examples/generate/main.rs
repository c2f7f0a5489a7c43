//! Makes a library of any size out of invented news, the same for the same number and
//! seed, to measure marsad on; and the same news as RSS, to measure other readers on.
//!
//! ```sh
//! cargo run --release --example generate -- 100000 --library DIR --rss DIR
//! ```

mod corpus;
mod rss;
mod vocabulary;

use std::path::PathBuf;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Instant;

use anyhow::bail;
use clap::Parser;
use jiff::Timestamp;
use marsad::article::Article;
use marsad::library::Library;

use corpus::Corpus;

/// Make a library of invented news, or feeds of the same news
#[derive(Debug, Parser)]
struct Args {
    /// How many articles
    #[arg(value_name = "N")]
    articles: u64,

    /// Other news for another number
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// Put them into the library in this folder
    #[arg(long, value_name = "DIR")]
    library: Option<PathBuf>,

    /// Do not index them for search
    #[arg(long)]
    no_index: bool,

    /// Write them as RSS into this folder, with a list of the feeds for newsboat (urls)
    #[arg(long, value_name = "DIR")]
    rss: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    if args.library.is_none() && args.rss.is_none() {
        bail!("say where to: --library DIR, --rss DIR, or both");
    }
    if let Some(dir) = &args.rss {
        timed("feeds", args.articles, || {
            let mut feeds = rss::Feeds::new(dir)?;
            for article in articles(&args).iter().flatten() {
                feeds.write(&article)?;
            }
            feeds.finish()
        })?;
    }
    if let Some(dir) = &args.library {
        let library = Library::open(dir)?;
        timed("store", args.articles, || {
            let articles = articles(&args);
            library.add(articles.iter().flatten(), Timestamp::UNIX_EPOCH)?;
            Ok(())
        })?;
        if !args.no_index {
            timed("index", args.articles, || {
                library.catch_up_index(&mut |_| {})?;
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// The articles in their order, made by a thread of their own.
fn articles(args: &Args) -> std::sync::mpsc::Receiver<Vec<Article>> {
    const BATCH: u64 = 500;
    let (send, receive) = sync_channel(4);
    let (seed, total) = (args.seed, args.articles);
    thread::spawn(move || {
        let corpus = Corpus::new(seed, total);
        for start in (0..total).step_by(BATCH as usize) {
            let end = total.min(start + BATCH);
            let batch = (start..end).map(|n| corpus.article(n)).collect();
            // When no one listens any more, the program is about to end.
            if send.send(batch).is_err() {
                return;
            }
        }
    });
    receive
}

fn timed(
    what: &str,
    articles: u64,
    run: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let begun = Instant::now();
    run()?;
    let seconds = begun.elapsed().as_secs_f64();
    let rate = articles as f64 / seconds;
    eprintln!("{what}: {articles} articles in {seconds:.1} s ({rate:.0} a second)");
    Ok(())
}
