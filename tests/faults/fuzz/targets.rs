//! What reads what comes from outside.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use crossterm::event::KeyCode;
use jiff::Timestamp;
use marsad::article::{Article, Block, Inline, html};
use marsad::config::Settings;
use marsad::feed::{self, Origin, opml, samples};
use marsad::gather::newsboat::{self, Files};
use marsad::gather::subscribe_all;
use marsad::library::{Library, LibraryError, Query};
use marsad::locale::{Language, Locale};
use marsad::reader::typeset::{Document, Head, Hits, Place, Setting};
use marsad::terminal::{Answers, Decoder, Input, OutputForm, encode_line};
use marsad::text::{BaseDirection, Paragraph, sanitize};
use tempfile::TempDir;

use super::run;
use crate::bench::feed as json_feed;
use crate::hostile_text::wrong_with;
use crate::payloads::payloads;
use crate::screen::Screen;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn seeds(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// Files of the project that a target reads.
fn files(names: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    names
        .iter()
        .map(|name| fs::read(root.join(name)).expect(name))
        .collect()
}

fn samples_folder() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths.truncate(6);
    paths
        .iter()
        .map(|path| fs::read(path).expect("read"))
        .collect()
}

/// Nothing of an article is a control, whatever it came from.
fn assert_harmless(article: &Article) {
    let one_line = [
        Some(&article.title),
        Some(&article.source),
        article.guid.as_ref(),
        article.url.as_ref(),
        article.category.as_ref(),
        article.language.as_ref(),
        article.summary.as_ref(),
    ];
    for field in one_line
        .into_iter()
        .flatten()
        .chain(&article.tags)
        .chain(&article.authors)
    {
        assert_eq!(wrong_with(field), None, "{field:?}");
    }
    for line in article.plain_text().replace('\t', " ").lines() {
        assert_eq!(wrong_with(line), None, "{line:?}");
    }
    for link in article.links() {
        assert_eq!(wrong_with(&link.text.replace('\t', " ")), None, "{link:?}");
        assert!(
            link.url.is_ascii() && !link.url.contains(|c: char| c.is_control()),
            "{link:?}"
        );
    }
    for_each_inline(&article.body, &mut |inline| {
        for line in inline.text.lines() {
            assert_eq!(wrong_with(line), None, "{line:?}");
        }
        for mark in &inline.marks {
            let marked = inline.text.get(mark.range.clone());
            assert!(marked.is_some_and(|text| !text.is_empty()), "{inline:?}");
        }
    });
}

fn for_each_inline(blocks: &[Block], see: &mut dyn FnMut(&Inline)) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => see(text),
            Block::Quote(blocks) => for_each_inline(blocks, see),
            Block::List { items, .. } => items.iter().for_each(|item| for_each_inline(item, see)),
            Block::Table { rows, .. } => rows.iter().flatten().for_each(&mut *see),
            Block::Image { caption, .. } => caption.as_deref().into_iter().for_each(&mut *see),
            Block::Preformatted(_) | Block::Rule => {}
        }
    }
}

fn typeset(article: &Article, width: usize) {
    let locale = Rc::new(Locale::new(Language::ARABIC));
    let head = Head {
        date: "اليوم".into(),
        ..Head::default()
    };
    let setting = Setting {
        justified: width.is_multiple_of(2),
        footnotes: width.is_multiple_of(3),
        ..Setting::plain(width)
    };
    let hits: Hits = Box::new(|_, _| Vec::new());
    let article = Arc::new(article.clone());
    let document = Document::new(article, head, locale, setting, hits);
    for row in document.rows(Place::default()) {
        row.draw(|glyph| assert_eq!(wrong_with(&glyph.symbol), None));
    }
    let mut place = document.end(1);
    while place > Place::default() {
        let position = document.position(place);
        assert_eq!(document.position(document.place(position)), position);
        place = document.before(place, 7);
    }
}

