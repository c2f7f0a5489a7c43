//! Errors of the disk at any system call: strace has the calls of the program fail, one of
//! them or all from one on. What was said to be done is there, what was not is told of in
//! one line, and afterwards all is well.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use rand::Rng;
use rand::seq::IndexedRandom as _;
use rand_chacha::ChaCha8Rng;

use crate::bench::{Bench, Told, feed, guid, text};
use crate::disk::through;
use crate::effort;
use crate::writer::{Act, acts, writer};

/// Calls and the error that they give. A question mark stands before what not every
/// machine has.
const FAULTS: [(&str, &str); 8] = [
    ("pwrite64,ftruncate,fallocate", "EIO"),
    ("pwrite64,ftruncate,fallocate", "ENOSPC"),
    ("fsync,fdatasync,msync", "EIO"),
    ("pread64", "EIO"),
    ("openat", "EIO"),
    (
        "?rename,renameat,renameat2,?unlink,unlinkat,?mkdir,mkdirat",
        "EIO",
    ),
    // Of the index; also what is said on standard output.
    ("write", "ENOSPC"),
    ("write", "EIO"),
];
/// Articles that an import or a refresh brings.
const ARTICLES: u32 = 40;
/// Rounds on one library, which grows by them.
const ROUNDS: u32 = 50;

/// What has been acknowledged.
#[derive(Default)]
struct Ledger {
    articles: u32,
    tags: Vec<(i64, String)>,
    acts: Vec<Act>,
}

/// What is done while the disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doing {
    Import,
    Refresh,
    Tag,
    Rebuild,
    Backup,
    Write,
    Read,
}

const DOINGS: [Doing; 7] = [
    Doing::Import,
    Doing::Refresh,
    Doing::Tag,
    Doing::Rebuild,
    Doing::Backup,
    Doing::Write,
    Doing::Read,
];

struct Trial {
    bench: Bench,
    ledger: Ledger,
    chance: ChaCha8Rng,
    /// How many calls of a kind something makes when all is well.
    calls: BTreeMap<(Doing, &'static str), u32>,
}

impl Trial {
    fn new(chance: ChaCha8Rng) -> Self {
        let bench = Bench::with_articles(ARTICLES);
        let file = bench.file("feed.json", feed(0..ARTICLES, "س"));
        bench.done(&["add", text(&file)]);
        Self {
            bench,
            ledger: Ledger {
                articles: ARTICLES,
                ..Ledger::default()
            },
            chance,
            calls: BTreeMap::new(),
        }
    }

    /// What strace is told, and what it is to write down.
    fn strace(&self, set: &str, fault: Option<(&str, String)>) -> Vec<String> {
        let mut args: Vec<String> = ["-f", "-qq", "-o"].map(str::to_owned).to_vec();
        args.push(text(&self.log()).to_owned());
        args.push(format!("--trace={set}"));
        if let Some((error, when)) = fault {
            args.push(format!("--inject={set}:error={error}:when={when}"));
        }
        args
    }

    fn log(&self) -> std::path::PathBuf {
        self.bench.dir.path().join("calls")
    }

    /// Does `doing` under strace; enters what was said to be done.
    fn run(&mut self, doing: Doing, round: u32, strace: &[String]) -> Told {
        let before: Vec<&str> = strace.iter().map(String::as_str).collect();
        let id = self.chance.random_range(1..30_i64);
        let name = format!("وسم{round}");
        let next = self.ledger.articles..self.ledger.articles + ARTICLES;
        let copy = self.bench.dir.path().join(format!("copy{round}.db"));
        let (id_text, feed_file) = (id.to_string(), self.bench.dir.path().join("feed.json"));
        let file = self.bench.dir.path().join("in.json");
        let args = match doing {
            Doing::Import => {
                fs::write(&file, feed(next.clone(), "س")).expect("written");
                vec!["import", text(&file)]
            }
            Doing::Refresh => {
                fs::write(&feed_file, feed(next.clone(), "س")).expect("written");
                vec!["refresh", "--now"]
            }
            Doing::Tag => vec!["tag", &id_text, &name],
            Doing::Rebuild => vec!["index", "rebuild"],
            Doing::Backup => vec!["backup", text(&copy)],
            Doing::Read => match round % 3 {
                0 => vec!["search", "نفط"],
                1 => vec!["list"],
                _ => vec!["read", &id_text],
            },
            Doing::Write => return self.write_down(round, strace),
        };
        let told = through(&self.bench, "strace", &before, &args);
        if told.code == Some(0) {
            match doing {
                Doing::Import | Doing::Refresh => self.ledger.articles = next.end,
                Doing::Tag => self.ledger.tags.push((id, name)),
                Doing::Backup => {
                    let db = rusqlite::Connection::open(&copy).expect("a copy");
                    let whole: String = db
                        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                        .expect("checked");
                    assert_eq!(whole, "ok", "a copy");
                }
                _ => {}
            }
        }
        let _ = fs::remove_file(copy);
        told
    }

