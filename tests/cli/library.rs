//! Libraries and indexes in every state.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::{Bench, stderr, stdout, text};

#[test]
fn a_damaged_or_strange_library_is_refused_and_left_alone() {
    let bench = Bench::with_news();
    let database = bench.library().join("library.db");

    let foreign = rusqlite::Connection::open(bench.dir.path().join("other.db")).unwrap();
    foreign
        .execute_batch("CREATE TABLE songs (name TEXT)")
        .unwrap();
    drop(foreign);
    let strange = fs::read(bench.dir.path().join("other.db")).unwrap();
    let newer = {
        let copy = bench.file("newer.db", fs::read(&database).unwrap());
        let db = rusqlite::Connection::open(&copy).unwrap();
        db.pragma_update(None, "user_version", 9_999).unwrap();
        db.close().unwrap();
        fs::read(copy).unwrap()
    };
    let whole = fs::read(&database).unwrap();
    for (contents, complaint) in [
        (
            b"this is not a database, whatever its name says".to_vec(),
            "cannot open the library",
        ),
        (strange, "is a database of another program"),
        (newer, "was written by a newer marsad"),
        (whole[..whole.len() / 3].to_vec(), "cannot"),
    ] {
        fs::write(&database, &contents).unwrap();
        let output = bench.run(&["list"]);
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        let said = stderr(&output);
        assert!(
            said.contains(complaint) && said.lines().count() == 1,
            "{said}"
        );
        assert_eq!(fs::read(&database).unwrap(), contents, "{complaint}");
    }
}

#[test]
fn a_library_where_no_folder_can_be_is_an_error() {
    let bench = Bench::new();
    let file = bench.file("file", "");
    let output = bench.run(&["--library", text(&file.join("library")), "list"]);
    assert_eq!(
        output.status.code(),
        Some(2),
        "--library twice is wrong usage"
    );

    let output = Command::new(env!("CARGO_BIN_EXE_marsad"))
        .env("MARSAD_LIBRARY", file.join("library"))
        .arg("list")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("marsad: cannot use the folder"));
}

#[test]
fn the_index_can_be_deleted_and_rebuilt() {
    let bench = Bench::with_news();
    fs::remove_dir_all(bench.library().join("index")).unwrap();
    assert_eq!(bench.ids(&["search", "--json", "الأخبار"]), [1]);
    let said = bench.lines(&["index", "rebuild"]);
    assert!(said[0].starts_with("indexed 3 articles in "), "{said:?}");
    assert_eq!(bench.ids(&["search", "--json", "الأخبار"]), [1]);
}

/// Killed while it indexes, the next search repairs what is missing.
#[test]
fn a_rebuild_killed_half_way_is_finished_by_the_next_search() {
    let bench = Bench::new();
    let items: Vec<Value> = (0..4_000)
        .map(|n| {
            json!({"id": format!("tag:test,2026:{n}"), "title": format!("خبر {n}"),
            "content_text": "متن الخبر"})
        })
        .collect();
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "أ", "items": items});
    let feed = bench.file("many.json", feed.to_string());
    bench.lines(&["import", text(&feed)]);
    for wait in [20, 60, 120, 200] {
        let mut child = bench
            .command(&["index", "rebuild"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(
            bench.lines(&["search", "خبر", "--limit", "5000"]).len(),
            4_000,
            "{wait} ms"
        );
    }
}

#[test]
fn a_copy_is_put_back_and_a_damaged_library_is_saved() {
    let bench = Bench::with_news();
    let copy = bench.dir.path().join("copy.db");
    let printed = stdout(&bench.run(&["backup", text(&copy)]));
    assert_eq!(printed.trim_end(), text(&copy));
    let again = bench.run(&["backup", text(&copy)]);
    assert!(stderr(&again).contains("is there already"), "{again:?}");
    assert_eq!(
        stdout(&bench.run(&["doctor", "--repair"])),
        "the library is whole: nothing to repair\n"
    );
    let listed = bench.lines(&["list"]);

    let database = bench.library().join("library.db");
    let mut bytes = fs::read(&database).unwrap();
    let size = bytes.len();
    bytes[size / 2..].fill(0x5a);
    fs::write(&database, &bytes).unwrap();
    let saved = stdout(&bench.run(&["doctor", "--repair"]));
    assert!(saved.starts_with("saved "), "{saved}");
    let old = saved.lines().nth(1).unwrap().rsplit(' ').next().unwrap();
    assert_eq!(fs::read(old).unwrap(), bytes);
    assert!(bench.run(&["list"]).status.success());

    fs::write(&database, "no library at all, but a text of some length").unwrap();
    let refused = bench.run(&["list"]);
    assert!(
        stderr(&refused).contains("marsad doctor --repair"),
        "{refused:?}"
    );
    let restored = stdout(&bench.run(&["restore", text(&copy)]));
    assert!(restored.starts_with("restored 3 articles\n"), "{restored}");
    assert_eq!(bench.lines(&["list"]), listed);
    assert_eq!(
        bench.lines(&["search", "الميناء"]).len(),
        bench.lines(&["list", "الميناء"]).len()
    );
}
