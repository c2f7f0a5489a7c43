//! What a reader waits for: a page of headlines, an article opened, the first screen laid
//! out, articles imported.
//!
//! ```sh
//! cargo bench
//! ```

#[path = "../examples/generate/corpus.rs"]
mod corpus;
#[path = "../examples/generate/vocabulary.rs"]
mod vocabulary;

use std::io;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use marsad::article::Article;
use marsad::feed::{self, Origin, json_feed};
use marsad::library::{Anchor, ArticleId, Library, Query, identifier};
use marsad::locale::Language;
use marsad::reader::{Drawing, Reader};
use marsad::terminal::{Display, Manner};
use ratatui::layout::Size;
use tempfile::TempDir;

use corpus::Corpus;

/// Articles in the library that is read.
const ARTICLES: u64 = 10_000;
/// Headlines that the reader asks for at a time.
const PAGE: usize = 100;
/// Articles imported at a time.
const IMPORTED: u64 = 500;

static NEWS: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let corpus = Corpus::new(1, ARTICLES);
    (0..ARTICLES).map(|n| corpus.article(n)).collect()
});

static DIR: LazyLock<TempDir> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a folder");
    let library = Library::open(dir.path()).expect("a library");
    library
        .add(NEWS.iter().cloned(), Timestamp::UNIX_EPOCH)
        .expect("added");
    dir
});

fn main() {
    divan::main();
}

fn library() -> Library {
    Library::open(DIR.path()).expect("a library")
}

#[divan::bench(args = ["", "is:unread", "source:\"صحيفة المرفأ\"", "-category:اقتصاد is:unread"])]
fn headlines_from_the_middle(bencher: Bencher, query: &str) {
    let library = library();
    let query = Query::parse(query).expect("a query");
    let middle = library.headline(ArticleId(5_000)).expect("an article");
    let anchor = Anchor::OlderThan(middle.key());
    bencher.bench_local(|| library.headlines(&query, anchor, PAGE).expect("a page"));
}

#[divan::bench]
fn article_opened(bencher: Bencher) {
    let library = library();
    bencher.bench_local(|| library.article(ArticleId(5_000)).expect("an article"));
}

#[divan::bench]
fn first_screen(bencher: Bencher) {
    let size = Size::new(160, 48);
    bencher.with_inputs(library).bench_local_values(|library| {
        let now = Timestamp::UNIX_EPOCH;
        let reader = Reader::new(library, Language::ARABIC, TimeZone::UTC, size, now);
        let reader = reader.expect("a reader");
        let mut display = Display::new(io::sink(), Manner::default());
        display
            .show(&Drawing::default().draw(&reader))
            .expect("shown");
    });
}

/// A feed's bytes into articles.
#[divan::bench]
fn feed_parsed(bencher: Bencher) {
    let mut writer = json_feed::Writer::new(Vec::new(), "مرصد").expect("a feed");
    for article in &NEWS[..IMPORTED as usize] {
        let id = &identifier(article);
        let item = json_feed::Item {
            article,
            id,
            listed: None,
        };
        writer.item(item).expect("an item");
    }
    let bytes = writer.finish().expect("a feed");
    bencher
        .counter(ItemsCount::new(IMPORTED))
        .bench_local(|| feed::parse(&bytes, &Origin::named("feed.json")).expect("a feed"));
}

/// Articles into a new library and its index.
#[divan::bench(sample_count = 10)]
fn imported(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(IMPORTED))
        .with_inputs(|| {
            let dir = tempfile::tempdir().expect("a folder");
            (NEWS[..IMPORTED as usize].to_vec(), dir)
        })
        .bench_local_values(|(articles, dir)| {
            let library = Library::open(dir.path()).expect("a library");
            library.add(articles, Timestamp::UNIX_EPOCH).expect("added");
            library.catch_up_index(&mut |_| {}).expect("indexed");
            dir
        });
}
