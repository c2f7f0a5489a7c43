//! The index under everything that can happen to it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tantivy::SegmentReader;

use super::{CatchUp, Following, Fresh};
use crate::library::testing::{add_fresh, article, library, time};
use crate::library::{ArticleId, Library, Order, Query};

fn found(library: &Library, query: &str) -> usize {
    let query = Query::parse(query).unwrap();
    library
        .search(&query, Order::Relevance, 100_000)
        .unwrap()
        .len()
}

fn fill(library: &Library, numbers: std::ops::Range<i64>) {
    let articles = numbers.map(|n| article(&format!("خبر {n}"), "نفط", n));
    library.add(articles, time(0)).unwrap();
}

fn catch_up(library: &Library) -> CatchUp {
    library.catch_up_index(&mut |_| {}).unwrap()
}

#[test]
fn follows_the_store_and_shortens_its_log() {
    let library = library();
    assert_eq!(catch_up(&library), CatchUp::Done(0));
    fill(&library, 0..10);
    assert_eq!(library.index_lag().unwrap(), 10);
    assert_eq!(catch_up(&library), CatchUp::Done(10));
    assert_eq!(library.index_lag().unwrap(), 0);
    assert_eq!(catch_up(&library), CatchUp::Done(0));
    // What is in the index goes with the next that comes, or at once if it is much.
    let log = || -> i64 {
        let count = "SELECT count(*) FROM changes";
        library.db.query_row(count, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(log(), 10);
    fill(&library, 10..15);
    assert_eq!(catch_up(&library), CatchUp::Done(5));
    assert_eq!(log(), 5);
    fill(&library, 15..95);
    assert_eq!(catch_up(&library), CatchUp::Done(80));
    assert_eq!(log(), 0);
    // Reading marks are none of the index's business.
    library.set_read(ArticleId(1), true).unwrap();
    assert_eq!(library.index_lag().unwrap(), 0);
}

#[test]
fn what_was_stored_before_it_followed_is_in_it_once_and_as_it_is() {
    let library = library();
    let fresh = Fresh::default();
    fresh.begin();
    let version = |n: i64, word| article(&format!("خبر {n}"), word, n);
    add_fresh(&library, &fresh, (0..30).map(|n| version(n, "نفط"))).unwrap();
    fresh.committed(|| true);
    // These are in the store before that is told.
    add_fresh(&library, &fresh, (25..30).map(|n| version(n, "قمح"))).unwrap();
    let mut more = [false, true].into_iter();
    let following = Following {
        more: &mut || {
            if more.next_back() == Some(true) {
                fresh.committed(|| true);
                add_fresh(&library, &fresh, (30..40).map(|n| version(n, "ذهب"))).unwrap();
                return true;
            }
            false
        },
        fresh: &fresh,
    };
    let other = Library::open(library.dir()).unwrap();
    assert_eq!(
        other.follow_store(following, &mut |_| {}).unwrap(),
        CatchUp::Done(40)
    );
    let words = ["خبر", "نفط", "قمح", "ذهب"];
    assert_eq!(words.map(|word| found(&library, word)), [40, 25, 5, 10]);
    assert_eq!(catch_up(&library), CatchUp::Done(0));
}

#[test]
fn what_changes_time_and_again_before_a_commit_is_in_it_once_and_as_it_is() {
    let library = library();
    let add = |numbers: std::ops::Range<i64>, word| {
        let articles = numbers.map(|n| article(&format!("خبر {n}"), word, n));
        library.add(articles, time(0)).unwrap();
    };
    add(0..4, "نفط");
    let mut changes = [(2..8, "قمح"), (3..7, "ذهب"), (4..6, "فضه")].into_iter();
    let following = Following {
        more: &mut || {
            let change = changes.next();
            change.is_some_and(|(numbers, word)| {
                add(numbers, word);
                true
            })
        },
        fresh: &Fresh::default(),
    };
    let other = Library::open(library.dir()).unwrap();
    other.follow_store(following, &mut |_| {}).unwrap();
    let words = ["خبر", "نفط", "قمح", "ذهب", "فضه"];
    assert_eq!(words.map(|word| found(&library, word)), [8, 2, 2, 2, 2]);
    let searcher = library.searcher().unwrap().unwrap();
    assert_eq!(searcher.num_docs(), 8);
}

#[test]
fn deleted_it_is_made_anew() {
    let library = library();
    fill(&library, 0..10);
    assert_eq!(found(&library, "نفط"), 10);
    fs::remove_dir_all(library.dir().join("index")).unwrap();
    assert_eq!(found(&library, "نفط"), 10);
    let reopened = Library::open(library.dir()).unwrap();
    fs::remove_dir_all(library.dir().join("index")).unwrap();
    assert_eq!(found(&reopened, "نفط"), 10);
}

#[test]
fn damaged_it_is_made_anew() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 4] = [
        ("meta.json cut", |path| {
            let meta = fs::read(path.join("meta.json")).unwrap();
            fs::write(path.join("meta.json"), &meta[..meta.len() / 2]).unwrap();
        }),
        ("files emptied", |path| {
            each_segment_file(path, |_| Vec::new())
        }),
        ("files cut", |path| {
            each_segment_file(path, |bytes| bytes[..bytes.len() / 2].to_vec());
        }),
        ("files missing", |path| {
            for entry in fs::read_dir(path).unwrap().flatten() {
                if entry
                    .path()
                    .extension()
                    .is_some_and(|e| e == "idx" || e == "term")
                {
                    fs::remove_file(entry.path()).unwrap();
                }
            }
        }),
    ];
    for (what, damage) in damages {
        let library = library();
        fill(&library, 0..10);
        assert_eq!(found(&library, "نفط"), 10);
        damage(&library.dir().join("index"));
        let reopened = Library::open(library.dir()).unwrap();
        assert_eq!(found(&reopened, "نفط"), 10, "{what}");
        fill(&reopened, 10..12);
        assert_eq!(found(&reopened, "نفط"), 12, "{what}");
    }
}

