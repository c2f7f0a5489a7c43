//! The program itself, in a home of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use marsad::library::{Library, Query};
use serde_json::{Value, json};
use tempfile::TempDir;

pub struct Bench {
    pub dir: TempDir,
}

/// What became of a command.
#[derive(Debug)]
pub struct Told {
    pub code: Option<i32>,
    pub out: String,
    pub error: String,
}

impl Bench {
    pub fn new() -> Self {
        Self {
            dir: TempDir::new().expect("a folder"),
        }
    }

    /// A bench with a library of so many articles, each with a guid, all read by a feed.
    pub fn with_articles(count: u32) -> Self {
        let bench = Self::new();
        let file = bench.file("news.json", feed(0..count, "أول"));
        let told = bench.run(&["import", text(&file)]);
        assert_eq!(told.code, Some(0), "{told:?}");
        bench
    }

    pub fn library_dir(&self) -> PathBuf {
        self.dir.path().join("library")
    }

    pub fn library(&self) -> Library {
        Library::open(&self.library_dir()).expect("a library")
    }

    pub fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, contents).expect("written");
        path
    }

    pub fn settings(&self, toml: &str) {
        self.file(".config/marsad/config.toml", toml);
    }

    /// The program on this bench's library, with nothing of this machine's own.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marsad"));
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.dir.path())
            .env("TZ", "UTC")
            .env("LANG", "C.UTF-8")
            .arg("--library")
            .arg(self.library_dir())
            .args(args)
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Told {
        Told::of(self.command(args).output().expect("started"))
    }

    /// Runs it and wants it to go well; gives what it says.
    #[track_caller]
    pub fn done(&self, args: &[&str]) -> String {
        let told = self.run(args);
        assert_eq!(told.code, Some(0), "{args:?}: {told:?}");
        told.out
    }

    /// The library in order: the database whole, its counts those of its rows, no article
    /// twice, and the index holding what the store has.
    #[track_caller]
    pub fn assert_whole(&self, when: &str) {
        let library = self.library();
        library
            .catch_up_index(&mut |_| {})
            .unwrap_or_else(|error| panic!("{when}: {error}"));
        let db = self.database();
        let text = |sql: &str| -> String {
            db.query_row(sql, [], |row| row.get(0))
                .unwrap_or_else(|error| panic!("{when}: {sql}: {error}"))
        };
        assert_eq!(text("PRAGMA integrity_check"), "ok", "{when}");
        let wrong: i64 = db
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
                row.get(0)
            })
            .expect("checked");
        assert_eq!(wrong, 0, "{when}: foreign keys");
        let kept = text("SELECT total || ' ' || unread || ' ' || starred FROM counts");
        let counted = text(
            "SELECT count(*) || ' ' || ifnull(sum(unread), 0) || ' ' || ifnull(sum(starred), 0)
             FROM articles",
        );
        assert_eq!(kept, counted, "{when}: counts");
        let kept = text("SELECT ifnull(group_concat(total || ' ' || unread), '') FROM feeds");
        let counted = text(
            "SELECT ifnull(group_concat(total || ' ' || unread), '') FROM (SELECT
             (SELECT count(*) FROM deliveries WHERE feed = feeds.id) AS total,
             (SELECT count(*) FROM deliveries JOIN articles ON id = article
              WHERE feed = feeds.id AND unread) AS unread FROM feeds)",
        );
        assert_eq!(kept, counted, "{when}: counts of feeds");
        let bodiless = text(
            "SELECT count(*) || '' FROM articles WHERE id NOT IN (SELECT article FROM bodies)",
        );
        assert_eq!(bodiless, "0", "{when}: articles without text");
        let guids = library.export(&Query::All).expect("an export");
        let mut guids: Vec<String> = guids
            .filter_map(|item| {
                let (_, article) = item.unwrap_or_else(|error| panic!("{when}: {error}"));
                article.guid
            })
            .collect();
        let all = guids.len();
        guids.sort();
        guids.dedup();
        assert_eq!(guids.len(), all, "{when}: an article twice");
        assert_eq!(library.index_lag().expect("a number"), 0, "{when}");
    }

    /// The database, looked at from beside the program.
    pub fn database(&self) -> rusqlite::Connection {
        let db = rusqlite::Connection::open(self.library_dir().join("library.db"));
        let db = db.expect("a database");
        db.busy_timeout(std::time::Duration::from_secs(60))
            .expect("set");
        db
    }

    /// The guids of the articles that a query finds.
    pub fn guids(&self, query: &str) -> Vec<String> {
        let library = self.library();
        let query = Query::parse(query).expect("a query");
        let mut guids = Vec::new();
        for item in library.export(&query).expect("an export") {
            guids.extend(item.expect("an article").1.guid);
        }
        guids.sort();
        guids
    }
}

impl Told {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            error: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }
}

pub fn text(path: &Path) -> &str {
    path.to_str().expect("a name in UTF-8")
}

/// A JSON Feed of the articles `numbers`, each with `word` in it.
pub fn feed(numbers: std::ops::Range<u32>, word: &str) -> String {
    let items: Vec<Value> = numbers.map(|n| item(n, word)).collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "صحيفة المرفأ",
        "items": items,
    })
    .to_string()
}

fn item(n: u32, word: &str) -> Value {
    json!({
        "id": guid(n),
        "url": format!("https://marfa.example/{n}"),
        "title": format!("خبر {n} {word}"),
        "content_text": format!("نفط وقمح في الميناء، وهذا المتن رقم{n} وفيه {word}."),
        "date_published": format!("2026-05-{:02}T10:{:02}:00Z", n / 60 % 28 + 1, n % 60),
    })
}

/// The identifier of article `n` of [`feed`].
pub fn guid(n: u32) -> String {
    format!("tag:test,2026:{n}")
}
