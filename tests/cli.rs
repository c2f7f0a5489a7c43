//! The command line as other programs meet it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A library in a folder of its own, and files to import.
struct Bench {
    dir: TempDir,
}

impl Bench {
    fn new() -> Self {
        Self {
            dir: TempDir::new().unwrap(),
        }
    }

    /// A bench whose library holds three articles, numbered 1 to 3 by age.
    fn with_news() -> Self {
        let bench = Self::new();
        let feed = bench.file("news.json", news().to_string());
        assert_eq!(
            stdout(&bench.run(&["import", text(&feed)])),
            "imported 3, updated 0, unchanged 0, rejected 0\n"
        );
        bench
    }

    fn library(&self) -> PathBuf {
        self.dir.path().join("library")
    }

    fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, contents).unwrap();
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marsad"));
        command
            .env_remove("MARSAD_LIBRARY")
            .env("TZ", "UTC")
            .arg("--library")
            .arg(self.library())
            .args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).stdin(Stdio::null()).output().unwrap()
    }

    fn lines(&self, args: &[&str]) -> Vec<String> {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        stdout(&output).lines().map(str::to_owned).collect()
    }

    fn objects(&self, args: &[&str]) -> Vec<Value> {
        let lines = self.lines(args);
        lines
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    fn ids(&self, args: &[&str]) -> Vec<i64> {
        let objects = self.objects(args);
        objects.iter().map(|o| o["id"].as_i64().unwrap()).collect()
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn item(number: u32, title: &str, body: &str) -> Value {
    json!({
        "id": format!("tag:test,2026:{number}"),
        "url": format!("https://marfa.example/{number}"),
        "title": title,
        "content_text": body,
        "date_published": format!("2026-05-0{number}T10:00:00Z"),
    })
}

fn news() -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "صحيفة المرفأ",
        "items": [
            item(1, "نشرة الأخبار", "ارتفعت أسعار القمح في الميناء الجديد بعد إضراب عمال الشحن"),
            item(2, "أسعار القمح تستقر", "استقرت أسعار القمح بعد انتهاء إضراب عمال الشحن في الميناء الجديد"),
            item(3, "طقس الغد", "غيوم وأمطار خفيفة على الساحل"),
        ],
    })
}

#[test]
fn importing_twice_changes_nothing_and_says_so() {
    let bench = Bench::with_news();
    let mut changed = news();
    let feed = bench.file("news.json", changed.to_string());
    assert_eq!(
        bench.lines(&["import", text(&feed)]),
        ["imported 0, updated 0, unchanged 3, rejected 0"]
    );
    changed["items"][0]["title"] = "نشرة المساء".into();
    let feed = bench.file("news.json", changed.to_string());
    assert_eq!(
        bench.lines(&["import", text(&feed)]),
        ["imported 0, updated 1, unchanged 2, rejected 0"]
    );
    assert_eq!(bench.ids(&["search", "--json", "المساء"]), [1]);
}

#[test]
fn import_reads_standard_input_and_folders_in_order() {
    let bench = Bench::new();
    let mut child = bench
        .command(&["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(news().to_string().as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        stdout(&output),
        "imported 3, updated 0, unchanged 0, rejected 0\n"
    );

    bench.file("more/b/2.txt", "الخبر الثاني\n\nمتن الخبر الثاني هنا.");
    let first = bench.file("more/a.txt", "الخبر الأول\n\nمتن الخبر الأول هنا.");
    bench.file("more/.hidden", "ليس خبرا");
    let folder = first.parent().unwrap();
    assert_eq!(
        bench.lines(&["import", text(folder)]),
        ["imported 2, updated 0, unchanged 0, rejected 0"]
    );
    let titles = bench.lines(&["list", "--limit", "2"]);
    assert!(titles[0].ends_with("الخبر الثاني") && titles[1].ends_with("الخبر الأول"));
}

#[test]
fn bad_files_are_named_and_the_rest_goes_in() {
    let bench = Bench::new();
    let good = bench.file("good.json", news().to_string());
    let empty = bench.file("empty.txt", "");
    let binary = bench.file("binary", [0_u8, 159, 146, 150, 255, 0, 1]);
    let whole = news().to_string();
    let half = bench.file("half.json", &whole[..whole.len() - 40]);
    let large = bench.file("large.json", "");
    fs::File::options()
        .write(true)
        .open(&large)
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    let missing = bench.dir.path().join("missing.json");
    let bad = [&empty, &binary, &half, &large, &missing];
    let mut args = vec!["import"];
    args.extend(bad.iter().map(|path| text(path)));
    args.push(text(&good));

    let output = bench.run(&args);
    assert!(output.status.success());
    assert_eq!(
        stdout(&output),
        "imported 3, updated 0, unchanged 0, rejected 5\n"
    );
    let complaints: Vec<String> = stderr(&output).lines().map(str::to_owned).collect();
    assert_eq!(complaints.len(), bad.len(), "{complaints:?}");
    for (complaint, path) in complaints.iter().zip(bad) {
        let reason = complaint.strip_prefix(&format!("marsad: {}: ", path.display()));
        assert!(reason.is_some_and(|reason| reason.len() > 3), "{complaint}");
    }

    args.pop();
    let output = bench.run(&args);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stdout(&output),
        "imported 0, updated 0, unchanged 0, rejected 5\n"
    );
}

