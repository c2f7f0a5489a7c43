//! `kill -9` at any moment of anything that writes: the library opens, is whole, has all
//! that was said to be done, and nothing twice.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use marsad::library::{Anchor, ArticleId, Query};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rusqlite::Connection;

use crate::bench::{Bench, feed, guid, text};
use crate::effort;
use crate::writer::{Act, acts, writer};

/// Articles that an import or a feed has.
const ARTICLES: u32 = 120;
/// All articles there are, of imports and feeds together.
const ALL: u32 = 480;

/// Ways of writing, a round each, in turn.
const WAYS: [fn(&mut Ledger, &Bench, &mut Moment, u32); 7] =
    [import, refresh, mark, rebuild, tag, take_out, write_down];

/// What has been acknowledged, by the numbers of articles.
#[derive(Default)]
struct Ledger {
    /// The round that an article's text is of, at least.
    words: BTreeMap<u32, u32>,
    /// Stars that were said to be given or taken.
    stars: BTreeMap<i64, bool>,
    tags: BTreeMap<i64, String>,
    /// Comments and notes that were begun, and whether they were said to be written.
    written: BTreeMap<Act, bool>,
    killed: u32,
}

/// Chooses when to kill: anywhere in the time that the way took when it was left alone.
struct Moment {
    chance: ChaCha8Rng,
    whole: BTreeMap<&'static str, Duration>,
}

impl Moment {
    /// Runs `command` and kills it; whether it had come to its end before, and well. The
    /// first of each kind is left alone.
    fn kill(&mut self, kind: &'static str, mut command: Command, ledger: &mut Ledger) -> bool {
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let begun = Instant::now();
        let mut child = command.spawn().expect("started");
        match self.whole.get(kind) {
            None => {
                child.wait().expect("ended");
            }
            Some(whole) => thread::sleep(whole.mul_f64(self.chance.random_range(0.0..1.1))),
        }
        let ended = end(&mut child);
        if ended.is_some() {
            // What it takes changes as the library grows.
            self.whole.insert(kind, begun.elapsed());
        }
        ledger.killed += u32::from(ended.is_none());
        if ended == Some(false) {
            let mut said = String::new();
            let _ = child
                .stderr
                .take()
                .expect("piped")
                .read_to_string(&mut said);
            panic!("{kind} failed: {said}");
        }
        ended == Some(true)
    }
}

/// Kills a process; whether it had ended well, if it had ended.
fn end(child: &mut Child) -> Option<bool> {
    let ended = child.try_wait().expect("its state");
    child.kill().expect("killed");
    child.wait().expect("ended");
    ended.map(|status| status.success())
}

fn import(ledger: &mut Ledger, bench: &Bench, moment: &mut Moment, round: u32) {
    let first = moment.chance.random_range(0..ALL / 2 - ARTICLES);
    bring(ledger, bench, moment, round, first, false);
}

fn refresh(ledger: &mut Ledger, bench: &Bench, moment: &mut Moment, round: u32) {
    let first = moment.chance.random_range(ALL / 2..ALL - ARTICLES);
    bring(ledger, bench, moment, round, first, true);
}

/// Brings articles in by an import or a feed; each has this round's word.
fn bring(
    ledger: &mut Ledger,
    bench: &Bench,
    moment: &mut Moment,
    round: u32,
    first: u32,
    by_feed: bool,
) {
    let numbers = first..first + ARTICLES;
    let file = bench.file("in.json", feed(numbers.clone(), &format!("كلمة{round}")));
    let command = if by_feed {
        if bench.library().feeds().expect("feeds").is_empty() {
            bench.done(&["add", text(&file)]);
        }
        bench.command(&["refresh", "--now"])
    } else {
        bench.command(&["import", text(&file)])
    };
    if moment.kill(if by_feed { "refresh" } else { "import" }, command, ledger) {
        ledger.words.extend(numbers.map(|n| (n, round)));
    }
}

fn rebuild(ledger: &mut Ledger, bench: &Bench, moment: &mut Moment, _: u32) {
    moment.kill("rebuild", bench.command(&["index", "rebuild"]), ledger);
}

fn tag(ledger: &mut Ledger, bench: &Bench, moment: &mut Moment, round: u32) {
    let id = moment.chance.random_range(1..50_i64);
    let name = format!("وسم{round}");
    let command = bench.command(&["tag", &id.to_string(), &name]);
    if moment.kill("tag", command, ledger) {
        ledger.tags.insert(id, name);
    }
}