fn each_segment_file(dir: &Path, change: impl Fn(&[u8]) -> Vec<u8>) {
    for entry in fs::read_dir(dir).unwrap().flatten() {
        if entry
            .path()
            .extension()
            .is_some_and(|e| e != "json" && e != "lock")
        {
            let bytes = fs::read(entry.path()).unwrap();
            fs::write(entry.path(), change(&bytes)).unwrap();
        }
    }
}

#[test]
fn of_another_version_or_library_it_is_made_anew() {
    let library = library();
    fill(&library, 0..10);
    assert_eq!(found(&library, "نفط"), 10);
    let meta = library.dir().join("index").join("meta.json");
    let other = fs::read_to_string(&meta)
        .unwrap()
        .replace("\\\"analyser\\\":", "\\\"analyser\\\":9");
    fs::write(&meta, other).unwrap();
    let reopened = Library::open(library.dir()).unwrap();
    assert_eq!(reopened.index_lag().unwrap(), 10);
    assert_eq!(found(&reopened, "نفط"), 10);

    let stranger = crate::library::testing::library();
    fill(&stranger, 0..3);
    let stolen = stranger.dir().join("index");
    fs::create_dir_all(&stolen).unwrap();
    for entry in fs::read_dir(library.dir().join("index")).unwrap().flatten() {
        fs::copy(entry.path(), stolen.join(entry.file_name())).unwrap();
    }
    assert_eq!(found(&stranger, "نفط"), 3);
}

#[test]
fn an_index_older_than_the_log_is_made_anew() {
    let library = library();
    fill(&library, 0..5);
    catch_up(&library);
    let old = library.dir().join("old");
    fs::create_dir(&old).unwrap();
    for entry in fs::read_dir(library.dir().join("index")).unwrap().flatten() {
        fs::copy(entry.path(), old.join(entry.file_name())).unwrap();
    }
    fill(&library, 5..9);
    catch_up(&library);
    fs::remove_dir_all(library.dir().join("index")).unwrap();
    fs::rename(&old, library.dir().join("index")).unwrap();
    assert_eq!(found(&library, "نفط"), 9);
}

#[test]
fn while_another_writes_search_answers_from_what_is_there() {
    let library = library();
    fill(&library, 0..4);
    assert_eq!(found(&library, "نفط"), 4);
    let other = Library::open(library.dir()).unwrap();
    let lock = other.lock_index().unwrap().unwrap();
    fill(&library, 4..6);
    assert_eq!(catch_up(&library), CatchUp::Busy);
    assert_eq!(found(&library, "نفط"), 4);
    drop(lock);
    assert_eq!(found(&library, "نفط"), 6);
}

#[test]
fn two_processes_see_each_others_articles() {
    let one = library();
    let two = Library::open(one.dir()).unwrap();
    for round in 0..5 {
        fill(&one, round * 10..round * 10 + 5);
        assert_eq!(found(&two, "نفط"), round as usize * 10 + 5);
        fill(&two, round * 10 + 5..round * 10 + 10);
        assert_eq!(found(&one, "نفط"), round as usize * 10 + 10);
    }
    assert_eq!(one.counts().unwrap(), two.counts().unwrap());
}