#[test]
fn lists_have_the_promised_keys() {
    let bench = Bench::with_news();
    let listed = bench.objects(&["list", "--json"]);
    assert_eq!(
        listed[0],
        json!({
            "id": 3,
            "title": "طقس الغد",
            "source": "صحيفة المرفأ",
            "category": null,
            "published": "2026-05-03T10:00:00Z",
            "url": "https://marfa.example/3",
            "unread": true,
            "starred": false,
        })
    );
    assert_eq!(bench.ids(&["--json", "list", "--limit", "2"]), [3, 2]);
    assert_eq!(
        bench.ids(&["list", "--json", "before:2026-05-03", "-title:نشرة"]),
        [2]
    );
    for ranked in [
        &["search", "--json", "القمح"][..],
        &["related", "--json", "1"],
    ] {
        let objects = bench.objects(ranked);
        assert!(objects[0]["score"].as_f64().unwrap() > 0.0, "{objects:?}");
    }
}

#[test]
fn lists_for_people_are_one_plain_line_an_article() {
    let bench = Bench::with_news();
    let lines = bench.lines(&["list"]);
    assert_eq!(lines[0], "3  2026-05-03 10:00  صحيفة المرفأ  طقس الغد");
    assert!(lines.iter().all(|line| !line.contains(char::is_control)));
}

#[test]
fn forms_of_a_word_meet() {
    let bench = Bench::with_news();
    for form in ["أخبار", "اخبار", "الأخبار", "وبالأخبار", "«نشرة الأخبار»"]
    {
        assert_eq!(bench.ids(&["search", "--json", form]), [1], "{form}");
    }
    // Words given as separate arguments are one query; OR and brackets reach it.
    assert_eq!(bench.ids(&["search", "--json", "القمح", "استقر"]), [2]);
    assert_eq!(
        bench.ids(&["search", "--json", "--by-date", "طقس OR نشرة"]),
        [3, 1]
    );
    assert_eq!(bench.lines(&["search", "رياضة"]), Vec::<String>::new());
}

#[test]
fn related_articles_leave_out_the_article_itself() {
    let bench = Bench::with_news();
    assert_eq!(bench.ids(&["related", "--json", "1"]), [2]);
    assert_eq!(bench.ids(&["related", "2", "--json", "--limit", "1"]), [1]);
}