/// Takes the samples out and back, and back again: all of an act or nothing of it.
fn take_out(ledger: &mut Ledger, bench: &Bench, moment: &mut Moment, _: u32) {
    let samples = || bench.library().counts().expect("counts").total;
    bench.done(&["samples"]);
    let with = samples();
    moment.kill("remove", bench.command(&["samples", "--remove"]), ledger);
    let without = samples();
    assert!(
        without == with || without == with - 50,
        "{with} and {without}: half an act"
    );
    if without < with {
        moment.kill("undo", bench.command(&["undo"]), ledger);
        let back = samples();
        assert!(
            back == with || back == without,
            "{back} of {with}: half an act"
        );
        if back == without {
            // Stars of what has gone for good.
            let library = bench.library();
            let is_there = |id: &i64| library.headline(ArticleId(*id)).is_ok();
            ledger.stars.retain(|id, _| is_there(id));
        }
    }
}

/// Stars and marks by the reader that says what it does; each is done when it asks for the
/// next.
fn mark(ledger: &mut Ledger, bench: &Bench, moment: &mut Moment, _: u32) {
    let library = bench.library();
    let listed = library
        .headlines(&Query::All, Anchor::Newest, 30)
        .expect("headlines");
    let before: BTreeMap<i64, bool> = listed.iter().map(|h| (h.id.0, h.starred)).collect();
    drop(library);
    let mut child = bench
        .command(&["--plain"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let mut keys = child.stdin.take().expect("its input");
    let mut said = child.stdout.take().expect("its output");
    let asks = move || {
        let mut last = [0; 2];
        let mut byte = [0];
        while last != *b"> " {
            if said.read(&mut byte).ok()? == 0 {
                return None;
            }
            last = [last[1], byte[0]];
        }
        Some(())
    };
    let whole = moment
        .whole
        .get("mark")
        .copied()
        .unwrap_or(Duration::from_millis(700));
    let wait = whole.mul_f64(moment.chance.random_range(0.2..1.0));
    let killer = thread::spawn(move || {
        thread::sleep(wait);
        child.kill().expect("killed");
        child.wait().expect("ended");
    });
    let mut asks = asks;
    let (mut starred, mut sent) = (0, 0);
    if asks().is_some() {
        for _ in &listed {
            sent += 1;
            if keys.write_all(b"star\n").is_err() || asks().is_none() {
                break;
            }
            starred += 1;
            if keys.write_all(b"down\n").is_err() || asks().is_none() {
                break;
            }
        }
    }
    drop(keys);
    killer.join().expect("killed");
    ledger.killed += 1;
    for (index, headline) in listed.iter().enumerate() {
        let id = headline.id.0;
        if index < starred {
            ledger.stars.insert(id, !before[&id]);
        } else if index < sent {
            ledger.stars.remove(&id);
        }
    }
}

/// Comments and notes by a process that says which are done.
fn write_down(ledger: &mut Ledger, bench: &Bench, moment: &mut Moment, round: u32) {
    let begun = Instant::now();
    let mut child = writer(bench).spawn().expect("started");
    let mut lines = child.stdin.take().expect("its input");
    let said = BufReader::new(child.stderr.take().expect("its errors"));
    let whole = moment.whole.get("write down").copied();
    let wait = whole.unwrap_or(Duration::from_secs(1));
    let wait = wait.mul_f64(moment.chance.random_range(0.0..1.0));
    let killer = thread::spawn(move || {
        thread::sleep(wait);
        end(&mut child)
    });
    let acts = acts(30, round, 1..50, &mut moment.chance);
    let mut said = said.lines();
    for act in &acts {
        if writeln!(lines, "{}", act.line()).is_err() {
            break;
        }
        let answer = said.next().and_then(Result::ok);
        let is_done = answer.as_deref() == Some(&format!("done: {}", act.line()));
        // It may be killed while it says so.
        let has_failed = answer
            .as_ref()
            .is_some_and(|said| said.starts_with("failed"));
        assert!(!has_failed, "{answer:?}");
        ledger.written.insert(act.clone(), is_done);
        if !is_done {
            break;
        }
    }
    if ledger.written.get(&acts[29]) == Some(&true) {
        moment.whole.insert("write down", begun.elapsed());
    }
    drop(lines);
    ledger.killed += u32::from(killer.join().expect("killed").is_none());
}

impl Ledger {
    #[track_caller]
    fn assert_kept(&self, bench: &Bench, when: &str) {
        let library = bench.library();
        for (&id, &starred) in &self.stars {
            let headline = library.headline(ArticleId(id)).expect("it is there");
            assert_eq!(headline.starred, starred, "{when}: the star of {id}");
        }
        for (&id, tag) in &self.tags {
            let tags = library
                .tags(marsad::library::Tagged::Article(ArticleId(id)))
                .expect("tags");
            assert!(tags.contains(tag), "{when}: {id} had {tag}, has {tags:?}");
        }
        for (act, &is_done) in &self.written {
            let count = act.count(bench);
            assert!(
                count == 1 || count == 0 && !is_done,
                "{when}: {act:?} is there {count} times"
            );
        }
        let mut held = BTreeMap::new();
        for item in library.export(&Query::All).expect("an export") {
            let (headline, article) = item.expect("an article");
            held.insert(article.guid.unwrap_or_default(), headline.title);
        }
        for (&n, &round) in &self.words {
            let title = held
                .get(&guid(n))
                .unwrap_or_else(|| panic!("{when}: {n} is gone"));
            let word = title
                .split("كلمة")
                .nth(1)
                .and_then(|word| word.parse::<u32>().ok());
            assert!(
                word.is_some_and(|word| word >= round),
                "{when}: {title} is older than round {round}"
            );
        }
    }
}

#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_is_torn() {
    let bench = Bench::new();
    let mut moment = Moment {
        chance: effort::chance(1),
        whole: BTreeMap::new(),
    };
    let mut ledger = Ledger::default();
    for n in 0..WAYS.len() as u32 {
        WAYS[n as usize](&mut ledger, &bench, &mut moment, n);
    }
    ledger.killed = 0;
    let wanted = effort::times(500, 4);
    let mut round = WAYS.len() as u32;
    while ledger.killed < wanted {
        assert!(
            round < wanted * 10 + 60,
            "only {} were killed in time",
            ledger.killed
        );
        WAYS[round as usize % WAYS.len()](&mut ledger, &bench, &mut moment, round);
        let when = format!("round {round}");
        bench.assert_whole(&when);
        ledger.assert_kept(&bench, &when);
        round += 1;
    }
    println!("{} kills in {round} rounds", ledger.killed);
}

/// The schema's steps, as they stand in the source.
fn steps() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/library/schema");
    (1..)
        .map_while(|n| fs::read_to_string(folder.join(format!("{n}.sql"))).ok())
        .collect()
}

