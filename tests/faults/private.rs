//! What is the user's own goes nowhere: the e-mail of comments is in the store and in no
//! other file and no output, and nothing beside the library keeps a word of an article, as a
//! log would.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::bench::{Bench, text};
use crate::pty::Pty;
use crate::writer::{Act, Kind, writer};

/// What the writer gives as the e-mail of its comments.
const EMAIL: &str = "reader@a.example";

/// The files below `folder` that hold `wanted`.
fn holding(folder: &Path, wanted: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, wanted));
        } else {
            let bytes = fs::read(&path).expect("read");
            if bytes
                .windows(wanted.len())
                .any(|window| window == wanted.as_bytes())
            {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn the_email_of_comments_and_the_text_of_articles_stay_in_the_library() {
    let bench = Bench::with_articles(20);
    bench.settings("daily_backups = 0\n");
    let act = Act {
        kind: Kind::Comment,
        article: 1,
        text: "قول لا يُبحث عنه".into(),
    };
    let mut child = writer(&bench).spawn().expect("started");
    let mut lines = child.stdin.take().expect("its input");
    writeln!(lines, "{}", act.line()).expect("written");
    drop(lines);
    assert!(child.wait().expect("ended").success());
    assert_eq!(act.count(&bench), 1);
    fs::remove_file(bench.dir.path().join("news.json")).expect("what was imported");

    // One that fails, and says so.
    assert_eq!(bench.run(&["read", "99999"]).code, Some(1));
    for args in [
        &["list", "--json"][..],
        &["read", "1"],
        &["search", "reader"],
        &["search", "--json", "نفط"],
        &["export"],
        &["notes"],
        &["links", "1"],
        &["related", "1"],
        &["story", "1"],
        &["feeds"],
        &["opml", "export"],
        &["doctor"],
    ] {
        let told = bench.run(args);
        let all = format!("{}{}", told.out, told.error);
        assert!(!all.contains(EMAIL), "{args:?}: {all}");
    }
    let library = bench.library_dir();
    let mut pty = Pty::start(&["--library", text(&library)], bench.dir.path(), 80, 24);
    pty.wait_for("the list", |screen| screen.contains('┃'));
    pty.send("\r o");
    pty.settle();
    pty.quit();
    let seen = String::from_utf8_lossy(&pty.seen().bytes).into_owned();
    assert!(!seen.contains(EMAIL));

    let store = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy();
        path.parent() == Some(&library) && name.starts_with("library.db")
    };
    let with_email = holding(bench.dir.path(), EMAIL);
    assert!(
        !with_email.is_empty() && with_email.iter().all(store),
        "{with_email:?}"
    );
    // Texts are packed in the store and taken apart in the index; a log would have words.
    let with_title = holding(bench.dir.path(), "خبر 7 أول");
    assert!(
        !with_title.is_empty() && with_title.iter().all(|path| path.starts_with(&library)),
        "{with_title:?}"
    );
    let with_text = holding(bench.dir.path(), "وهذا المتن رقم");
    assert!(
        with_text.iter().all(|path| path.starts_with(&library)),
        "{with_text:?}"
    );
}