#[test]
fn errors_are_one_line_and_exit_1() {
    let bench = Bench::with_news();
    for (args, complaint) in [
        (&["related", "99"][..], "marsad: there is no article 99\n"),
        (&["read", "99"], "marsad: there is no article 99\n"),
        (
            &["search", "القمح \"بعد"],
            "marsad: the query, column 7: this quotation mark is never closed\n",
        ),
        (
            &["list", "is:old"],
            "marsad: the query, column 4: is:old is unknown \
             (there are is:unread is:read is:starred is:breaking)\n",
        ),
    ] {
        let output = bench.run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert_eq!(stderr(&output), complaint, "{args:?}");
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn wrong_usage_exits_2() {
    let bench = Bench::new();
    for args in [
        &["bogus"][..],
        &["related", "first"],
        &["search"],
        &["list", "--bogus"],
        &[],
    ] {
        let output = bench.run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!stderr(&output).is_empty());
    }
    assert!(!bench.library().exists(), "wrong usage makes no library");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let bench = Bench::new();
    let items: Vec<Value> = (0..3_000)
        .map(|n| {
            json!({"id": format!("tag:test,2026:{n}"), "title": format!("خبر رقم {n}"),
                        "content_text": "متن الخبر", "date_published": "2026-05-01T10:00:00Z"})
        })
        .collect();
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "أ", "items": items});
    let feed = bench.file("many.json", feed.to_string());
    bench.lines(&["import", text(&feed)]);
    for args in [
        &["list", "--limit", "0"][..],
        &["list", "--limit", "0", "--json"],
    ] {
        let mut child = bench
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(stderr(&output), "", "{args:?}");
        assert!(output.status.success(), "{args:?}");
    }
}

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

/// Two processes that import at once lose nothing.
#[test]
fn two_imports_at_once_both_go_in() {
    let bench = Bench::new();
    let feeds: Vec<PathBuf> = (0..2)
        .map(|feed| {
            let items: Vec<Value> = (0..1_500)
                .map(|n| {
                    json!({"id": format!("tag:test,2026:{feed}-{n}"),
                    "title": format!("خبر {n}"), "content_text": "متن الخبر"})
                })
                .collect();
            let feed_text = json!({"version": "https://jsonfeed.org/version/1.1",
                "title": format!("صحيفة {feed}"), "items": items});
            bench.file(&format!("{feed}.json"), feed_text.to_string())
        })
        .collect();
    let children: Vec<_> = feeds
        .iter()
        .map(|feed| {
            bench
                .command(&["import", text(feed)])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            stdout(&output),
            "imported 1500, updated 0, unchanged 0, rejected 0\n",
            "{}",
            stderr(&output)
        );
    }
    assert_eq!(bench.lines(&["list", "--limit", "0"]).len(), 3_000);
    assert_eq!(
        bench.lines(&["search", "خبر", "--limit", "5000"]).len(),
        3_000
    );
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
fn an_export_can_be_imported() {
    let bench = Bench::with_news();
    let export = bench.run(&["export", "القمح"]);
    let feed: Value = serde_json::from_slice(&export.stdout).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    let ids: Vec<&str> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["tag:test,2026:2", "tag:test,2026:1"]);

    let other = Bench::new();
    let file = other.file("export.json", &export.stdout);
    assert_eq!(
        other.lines(&["import", text(&file)]),
        ["imported 2, updated 0, unchanged 0, rejected 0"]
    );
    assert_eq!(other.ids(&["list", "--json", "القمح"]).len(), 2);
    let nothing = bench.run(&["export", "رياضة"]);
    let feed: Value = serde_json::from_slice(&nothing.stdout).unwrap();
    assert_eq!(feed["items"], json!([]));
}

#[test]
fn samples_go_in_and_exactly_they_come_out() {
    let files = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples");
    let shipped = fs::read_dir(files)
        .unwrap()
        .flatten()
        .filter(|file| file.path().extension().is_some_and(|e| e == "md"))
        .count();
    let bench = Bench::with_news();
    assert_eq!(
        bench.lines(&["samples"]),
        [format!(
            "imported {shipped}, updated 0, unchanged 0, rejected 0"
        )]
    );
    assert_eq!(
        bench.lines(&["samples"]),
        [format!(
            "imported 0, updated 0, unchanged {shipped}, rejected 0"
        )]
    );
    assert_eq!(bench.lines(&["list", "--limit", "0"]).len(), shipped + 3);
    assert_eq!(
        bench.lines(&["samples", "--remove"]),
        [format!("removed {shipped}")]
    );
    assert_eq!(bench.lines(&["samples", "--remove"]), ["removed 0"]);
    assert_eq!(bench.lines(&["list"]).len(), 3);
}

#[test]
fn completions_and_manual_are_printed() {
    let bench = Bench::new();
    let script = stdout(&bench.run(&["completions", "bash"]));
    assert!(script.contains("related"));
    let page = stdout(&bench.run(&["man"]));
    assert!(page.contains("marsad") && page.contains(".TH"));
}