/// Makes a library as it was at `version` of the schema, with the articles of `bench`.
fn old_library(bench: &Bench, dir: &Path, version: usize) {
    fs::create_dir_all(dir).expect("a folder");
    let db = Connection::open(dir.join("library.db")).expect("a database");
    for step in &steps()[..version] {
        db.execute_batch(step).expect("a step");
    }
    let from = bench.library_dir().join("library.db");
    db.execute("ATTACH ?1 AS new", [text(&from)])
        .expect("attached");
    db.execute_batch(&format!(
        "INSERT INTO main.sources SELECT id, name FROM new.sources;
         INSERT INTO main.categories SELECT id, name FROM new.categories;
         INSERT INTO main.articles (id, key, hash, published, dated, source, category, unread, starred, breaking, title, url)
         SELECT id, key, hash, published, dated, source, category, id % 3 > 0, id % 7 = 0, breaking, title, url
         FROM new.articles;
         INSERT INTO main.bodies (article, data) SELECT article, data FROM new.bodies;
         PRAGMA main.application_id = 0x6d727364; PRAGMA main.user_version = {version};
         DETACH new; PRAGMA journal_mode = WAL;"
    ))
    .expect("filled");
}

#[test]
fn a_migration_from_every_older_schema_survives_being_killed() {
    let source = Bench::with_articles(300);
    let mut chance = effort::chance(2);
    let newest = steps().len();
    assert!(newest >= 5);
    let mut killed = 0;
    for round in 0..effort::times(100, newest as u32) as usize {
        let version = round % (newest - 1) + 1;
        let bench = Bench::new();
        old_library(&source, &bench.library_dir(), version);
        let mut child = bench
            .command(&["list"])
            .stdout(Stdio::null())
            .spawn()
            .expect("started");
        thread::sleep(Duration::from_micros(chance.random_range(0..60_000)));
        killed += u32::from(end(&mut child).is_none());
        let when = format!("from schema {version}, round {round}");
        bench.assert_whole(&when);
        let library = bench.library();
        let counts = library.counts().expect("counts");
        assert_eq!(
            (counts.total, counts.unread, counts.starred),
            (300, 200, 42),
            "{when}"
        );
        assert_eq!(bench.guids("").len(), 300, "{when}");
        let reached: usize = bench
            .database()
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .expect("a number");
        assert_eq!(reached, newest, "{when}");
    }
    println!("{killed} migrations killed");
}
