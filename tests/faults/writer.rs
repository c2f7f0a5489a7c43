//! A process that writes to a library what no command of the program does, and says what is
//! done: this test, started anew. It is killed and its disk fails like the program's.

use std::fmt::Display;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::Timestamp;
use marsad::library::{ArticleId, Draft, Library, LibraryError, Passage, Position};

use rand::Rng as _;
use rand_chacha::ChaCha8Rng;

use crate::bench::Bench;

/// Tells the child below where its library is.
const LIBRARY: &str = "MARSAD_TEST_WRITER";

/// Something to write down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Act {
    pub kind: Kind,
    pub article: i64,
    /// What is said; no other act says the same.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Comment,
    Note,
}

impl Act {
    /// A line for the writer, and what it says when the act is done.
    pub fn line(&self) -> String {
        let kind = match self.kind {
            Kind::Comment => "comment",
            Kind::Note => "note",
        };
        format!("{kind} {} {}", self.article, self.text)
    }

    /// How often what it says stands in the library: once, where it was done.
    pub fn count(&self, bench: &Bench) -> i64 {
        let sql = match self.kind {
            Kind::Comment => "SELECT count(*) FROM comments WHERE text = ?1 AND article = ?2",
            Kind::Note => "SELECT count(*) FROM notes WHERE note = ?1 AND article = ?2",
        };
        bench
            .database()
            .query_row(sql, (&self.text, self.article), |row| row.get(0))
            .expect("a number")
    }
}

/// `count` acts on articles of these numbers, comments and notes in turns; `round` is in what
/// they say.
pub fn acts(
    count: usize,
    round: impl Display,
    articles: Range<i64>,
    chance: &mut ChaCha8Rng,
) -> Vec<Act> {
    (0..count)
        .map(|n| Act {
            kind: if n % 2 == 0 {
                Kind::Comment
            } else {
                Kind::Note
            },
            article: chance.random_range(articles.clone()),
            text: format!("قول {round} {n}"),
        })
        .collect()
}

/// What starts a writer on the library of `bench`. It reads lines of acts from standard
/// input; on standard error it says `done: ` and the line, or `failed: ` and why.
pub fn writer(bench: &Bench) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command
        .args(["--exact", "writer::child", "--ignored", "--nocapture"])
        .env(LIBRARY, bench.library_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

#[test]
#[ignore = "a process of other tests"]
fn child() {
    let Some(dir) = std::env::var_os(LIBRARY) else {
        return;
    };
    let mut library = None;
    for line in std::io::stdin().lines() {
        let line = line.expect("a line");
        match act(&mut library, Path::new(&dir), &line) {
            Ok(()) => eprintln!("done: {line}"),
            Err(error) => eprintln!("failed: {error}"),
        }
    }
}

fn act(kept: &mut Option<Library>, dir: &Path, line: &str) -> Result<(), LibraryError> {
    let library = match kept {
        Some(library) => library,
        None => kept.insert(Library::open(dir)?),
    };
    let mut words = line.splitn(3, ' ');
    let mut word = || words.next().expect("a word");
    let (kind, id, text) = (word(), word(), word());
    let id = ArticleId(id.parse().expect("a number"));
    let now = Timestamp::now();
    if kind == "comment" {
        let draft = Draft {
            name: "قارئ".into(),
            email: Some("reader@a.example".into()),
            text: text.into(),
        };
        library.add_comment(id, &draft, now)?;
    } else {
        let passage = Passage {
            start: Position::default(),
            end: Position { block: 0, byte: 4 },
            text: "نفط".into(),
        };
        library.add_note(id, &passage, text, now)?;
    }
    Ok(())
}