#[test]
fn a_template_says_how_articles_are_written() {
    let bench = Bench::with_news();
    assert_eq!(
        bench.lines(&[
            "list",
            "--limit",
            "2",
            "--format",
            r"{id}\t{published:%d/%m}\t{title}"
        ]),
        ["3\t03/05\tطقس الغد", "2\t02/05\tأسعار القمح تستقر"]
    );
    let found = bench.lines(&["search", "--format", "{id} {score}", "القمح"]);
    assert_eq!(found.len(), 2);
    assert!(found[0].split(' ').nth(1).unwrap().parse::<f32>().unwrap() > 0.0);
    let wrong = bench.run(&["list", "--format", "{titel}"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        stderr(&wrong).contains("did you mean `title`?"),
        "{}",
        stderr(&wrong)
    );
}

#[test]
fn articles_are_listed_by_number_in_the_order_given() {
    let bench = Bench::with_news();
    assert_eq!(bench.ids(&["list", "--json", "2", "3", "1"]), [2, 3, 1]);
    // What numbers no article is a word to look for.
    assert!(bench.lines(&["list", "2026"]).is_empty());
    let mut child = bench
        .command(&["list", "-", "--format", "{id}"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all("1  the first\n\n3\n".as_bytes()).unwrap();
    drop(input);
    assert_eq!(stdout(&child.wait_with_output().unwrap()), "1\n3\n");
    let missing = bench
        .command(&["list", "-"])
        .stdin(fs::File::open(bench.file("ids", "99\n")).unwrap())
        .output()
        .unwrap();
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("no article 99"));
}

#[test]
fn a_removal_is_undone() {
    let bench = Bench::with_news();
    bench.lines(&["samples"]);
    let before = bench.lines(&["list", "--limit", "0"]);
    assert_eq!(bench.lines(&["samples", "--remove"]), ["removed 50"]);
    assert_eq!(bench.lines(&["list"]).len(), 3);
    assert_eq!(bench.lines(&["undo"]), ["brought back: 50"]);
    assert_eq!(bench.lines(&["list", "--limit", "0"]), before);
    assert_eq!(bench.ids(&["search", "--json", "العصافير"]).len(), 0);
    assert_eq!(bench.lines(&["undo"]), ["nothing to undo"]);
}

/// Settings live in a home of their own.
fn at_home(bench: &Bench, args: &[&str]) -> Output {
    bench
        .command(args)
        .env("HOME", bench.dir.path())
        .env_remove("XDG_CONFIG_HOME")
        .env("EDITOR", "true --wait")
        .env_remove("VISUAL")
        .env("LC_ALL", "ar_SY.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn settings_are_written_shown_and_checked() {
    let bench = Bench::new();
    let path = bench.dir.path().join(".config/marsad/config.toml");
    let said = stdout(&at_home(&bench, &["config", "path"]));
    assert_eq!(said.trim_end(), path.display().to_string());
    let shown = stdout(&at_home(&bench, &["config", "show"]));
    assert!(
        shown.contains("language = \"auto\"  # ar, by the environment"),
        "{shown}"
    );
    assert!(
        shown.contains("months = \"auto\"  # levantine, by the environment"),
        "{shown}"
    );
    assert!(shown.contains("mouse = true  # default"), "{shown}");
    assert!(shown.contains("star = [\"s\"]  # default"), "{shown}");

    assert!(at_home(&bench, &["config", "init"]).status.success());
    let written = fs::read_to_string(&path).unwrap();
    assert!(
        written.contains("\n# quit = [\"q\", \"ctrl-c\"]\n"),
        "{written}"
    );
    // All that it says can be taken in, and changes nothing.
    let all: String = written
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| {
            line.starts_with('[')
                || line
                    .split(" = ")
                    .next()
                    .is_some_and(|name| !name.contains(' '))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let again = at_home(&bench, &["config", "init"]);
    assert_eq!(again.status.code(), Some(1));
    fs::write(&path, all).unwrap();
    let shown = at_home(&bench, &["config", "show"]);
    assert!(shown.status.success(), "{}", stderr(&shown));
    assert!(
        stdout(&shown).contains("mouse = true  # "),
        "{}",
        stdout(&shown)
    );

    fs::write(&path, "mouse = false\n[keys]\nstar = \"x\"\nopen = \"x\"\n").unwrap();
    for command in ["show", "edit"] {
        let wrong = at_home(&bench, &["config", command]);
        assert_eq!(wrong.status.code(), Some(1));
        let said = stderr(&wrong);
        assert!(
            said.ends_with(
                "config.toml, line 4, column 8: `x` stands for star already, on line 3\n"
            ),
            "{said}"
        );
    }
    fs::write(
        &path,
        "mouse = false\n[keys]\nstar = [\"m\", \"ctrl-x s\"]\n",
    )
    .unwrap();
    assert!(at_home(&bench, &["config", "edit"]).status.success());
    let shown = stdout(&at_home(&bench, &["config", "show"]));
    assert!(shown.contains("config.toml, line 1"), "{shown}");
    assert!(shown.contains("star = [\"m\", \"ctrl-x s\"]"), "{shown}");
    assert!(
        shown.contains("toggle-read = []  # what is left of the default"),
        "{shown}"
    );
}

#[test]
fn the_plain_reader_says_what_happens_in_lines() {
    let bench = Bench::with_news();
    let mut child = bench
        .command(&["--plain"])
        .env("HOME", bench.dir.path())
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // Open the second, star it by the Arabic letter, go on to the end, take the star back.
    input.write_all("2\nس\n\nu\nبيسبس\nq\n".as_bytes()).unwrap();
    drop(input);
    let said = stdout(&child.wait_with_output().unwrap());
    let said: Vec<&str> = said
        .lines()
        .map(|line| line.trim_start_matches("> "))
        .collect();
    assert_eq!(said[0], "العناوين: 3 مقالات، 3 مقالات غير مقروءة");
    assert!(
        said[1].starts_with("1. طقس الغد. صحيفة المرفأ، "),
        "{said:?}"
    );
    assert!(said[1].ends_with("، غير مقروء"), "{said:?}");
    let opened = said
        .iter()
        .position(|line| line.starts_with("أسعار القمح تستقر. "))
        .unwrap();
    assert!(
        said[opened + 1].starts_with("استقرت أسعار القمح"),
        "{said:?}"
    );
    assert_eq!(said[opened + 2], "مُيّز بنجمة");
    assert_eq!(said[opened + 3], "انتهى المقال");
    assert_eq!(said[opened + 4], "أُزيلت النجمة عن مقال: أسعار القمح تستقر");
    assert!(said[opened + 5].starts_with("لا أمر باسم"), "{said:?}");
    let all = said.concat();
    assert!(!all.contains(['│', '┃', '\u{1b}', '\u{2068}']), "{all}");
}

#[test]
fn feeds_are_added_changed_refreshed_and_removed() {
    let bench = Bench::new();
    let rss = |titles: &[&str]| {
        let items: String = titles
            .iter()
            .map(|title| format!("<item><title>{title}</title></item>"))
            .collect();
        format!("<rss version='2.0'><channel><title>صحيفة المرفأ</title>{items}</channel></rss>")
    };
    let file = bench.file("feed.rss", rss(&["أول", "ثان"]));
    let file = text(&file);
    assert_eq!(
        bench.lines(&["add", file, "--folder", "أخبار", "--tag", "يومية"]),
        ["1  صحيفة المرفأ: added, 2 articles"]
    );
    assert_eq!(
        bench.lines(&["add", file]),
        ["1  صحيفة المرفأ: there already"]
    );
    let missing = bench.run(&["add", "/none/at/all"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("no address"));

    bench.lines(&["filter", "mute", "title:ثالث"]);
    bench.lines(&["filter", "tag", "جديد", "is:unread"]);
    fs::write(file, rss(&["أول", "ثان", "ثالث", "رابع"])).unwrap();
    let told = bench.lines(&["refresh", "المرفأ"]);
    assert_eq!(told[0], "1  صحيفة المرفأ: imported 2, updated 0");
    assert_eq!(
        told[1],
        "refreshed 1, not modified 0, failed 0; imported 2, updated 0, muted 1"
    );
    assert_eq!(bench.ids(&["list", "--json", "folder:أخبار"]).len(), 3);
    assert_eq!(bench.ids(&["list", "--json", "tag:جديد"]).len(), 1);
    assert_eq!(bench.ids(&["list", "--json", "tag:يومية"]).len(), 3);
    assert_eq!(bench.ids(&["list", "--json", "is:muted"]).len(), 1);

    let feed = &bench.objects(&["feeds", "--json", "1", "--title", "المرفأ", "--every", "30"])[0];
    assert_eq!(feed["title"], "المرفأ");
    assert_eq!((&feed["total"], &feed["every"]), (&json!(4), &json!(30)));
    assert_eq!(
        (&feed["failures"], &feed["failure"]),
        (&json!(0), &Value::Null)
    );

    let opml = bench.run(&["opml", "export"]);
    let list = bench.file("list.opml", &opml.stdout);
    let other = Bench::new();
    assert_eq!(
        other.lines(&["opml", "import", text(&list)]),
        ["added 1, already there 0, rejected 0"]
    );
    assert_eq!(other.objects(&["feeds", "--json"])[0]["folder"], "أخبار");

    fs::remove_file(file).unwrap();
    let failed = bench.run(&["refresh", "1"]);
    assert_eq!(failed.status.code(), Some(1));
    let feed = &bench.objects(&["feeds", "--json"])[0];
    assert_eq!(feed["failures"], 1);
    assert!(feed["failure"].as_str().unwrap().contains("No such file"));
    assert!(bench.lines(&["feeds"])[0].contains("FAILING since"));

    assert_eq!(
        bench.lines(&["remove", "1", "--articles"]),
        ["removed 1  المرفأ, 4 articles"]
    );
    assert!(bench.lines(&["feeds"]).is_empty());
    assert!(bench.lines(&["list"]).is_empty());
}

#[test]
fn links_are_listed_and_opened_without_a_shell() {
    let bench = Bench::new();
    let feed = bench.file(
        "feed.json",
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"س","items":[{"id":"1","title":"خبر",
        "content_html":"<p><a href='https://a.example/$(touch x);y'>رابط</a></p>",
        "attachments":[{"url":"https://a.example/1.mp3","mime_type":"audio/mpeg"}]}]}"#,
    );
    bench.lines(&["import", text(&feed)]);
    let links = bench.lines(&["links", "1"]);
    assert_eq!(links[0], "1 رابط https://a.example/$(touch%20x);y");
    assert_eq!(links[1], "2 audio/mpeg https://a.example/1.mp3");
    let config = bench.file(
        "config/marsad/config.toml",
        "[commands]\nbrowser = [\"true\", \"{}\"]\n[commands.open]\n\"audio/*\" = [\"false\"]\n",
    );
    let config = config.parent().unwrap().parent().unwrap();
    let open = |number: &str| {
        bench
            .command(&["links", "1", "--open", number])
            .env("XDG_CONFIG_HOME", config)
            .output()
            .unwrap()
    };
    assert_eq!(open("2").status.code(), Some(1), "false was run");
    assert_eq!(open("3").status.code(), Some(1));
    let opened = open("1");
    assert!(opened.status.success(), "true was run");
    assert_eq!(stdout(&opened), "https://a.example/$(touch%20x);y\n");
}

#[test]
fn smart_feeds_and_tags_are_kept() {
    let bench = Bench::with_news();
    bench.lines(&["smart", "قمح", "title:القمح"]);
    assert_eq!(bench.lines(&["smart"]), ["قمح: title:القمح"]);
    assert_eq!(bench.ids(&["smart", "قمح", "--json"]), [2]);
    assert_eq!(bench.lines(&["tag", "3", "طقس", "غدا"]), ["طقس", "غدا"]);
    assert_eq!(bench.lines(&["tag", "3", "--remove", "غدا"]), ["طقس"]);
    assert_eq!(bench.ids(&["list", "--json", "tag:طقس"]), [3]);
    assert_eq!(bench.lines(&["tag"]), ["طقس  1"]);
    bench.lines(&["smart", "قمح", "--remove"]);
    assert!(bench.lines(&["smart"]).is_empty());
    assert_eq!(bench.run(&["smart", "قمح"]).status.code(), Some(1));
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