#[test]
fn feeds() {
    let mut all = seeds(&[
        &json_feed(0..3, "س"),
        "<?xml version='1.0' encoding='windows-1256'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' \
         xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>ق</title>\
         <item><title>خبر</title><link>https://a.example/1</link><guid>1</guid><pubDate>الخميس، ٢٦ نوفمبر ٢٠٢٦ 10:00 م</pubDate>\
         <dc:creator>ك</dc:creator><category>ع</category><description>&lt;p&gt;متن&lt;/p&gt;</description>\
         <content:encoded><![CDATA[<p>متن <b>طويل</b></p>]]></content:encoded><enclosure url='https://a.example/1.mp3' type='audio/mpeg'/>\
         <media:content url='https://a.example/1.jpg'><media:title>ص</media:title></media:content></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'><title>ق</title><entry><id>1</id>\
         <title type='html'>خبر</title><link href='/1'/><author><name>ك</name></author><thr:in-reply-to ref='0'/>\
         <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>متن</p></div></content><updated>2026-05-01T00:00:00Z</updated></entry></feed>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel><title>ق</title></channel>\
         <item rdf:about='https://a.example/1'><title>خبر</title><link>https://a.example/1</link><description>متن</description></item></rdf:RDF>",
        "<!doctype html><html lang=ar><head><title>خبر</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-05-01\"}</script></head>\
         <body><article><h1>خبر</h1><p>فقرة طويلة بما يكفي لأن تكون متن خبر، فيها كلام كثير.</p><p>وثانية مثلها، فيها كلام كثير أيضًا عن القمح.</p></article></body></html>",
    ]);
    all.extend(samples_folder());
    run("feeds", all, |bytes| {
        let names = ["feed.json", "a.rss", "a.html", "a.md", "a.txt", "feed"];
        let origin = Origin::named(names[bytes.len() % names.len()]);
        if let Ok(parsed) = feed::parse(bytes, &origin) {
            parsed.articles.iter().for_each(assert_harmless);
            for rejected in &parsed.rejected {
                let _ = sanitize::line(&rejected.reason);
            }
        }
    });
}

#[test]
fn html_blocks() {
    let mut all = seeds(&[
        "<h1>عنوان</h1><p>متن <b>ثقيل</b> و<a href='/1' title='x'>رابط</a>.<br>سطر</p><ul><li>أ<ol><li>ب</ol></ul>",
        "<table><caption>ج</caption><thead><tr><th colspan=2>أ<tbody><tr><td rowspan=3>1<td>2<tr><td><table><tr><td>x</table></table>",
        "<pre>a\n  b\tc</pre><blockquote dir=rtl><p>قول<cite>قائل</cite></blockquote><hr><figure><img src=a.png alt='صورة'><figcaption>وصف</figcaption></figure>",
        "<div><p>نص<sup>1</sup> <code>x</code> <bdo dir=ltr>y</bdo> <bdi>z</bdi> <ruby>漢<rt>k</rt></ruby></div><details><summary>s</summary>t</details><svg><title>x</title></svg>",
    ]);
    all.extend(payloads().into_iter().map(String::into_bytes));
    run("html", all, |bytes| {
        let base = "https://a.example/".parse().ok();
        let article = Article {
            title: "خبر".into(),
            body: html::blocks(&text(bytes), base.as_ref()),
            ..Article::default()
        };
        assert_harmless(&article);
        typeset(&article, bytes.len() % 90 + 1);
        let again = html::blocks(&marsad::article::to_html::fragment(&article.body), None);
        assert_harmless(&Article {
            body: again,
            ..Article::default()
        });
    });
}

#[test]
fn layout() {
    let mut all: Vec<_> = payloads().into_iter().map(String::into_bytes).collect();
    all.extend(samples_folder());
    run("layout", all, |bytes| {
        let clean = sanitize::text(&text(bytes)).into_owned();
        for line in clean.lines().take(40) {
            assert_eq!(wrong_with(&line.replace('\t', " ")), None, "{line:?}");
            let columns = bytes.len() % 120 + 1;
            let paragraph = Paragraph::new(line, BaseDirection::PLAIN);
            let mut end = 0;
            for set in paragraph.lines(columns) {
                let range = paragraph.text_range(&set);
                assert!(
                    range.start >= end && line.is_char_boundary(range.start),
                    "{line:?}"
                );
                end = range.end;
                let (mut width, mut cells, mut visual) = (0, 0, String::new());
                for cell in paragraph.cells(&set) {
                    width += usize::from(cell.width);
                    cells += 1;
                    visual.push_str(cell.symbol);
                }
                // One cluster may be wider than the line.
                assert!(
                    width <= columns || cells <= 1 || width <= 2,
                    "{width} in {columns}: {line:?}"
                );
                for form in OutputForm::ALL {
                    let encoded = encode_line(form, &visual);
                    assert!(
                        !encoded.contains(|c: char| c.is_control()),
                        "{form:?}: {line:?}"
                    );
                }
            }
        }
    });
}

