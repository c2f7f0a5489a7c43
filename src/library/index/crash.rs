//! The index of a library whose writer is killed, again and again, at any moment.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::ID;
use crate::article::Article;
use crate::library::testing::{add_fresh, article, library, time};
use crate::library::{ArticleId, CatchUp, Following, Fresh, Library, Order, Query};

/// Tells the child which library it works on, and which round this is.
const LIBRARY: &str = "MARSAD_TEST_LIBRARY";
const ROUND: &str = "MARSAD_TEST_ROUND";

/// Chooses the moments.
const CHANCE: &str = "MARSAD_TEST_CHANCE";

const ROUNDS: u32 = 24;
const ARTICLES: i64 = 240;
const BATCH: i64 = 40;

/// Article number `n` as it is in `round`: each round has a word of its own.
fn version(n: i64, round: u32) -> Article {
    article(&format!("خبر {n}"), &format!("نفط كلمة{round}"), n)
}

/// What the child does until it is killed: in one round the index is made anew, in the
/// next the articles change and the index follows, in the third every other one goes.
fn work(library: &Library, round: u32) {
    match round % 3 {
        0 => {
            library.rebuild_index(&mut |_| {}).unwrap();
        }
        1 => {
            let batches = (0..ARTICLES).step_by(BATCH as usize);
            let mut batches = batches.map(|start| start..start + BATCH);
            let fresh = Fresh::default();
            let mut add = || {
                let batch = batches.next();
                batch.is_some_and(|batch| {
                    add_fresh(library, &fresh, batch.map(|n| version(n, round))).is_ok()
                })
            };
            let other = Library::open(library.dir()).unwrap();
            let following = Following {
                more: &mut add,
                fresh: &fresh,
            };
            other.follow_store(following, &mut |_| {}).unwrap();
        }
        _ => {
            for start in (0..ARTICLES).step_by(BATCH as usize) {
                let gone: Vec<Article> = (start..start + BATCH)
                    .step_by(2)
                    .map(|n| version(n, round))
                    .collect();
                library.remove(&gone).unwrap();
                library.catch_up_index(&mut |_| {}).unwrap();
            }
        }
    }
}

#[test]
#[ignore = "the child of the test below"]
fn child() {
    let (Ok(dir), Ok(round)) = (std::env::var(LIBRARY), std::env::var(ROUND)) else {
        return;
    };
    let library = Library::open(Path::new(&dir)).unwrap();
    work(&library, round.parse().unwrap());
}

fn child_in(dir: &Path, round: u32) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "library::index::crash::child", "--ignored"])
        .env(LIBRARY, dir)
        .env(ROUND, round.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn killed_at_any_moment_it_is_repaired_and_answers_what_the_store_holds() {
    let library = library();
    library
        .add((0..ARTICLES).map(|n| version(n, 0)), time(0))
        .unwrap();
    // How long each kind of round takes when no one kills it.
    let whole: Vec<Duration> = (0..3)
        .map(|round| {
            let begun = Instant::now();
            let status = child_in(library.dir(), round).status().unwrap();
            assert!(status.success());
            begun.elapsed()
        })
        .collect();
    // Another number, other moments: `MARSAD_TEST_CHANCE=7 cargo test`.
    let mut chance: u32 = std::env::var(CHANCE).map_or(1, |chance| chance.parse().unwrap());
    let mut killed = 0;
    for round in 3..ROUNDS {
        let mut child = child_in(library.dir(), round).spawn().unwrap();
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let moment = whole[round as usize % 3] * (chance >> 16) / (1 << 16);
        thread::sleep(moment);
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let next = Library::open(library.dir()).unwrap();
        // Whatever is left, reading goes on.
        let query = Query::parse("نفط").unwrap();
        next.search(&query, Order::Relevance, 10).unwrap();
        let caught_up = next.catch_up_index(&mut |_| {}).unwrap();
        assert!(matches!(caught_up, CatchUp::Done(_)), "round {round}");
        let mut held: Vec<ArticleId> = store_of(&next).into_values().flatten().collect();
        held.sort_unstable();
        let counts = next.counts().unwrap();
        assert_eq!(
            counts.total,
            held.len() as u64,
            "round {round} ({moment:?})"
        );
        assert_eq!(documents(&next), held, "round {round} ({moment:?})");
        assert_eq!(index_of(&next), store_of(&next), "round {round}");
    }
    assert!(killed >= ROUNDS / 3, "only {killed} were killed in time");
}

/// Which articles have which word, as the store has it.
fn store_of(library: &Library) -> BTreeMap<u32, Vec<ArticleId>> {
    let mut words: BTreeMap<u32, BTreeSet<ArticleId>> = BTreeMap::new();
    for item in library.export(&Query::All).unwrap() {
        let (headline, article) = item.unwrap();
        let text = article.plain_text();
        let word = text.split("كلمة").nth(1).unwrap().trim().parse().unwrap();
        words.entry(word).or_default().insert(headline.id);
    }
    let sorted = |(word, ids): (u32, BTreeSet<ArticleId>)| (word, ids.into_iter().collect());
    words.into_iter().map(sorted).collect()
}

/// The article of each document in the index, whether or not the store still has it.
fn documents(library: &Library) -> Vec<ArticleId> {
    let searcher = library.searcher().unwrap().unwrap();
    let mut articles = Vec::new();
    for segment in searcher.segment_readers() {
        let ids = segment.fast_fields().u64(ID).unwrap();
        let documents = segment.doc_ids_alive();
        articles.extend(documents.map(|document| ids.first(document).unwrap()));
    }
    articles.sort_unstable();
    let ids = articles.into_iter().map(|id| ArticleId(id as i64));
    ids.collect()
}

/// Which articles have which word, as the index has it.
fn index_of(library: &Library) -> BTreeMap<u32, Vec<ArticleId>> {
    (0..ROUNDS)
        .filter_map(|round| {
            let query = Query::parse(&format!("كلمة{round}")).unwrap();
            let hits = library.search(&query, Order::Relevance, 10_000).unwrap();
            let mut ids: Vec<ArticleId> = hits.iter().map(|hit| hit.headline.id).collect();
            ids.sort_unstable();
            (!ids.is_empty()).then_some((round, ids))
        })
        .collect()
}