    /// Comments and notes by the writer; the first that fails ends it.
    fn write_down(&mut self, round: u32, strace: &[String]) -> Told {
        let plain = writer(&self.bench);
        let mut child = Command::new("strace")
            .args(strace)
            .arg(plain.get_program())
            .args(plain.get_args())
            .envs(
                plain
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let acts = acts(6, round, 1..30, &mut self.chance);
        let mut lines = child.stdin.take().expect("its input");
        for act in &acts {
            let _ = writeln!(lines, "{}", act.line());
        }
        drop(lines);
        let mut told = Told::of(child.wait_with_output().expect("ended"));
        for act in acts {
            let count = act.count(&self.bench);
            if told.error.contains(&format!("done: {}\n", act.line())) {
                assert_eq!(count, 1, "{act:?}: {told:?}");
                self.ledger.acts.push(act);
            } else {
                assert!(count <= 1, "{act:?}: {told:?}");
            }
        }
        // As the program would have it.
        let failed: Vec<_> = told
            .error
            .lines()
            .filter(|line| line.starts_with("failed: "))
            .collect();
        if !failed.is_empty() {
            told.code = Some(1);
        }
        told.error = failed
            .iter()
            .map(|line| line.replace("failed:", "marsad:") + "\n")
            .collect();
        told
    }

    #[track_caller]
    fn assert_kept(&self, when: &str) {
        self.bench.assert_whole(when);
        let held = self.bench.guids("");
        for n in 0..self.ledger.articles {
            assert!(held.binary_search(&guid(n)).is_ok(), "{when}: article {n}");
        }
        let db = self.bench.database();
        for (id, tag) in &self.ledger.tags {
            let there: i64 = db
                .query_row(
                    "SELECT count(*) FROM tags JOIN article_tags ON tags.id = tag
                     WHERE article = ?1 AND name = ?2",
                    (id, tag),
                    |row| row.get(0),
                )
                .expect("a number");
            assert_eq!(there, 1, "{when}: {tag} of {id}");
        }
        for act in &self.ledger.acts {
            assert_eq!(act.count(&self.bench), 1, "{when}: {act:?}");
        }
    }
}

/// Whether processes may be traced here.
fn may_trace() -> bool {
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status();
    traced.is_ok_and(|status| status.success())
}

#[test]
fn a_call_that_fails_anywhere_loses_nothing_and_is_told_of() {
    if !may_trace() {
        println!("not run: this takes strace, and leave to trace");
        return;
    }
    let mut trial = Trial::new(effort::chance(9));
    let (mut hit, mut refused) = (0, 0);
    let rounds = effort::times(2_000, 14);
    for round in 0..rounds {
        if round % ROUNDS == ROUNDS - 1 {
            let calls = trial.calls;
            trial = Trial {
                calls,
                ..Trial::new(trial.chance)
            };
        }
        let doing = DOINGS[round as usize % DOINGS.len()];
        let (set, error) = *FAULTS.choose(&mut trial.chance).expect("one");
        if doing == Doing::Write && matches!(set, "write" | "openat") {
            // What reads its lines and says what is done would be what fails.
            continue;
        }
        let all = match trial.calls.get(&(doing, set)) {
            Some(&all) => all,
            None => {
                let strace = trial.strace(set, None);
                let told = trial.run(doing, round + rounds, &strace);
                assert_eq!(told.code, Some(0), "{doing:?}: {told:?}");
                let calls = fs::read_to_string(trial.log()).expect("a log");
                let all = calls.lines().count() as u32;
                trial.calls.insert((doing, set), all);
                all
            }
        };
        // What the loader of programs does before there is one is not ours.
        let first = match set {
            "openat" => 12,
            "pread64" => 5,
            _ => 1,
        };
        let at = trial.chance.random_range(first..=all.max(first));
        let from_there_on = trial.chance.random::<bool>() && set != "write";
        let when = format!("{at}{}", if from_there_on { "+" } else { "" });
        let strace = trial.strace(set, Some((error, when.clone())));
        let told = trial.run(doing, round, &strace);
        let what = format!("round {round}: {doing:?}, {error} of {set} at {when}");
        let log = fs::read(trial.log()).expect("a log");
        let is_hit = String::from_utf8_lossy(&log).contains("(INJECTED)");
        assert!(matches!(told.code, Some(0 | 1)), "{what}: {told:?}");
        assert!(told.code == Some(0) || is_hit, "{what}: {told:?}");
        for line in told.error.lines() {
            assert!(
                line.starts_with("marsad: ") && line.len() < 1_000,
                "{what}: {told:?}"
            );
        }
        // The message itself may be what could not be written.
        assert!(
            told.code == Some(0) || set == "write" || !told.error.is_empty(),
            "{what}"
        );
        trial.assert_kept(&what);
        hit += u32::from(is_hit);
        refused += u32::from(told.code == Some(1));
    }
    println!("{hit} failures of {rounds} tried, {refused} of them told of");
}