#[test]
fn rows() {
    let mut all: Vec<_> = payloads().into_iter().map(String::into_bytes).collect();
    all.extend(seeds(&[
        "ﺪﺻﺮﻣ ┃ WHO 25% (ﻡﻼﺳ)",
        "│ ﻻ│a\u{64e}│ 中│ \u{200e}x ",
    ]));
    run("rows", all, |bytes| {
        // A row as a widget might have it: anything.
        let row = text(bytes).replace('\n', " ");
        for form in OutputForm::ALL {
            let encoded = encode_line(form, &row);
            assert!(
                !encoded.contains(|c: char| c.is_control()),
                "{form:?} {encoded:?}"
            );
        }
    });
}

#[test]
fn queries() {
    thread_local! { static LIBRARY: (TempDir, Library) = {
        let folder = TempDir::new().expect("a folder");
        let library = Library::open(folder.path()).expect("a library");
        library.add(samples::articles().expect("samples"), Timestamp::UNIX_EPOCH).expect("added");
        library.catch_up_index(&mut |_| {}).expect("caught up");
        (folder, library)
    } }
    let all = seeds(&[
        "القمح -title:نفط (source:\"المرفأ\" OR category:رياضة) after:2026-01-31 is:unread",
        "\"كأس العالم\" OR -is:starred before:2026-02-30 tag:x folder:a/b feed:1 is:muted",
    ]);
    run("queries", all, |bytes| {
        let typed = text(bytes);
        match Query::parse(&typed) {
            Err(error) => drop(error.to_string()),
            Ok(query) => LIBRARY.with(|(_, library)| {
                let newest = marsad::library::Anchor::Newest;
                // Where its assertions are compiled in, tantivy's reading of a phrase that has
                // ended may fail one; see docs/reliability.md.
                let failed = |error: LibraryError| {
                    let is_known = matches!(error, LibraryError::Index { .. });
                    assert!(is_known && cfg!(debug_assertions), "{error}");
                };
                let Ok(listed) = library.headlines(&query, newest, 60).map_err(failed) else {
                    return;
                };
                let best = marsad::library::Order::Relevance;
                if query.has_words() {
                    let Ok(found) = library.search(&query, best, 60).map_err(failed) else {
                        return;
                    };
                    assert_eq!(found.len(), listed.len(), "{typed:?}");
                }
                let _ = query.hits("أسعار القمح والنفط في 2026", false);
            }),
        }
    });
}

#[test]
fn settings() {
    let all = files(&["data/config.toml"]).into_iter().chain(seeds(&[
        "language = \"en\"\nnumerals = \"arab\"\ncalendars = [\"hijri\"]\nbidi = \"token\"\nspeech = [\"x\"]\n[reading]\nmeasure = 60\n\
         [feeds]\ninterval = 30\n[commands]\nbrowser = [\"a\", \"{}\"]\n[commands.open]\n\"audio/*\" = [\"x\"]\n[hooks]\nopen = [\"x\"]\n[keys]\nquit = [\"g x\", \"ctrl-q\"]\n",
    ])).collect();
    run("settings", all, |bytes| {
        thread_local! { static FILE: TempDir = TempDir::new().expect("a folder"); }
        FILE.with(|folder| {
            let path = folder.path().join("config.toml");
            fs::write(&path, bytes).expect("written");
            let read = Settings::read(&path);
            if let Err(error) = &read {
                drop(error.to_string());
            }
            if let Ok(settings) = read {
                let region = marsad::locale::Region::of_this_process();
                let _ = marsad::reader::Preferences::new(&settings, &region);
            }
            let _ = Settings::choose(&path, "language", "\"ar\"");
            let _ = Settings::choose_form(&path, OutputForm::Token);
        });
    });
}

#[test]
fn lists_of_feeds() {
    let all = files(&["data/starter.opml"]).into_iter().chain([
        crate::payloads::opml("خبر").into_bytes(),
        b"<opml><body><outline text='F' isOpen='true'><outline type='rss' text='N' xmlUrl='feed:https://a.example/' \
          updateInterval='-1' filtercmd='x'/></outline></body></opml>".to_vec(),
    ]).collect();
    run("lists", all, |bytes| {
        thread_local! { static LIBRARY: (TempDir, Library) = {
            let folder = TempDir::new().expect("a folder");
            let library = Library::open(folder.path()).expect("a library");
            (folder, library)
        } }
        let Ok(list) = opml::read(bytes, &Origin::named("list.opml")) else {
            return;
        };
        for feed in &list {
            assert_eq!(wrong_with(&feed.title), None, "{feed:?}");
            assert_eq!(wrong_with(&feed.folder), None, "{feed:?}");
        }
        let again = opml::write("x", &list);
        let again =
            opml::read(again.as_bytes(), &Origin::named("list.opml")).expect("what was written");
        assert_eq!(again.len(), list.len());
        if list.len() < 10 {
            LIBRARY.with(|(_, library)| subscribe_all(library, &list).expect("subscribed"));
        }
    });
}

