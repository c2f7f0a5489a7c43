//! The reader in lines of text.

use std::io::Write;
use std::process::Stdio;

use crate::{Bench, stdout};

/// What the plain reader of `bench` says to the lines `typed`.
fn said(bench: &Bench, typed: &str) -> String {
    let mut child = bench
        .command(&["--plain"])
        .env("HOME", bench.dir.path())
        .env_remove("XDG_CONFIG_HOME")
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(typed.as_bytes()).unwrap();
    drop(input);
    stdout(&child.wait_with_output().unwrap())
}

#[test]
fn the_plain_reader_says_what_happens_in_lines() {
    let bench = Bench::with_news();
    // Open the second, star it by the Arabic letter, go on to the end, take the star back.
    let said = said(&bench, "2\nس\n\n\nu\nبيسبس\nq\n");
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
    assert_eq!(said[opened + 3], "الروابط: 1 (o)");
    assert_eq!(said[opened + 4], "انتهى المقال");
    assert_eq!(said[opened + 5], "أُزيلت النجمة عن مقال: أسعار القمح تستقر");
    assert!(said[opened + 6].starts_with("لا أمر باسم"), "{said:?}");
    let all = said.concat();
    assert!(!all.contains(['│', '┃', '\u{1b}', '\u{2068}']), "{all}");
}

/// Right at the start, when the index is still on its way.
#[test]
fn an_article_that_was_searched_for_is_told_whole_and_its_links_once() {
    let bench = Bench::new();
    bench.lines(&["samples"]);
    let all = said(&bench, "/المسبار عاجل\n1\no\nq\n");
    assert!(!all.contains("لا مقال يطابق"), "{all}");
    let lines: Vec<&str> = all.lines().collect();
    let opened = lines.iter().rposition(|line| line.starts_with("> عاجل"));
    let opened = opened.unwrap_or_else(|| panic!("{all}"));
    assert!(lines[opened + 1].starts_with("بقلم "), "{all}");
    let links: Vec<&&str> = lines.iter().filter(|line| line.contains("://")).collect();
    assert!(links[0].starts_with("1. "), "{links:?}");
    for link in links {
        assert!(!link.contains(". 1. "), "{link}");
        assert_eq!(link.matches("://").count(), 1, "{link}");
    }
}

#[test]
fn feeds_are_added_in_lines() {
    let bench = Bench::with_news();
    let feed = "<rss version='2.0'><channel><title>المرفأ</title><item><title>أسعار القمح \
        تستقر في الميناء</title></item></channel></rss>";
    bench.file("feed.xml", feed);
    let address = format!("file://{}", bench.dir.path().join("feed.xml").display());
    let all = said(&bench, &format!("a\n{address}\nq\n"));
    let lines: Vec<&str> = all.lines().collect();
    let asked = lines
        .iter()
        .position(|line| line.ends_with("عنوان تغذية أو صفحة"));
    let asked = asked.unwrap_or_else(|| panic!("{all}"));
    assert!(!lines[asked + 1].contains("لا أمر"), "{all}");
    assert!(
        lines[asked..]
            .iter()
            .any(|line| line.contains("أسعار القمح تستقر في الميناء")),
        "{all}"
    );
}

#[test]
fn stories_are_told_in_lines() {
    let bench = Bench::new();
    bench.lines(&["samples"]);
    let all = said(&bench, "/المسبار عاجل\n1\nt\nq\n");
    let mut told = all.lines().skip_while(|line| !line.contains("أخبار القصة"));
    let chapters = told.by_ref().skip(1).take_while(|line| *line != "> ");
    let chapters: Vec<&str> = chapters.collect();
    assert!(chapters.len() > 2, "{all}");
    assert!(chapters[0].starts_with("1. "), "{chapters:?}");
    assert!(!chapters[0].contains("تضيف: "), "{chapters:?}");
    assert!(chapters[1].contains(". تضيف: "), "{chapters:?}");
    // Why articles are related is told with them.
    let all = said(&bench, "/المسبار عاجل\n1\ntab\nq\n");
    assert!(all.contains(". القصة نفسها\n"), "{all}");
}

#[test]
fn a_new_library_is_welcomed_in_lines_too() {
    let bench = Bench::new();
    let opml = "<opml version='2.0'><body><outline text='المرفأ' \
        xmlUrl='file:///no/such/feed.xml'/></body></opml>";
    bench.file("list.opml", opml);
    // The samples are there, and an offer is taken by its number; its file is asked for.
    let said = said(&bench, "\nq\n");
    assert!(said.starts_with("أهلًا بك في مرصد\n"), "{said}");
    assert!(
        said.contains("\n1. اشترك") && said.contains("> 1. "),
        "{said}"
    );
    let bench = Bench::new();
    let list = bench.file("list.opml", opml);
    let said = super::plain::said(&bench, &format!("٢\n{}\nF\n4\nq\n", list.display()));
    assert!(said.contains("تغذية جديدة واحدة"), "{said}");
    // The page of feeds by its numbers, and the list of the feed that was chosen.
    assert!(said.contains("\n4. المرفأ، "), "{said}");
    assert!(said.contains("> المرفأ\nلا مقال"), "{said}");
}

#[test]
fn comments_and_notes_are_written_in_lines() {
    let bench = Bench::with_news();
    // The e-mail is wrong at first; then a note on the paragraph, and one that is left.
    let typed = "2\nc\nليلى\nلا عنوان\nأحسنتم\nleila@a.example\n\n\n\ng\ne\nمهم\nc\n1\n.\nq\n";
    let said = said(&bench, typed);
    for expected in [
        "الاسم *:",
        "البريد الإلكتروني *:",
        "ليس هذا عنوان بريد",
        "تعليق واحد",
        "أحسنتم",
        "حُفظت الملاحظة",
        "تُرك ولم يُحفظ",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(!said.contains("leila@"), "{said}");
    let notes = stdout(&bench.run(&["notes"]));
    assert!(notes.contains("مهم"), "{notes}");
}