/// Progress stops with an error in the middle, as a killed process would; the next
/// goes on from the last commit and nothing is there twice.
#[test]
fn interrupted_it_goes_on() {
    let library = library();
    fill(&library, 0..3_500);
    let interrupted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let other = Library::open(library.dir()).unwrap();
        other.rebuild_index(&mut |progress| assert!(progress.done < 2_000, "stop here"))
    }));
    assert!(interrupted.is_err());
    let CatchUp::Done(left) = catch_up(&library) else {
        panic!("no one else writes");
    };
    assert!((1_500..=1_600).contains(&left), "{left}");
    assert_eq!(found(&library, "نفط"), 3_500);
}

#[test]
fn phrases_are_found_through_changes_and_merges() {
    const WORDS: [&str; 6] = ["نفط", "قمح", "وزير", "مرفأ", "سفينة", "مطر"];
    let library = library();
    // Words in an order of their own for each article and each of its versions.
    let body = |n: i64, version: i64| {
        let mut state = (n * 31 + version * 17 + 7).unsigned_abs();
        let words = (0..9).map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            WORDS[(state >> 33) as usize % WORDS.len()]
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let mut bodies: BTreeMap<i64, String> = BTreeMap::new();
    let (mut has_deletes, mut most) = (false, 0);
    for round in 0..12 {
        let added = if round == 0 {
            0..400
        } else {
            394 + round * 6..400 + round * 6
        };
        let changed = (0..added.end).filter(|n| n % 60 == round % 60);
        let articles = added.clone().chain(changed).map(|n| {
            bodies.insert(n, body(n, round));
            article(&format!("{n}"), &bodies[&n], n)
        });
        library.add(articles, time(0)).unwrap();
        let gone: Vec<i64> = (0..added.end)
            .filter(|n| n % 90 == round * 7 % 90)
            .collect();
        let articles = gone
            .iter()
            .map(|&n| article(&format!("{n}"), &body(n, round), n));
        library.remove(&articles.collect::<Vec<_>>()).unwrap();
        bodies.retain(|n, _| !gone.contains(n));
        catch_up(&library);
        let searcher = library.searcher().unwrap().unwrap();
        let segments = searcher.segment_readers();
        most = most.max(segments.len());
        has_deletes |= segments.iter().any(SegmentReader::has_deletes);
        for first in WORDS {
            for second in WORDS {
                let phrase = format!("{first} {second}");
                let expected = bodies.values().filter(|body| body.contains(&phrase));
                assert_eq!(found(&library, &format!("\"{phrase}\"")), expected.count());
            }
        }
    }
    assert!(has_deletes && most < 12, "{most} segments");
}

/// A writer that was killed before its commit may have told already which documents are deleted.
#[test]
fn what_a_commit_that_never_was_has_written_is_in_no_ones_way() {
    let library = library();
    fill(&library, 0..5);
    catch_up(&library);
    let meta = library.dir().join("index").join("meta.json");
    let meta: serde_json::Value = serde_json::from_slice(&fs::read(&meta).unwrap()).unwrap();
    let segment = meta["segments"][0]["segment_id"].as_str().unwrap();
    let next = meta["opstamp"].as_u64().unwrap() + 1;
    let name = format!("{}.{next}.del", segment.replace('-', ""));
    fs::write(library.dir().join("index").join(name), "half").unwrap();
    library.add([article("خبر 3", "قمح", 3)], time(0)).unwrap();
    assert_eq!(catch_up(&library), CatchUp::Done(1), "it is not made anew");
    assert_eq!(["نفط", "قمح"].map(|word| found(&library, word)), [4, 1]);
}

/// What a writer that was killed has begun belongs to no segment.
#[test]
fn files_of_no_segment_are_deleted() {
    let library = library();
    fill(&library, 0..2);
    catch_up(&library);
    let dir = library.dir().join("index");
    let [orphan, other] = ["0123456789abcdef0123456789abcdef.idx", "notes.txt"];
    let [orphan, other] = [orphan, other].map(|name| dir.join(name));
    fs::write(&orphan, "half").unwrap();
    fs::write(&other, "whole").unwrap();
    fill(&library, 2..4);
    catch_up(&library);
    assert!(!orphan.exists() && other.exists());
    assert_eq!(found(&library, "نفط"), 4);
}