#[test]
fn newsboat_folders() {
    let all = files(&[
        "tests/feeds/newsboat/cache.db",
        "tests/feeds/newsboat/urls",
        "tests/feeds/newsboat/config",
    ]);
    run("newsboat", all, |bytes| {
        thread_local! { static BOTH: (TempDir, Library) = {
            let folder = TempDir::new().expect("a folder");
            let library = Library::open(&folder.path().join("library")).expect("a library");
            (folder, library)
        } }
        BOTH.with(|(folder, library)| {
            let of = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds/newsboat");
            let is_database = bytes.starts_with(b"SQLite");
            for name in ["cache.db", "urls", "config"] {
                let own = if is_database {
                    name == "cache.db"
                } else {
                    name != "cache.db"
                };
                let path = folder.path().join(name);
                if own {
                    fs::write(path, bytes).expect("written");
                } else {
                    fs::copy(of.join(name), path).expect("copied");
                }
            }
            let moved = newsboat::move_in(
                library,
                &Files::within(folder.path()),
                Timestamp::UNIX_EPOCH,
            );
            if let Err(error) = moved {
                drop(error.to_string());
            }
        });
    });
}

#[test]
fn answers_and_keys_of_terminals() {
    let all = seeds(&[
        "\x1b[8;1$y\x1b[>65;7006;1c\x1bP>|XTerm(379)\x1b\\\x1bP!|7E565445\x1b\\\x1b[?65;1;9c\x1b[?0u",
        "jk\x1b[A\x1bOP\x1b[1;5C\x1b[27;5;9~\x1b[97;5u\x1b[1575::97;1;1575u\x1b[<0;10;5M\x1b[M !!\x1b[200~لصق\x1b[201~\x1b",
        "\x1b]11;rgb:0/0/0\x07\x1b]52;c;eA==\x07\x1b_G\x1b\\\x1b[?2026;2$y",
    ]);
    run("terminal", all, |bytes| {
        let mut decoder = Decoder::default();
        let mut answers = Answers::default();
        let step = [1, 3, 64, 4_096][bytes.len() % 4].max(bytes.len() / 400);
        let mut hear = |decoder: &mut Decoder| {
            for input in decoder.by_ref() {
                if let Input::Reply(reply) = input {
                    answers.hear(&reply);
                }
            }
        };
        for piece in bytes.chunks(step) {
            decoder.feed(piece);
            hear(&mut decoder);
        }
        // Whatever was begun is given up in the end.
        for _ in 0..3 {
            decoder.give_up();
            hear(&mut decoder);
        }
        assert!(decoder.patience().is_none(), "{decoder:?}");
        for said in [answers.version, answers.secondary, answers.tertiary]
            .into_iter()
            .flatten()
        {
            assert_eq!(wrong_with(&said), None, "{said:?}");
        }
    });
}

#[test]
fn keys_of_the_reader() {
    const NAMED: [KeyCode; 14] = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
    ];
    let all = seeds(&[
        "jj\r  \tk/القمح\r",
        "F\rjjsmu?",
        "oj\x01V:star\r",
        "tjjJTzL+-",
        "\x00\x01\x02\x03\x04\x05\x06\x07\x0c\x0d",
    ]);
    run("keys", all, |bytes| {
        thread_local! { static SCREEN: RefCell<Screen> = RefCell::new(Screen::new(80, 24)); }
        SCREEN.with_borrow_mut(|screen| {
            let typed: Vec<char> = text(bytes).chars().take(120).collect();
            for &c in &typed {
                match c {
                    // Each control stands for a key, a click or a size.
                    '\0'..='\u{d}' => screen.press(NAMED[c as usize]),
                    '\u{e}' | '\u{1b}' => screen.press(KeyCode::Esc),
                    '\u{f}'..='\u{13}' => {
                        screen.resize(c as u16 * 7 % 90 + 1, c as u16 * 11 % 40 + 1)
                    }
                    '\u{14}'..='\u{17}' => screen.click((c as u16 * 13 % 120, c as u16 * 5 % 40)),
                    '\u{18}'..='\u{1a}' => screen.drag((5, c as u16 % 30), (c as u16, 9)),
                    '\u{1c}'..='\u{1f}' => screen.resize(80, 24),
                    c => screen.press(KeyCode::Char(c)),
                }
            }
            screen.copied();
            screen.errands();
            for row in screen.rows() {
                assert!(!row.contains(|c: char| c.is_control()), "{row:?}");
            }
        });
    });
}
