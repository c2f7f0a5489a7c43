//! Eight processes on one library at once: none loses what another wrote, none says that
//! the database is locked, and the index is whole after.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use marsad::library::ArticleId;
use rand::Rng;

use crate::bench::{Bench, Told, feed, guid, text};
use crate::effort;

/// Articles that each of those who write has to itself.
const OWN: u32 = 40;

/// A process that writes has its own articles; what it has said is done must be there.
#[derive(Debug, Clone, Copy)]
enum Role {
    Import(u32),
    Refresh(u32),
    Tag,
    Search,
    Read,
    Rebuild,
}

const ROLES: [Role; 8] = [
    Role::Import(0),
    Role::Import(1),
    Role::Refresh(2),
    Role::Refresh(3),
    Role::Tag,
    Role::Search,
    Role::Read,
    Role::Rebuild,
];

#[track_caller]
fn assert_well(told: &Told, what: &str) {
    assert_eq!(told.code, Some(0), "{what}: {told:?}");
    assert!(
        !told.error.contains("locked") && !told.error.contains("busy"),
        "{what}: {told:?}"
    );
}

/// Works until `end`; how often, and the last round that was said to be done.
fn work(bench: &Bench, role: Role, file: &PathBuf, end: Instant) -> u32 {
    let mut round = 0;
    while Instant::now() < end || round == 0 {
        round += 1;
        let word = format!("كلمة{round}");
        let many = |from: u32| feed(from * OWN..(from + 1) * OWN, &word);
        let run = |args: &[&str]| assert_well(&bench.run(args), &format!("{role:?} {args:?}"));
        match role {
            Role::Import(own) => {
                std::fs::write(file, many(own)).expect("written");
                run(&["import", text(file)]);
            }
            Role::Refresh(own) => {
                std::fs::write(file, many(own)).expect("written");
                run(&["refresh", &format!("file://{}", text(file))]);
            }
            Role::Tag => run(&[
                "tag",
                &(round % OWN + 1).to_string(),
                &format!("وسم{round}"),
            ]),
            Role::Search => {
                run(&["search", "نفط", "--json"]);
                run(&["related", &(round % OWN + 1).to_string()]);
            }
            Role::Read => {
                run(&["list", "is:unread", "كلمة1"]);
                run(&["read", &(round % OWN + 1).to_string()]);
                run(&["export", "is:starred"]);
            }
            Role::Rebuild => {
                // Two cannot write the index at once; the second says so and leaves it.
                let told = bench.run(&["index", "rebuild"]);
                if !told.error.contains("another marsad is writing") {
                    assert_well(&told, "index rebuild");
                }
                run(&["doctor"]);
            }
        }
    }
    round
}

#[test]
fn eight_processes_at_once_lose_nothing() {
    let bench = Bench::with_articles(OWN * 4);
    let files: Vec<_> = (0..ROLES.len())
        .map(|n| bench.file(&format!("{n}.json"), feed(0..1, "أول")))
        .collect();
    for (role, file) in ROLES.iter().zip(&files) {
        if let Role::Refresh(own) = role {
            std::fs::write(file, feed(own * OWN..(own + 1) * OWN, "أول")).expect("written");
            bench.done(&["add", text(file)]);
        }
    }
    let end = effort::until(Duration::from_secs(120), 3.0);
    let bench = &bench;
    let (rounds, stars) = thread::scope(|scope| {
        let workers: Vec<_> = ROLES
            .iter()
            .zip(&files)
            .map(|(&role, file)| scope.spawn(move || work(bench, role, file, end)))
            .collect();
        // A ninth, in this process, gives and takes stars and marks of reading.
        let starrer = scope.spawn(move || {
            let mut chance = effort::chance(3);
            let library = bench.library();
            let mut stars = vec![None; OWN as usize * 4];
            while Instant::now() < end {
                let at = chance.random_range(0..stars.len());
                let (id, on) = (ArticleId(at as i64 + 1), chance.random());
                library.set_starred(id, on).expect("starred");
                library.set_read(id, on).expect("read");
                stars[at] = Some(on);
                thread::sleep(Duration::from_millis(5));
            }
            stars
        });
        let rounds: Vec<u32> = workers
            .into_iter()
            .map(|w| w.join().expect("worked"))
            .collect();
        (rounds, starrer.join().expect("starred"))
    });
    println!("rounds {rounds:?}");
    bench.assert_whole("together");
    let library = bench.library();
    for (at, on) in stars.iter().enumerate() {
        let headline = library.headline(ArticleId(at as i64 + 1)).expect("it");
        if let Some(on) = *on {
            assert_eq!(
                (headline.starred, headline.unread),
                (on, !on),
                "article {}",
                at + 1
            );
        }
    }
    for (role, &round) in ROLES.iter().zip(&rounds) {
        match role {
            Role::Import(own) | Role::Refresh(own) => {
                let mut wanted: Vec<String> = (own * OWN..(own + 1) * OWN).map(guid).collect();
                wanted.sort();
                let found = bench.guids(&format!("كلمة{round}"));
                let found: Vec<_> = found
                    .into_iter()
                    .filter(|guid| wanted.contains(guid))
                    .collect();
                assert_eq!(found, wanted, "{role:?} in round {round}");
            }
            Role::Tag => {
                let tags = library.all_tags().expect("tags");
                assert_eq!(tags.len(), round as usize, "a tag is lost");
            }
            Role::Search | Role::Read | Role::Rebuild => {}
        }
    }
}
