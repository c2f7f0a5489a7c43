//! Text that is meant to do something to whoever shows it, and documents that hold it in
//! every field.

use rusqlite::Connection;
use serde_json::json;

use crate::bench::Bench;

/// What is put into every field. Each tells itself apart by a word of its own.
pub fn payloads() -> Vec<String> {
    let mut payloads: Vec<String> = [
        "\u{1b}[2J\u{1b}[31mescape",
        "\u{1b}]0;title\u{7}osc",
        "\u{1b}]8;;https://evil.example/\u{1b}\\link\u{1b}]8;;\u{1b}\\",
        "\u{1b}]52;c;cHduZWQ=\u{7}clipboard",
        "\u{1b}P$q\"p\u{1b}\\dcs",
        "\u{1b}_apc\u{1b}\\ \u{1b}^pm\u{1b}\\ \u{1b}Xsos\u{1b}\\",
        "\u{9b}2Jcsi \u{9d}52;c;eA==\u{9c} \u{90}q\u{9c} c1",
        "bell\u{7}\u{8}\u{8}\u{8}\u{c}\u{b}\u{0}\u{e}\u{f}\u{7f}",
        "one\rtwo\ntwo\u{85}three\u{2028}four\u{2029}five",
        "\u{202e}gnp.exe\u{202c} override \u{202d}\u{202a}\u{202b}",
        "\u{2066}\u{2067}\u{2068}unclosed isolates",
        "\u{2069}\u{2069}\u{202c}closers of nothing",
        "\u{200e}\u{200f}\u{61c}marks\u{feff}\u{ad}\u{fff9}\u{fffb}\u{206a}",
        "nonchar\u{fdd0}\u{ffff}\u{1ffff}",
        "tags\u{e0041}\u{e007f}\u{e0001}",
        "$(touch pwned) `touch pwned` ; touch pwned #",
        "--exec=touch -x \"quote' \\",
        "{title} {} %s %n ${HOME}",
        "https://evil.example/\u{202e}elpmaxe.knab",
    ]
    .map(str::to_owned)
    .into();
    payloads.push(format!("ب{}ـ marks", "\u{64e}".repeat(10_000)));
    payloads.push(format!("a{}b flood", "\u{200b}".repeat(3_000)));
    payloads.push(format!("c{}d joiners", "\u{200d}\u{200c}".repeat(2_000)));
    payloads.push(format!("{} isolates", "\u{2067}".repeat(400)));
    payloads
}

/// Addresses that look like others, or would be more than an address.
pub const ADDRESSES: [&str; 12] = [
    "https://b\u{430}nk.example/",
    "https://\u{202e}elpmaxe.knab/",
    "https://مثال.example/\u{202e}gnp",
    "https://a.example/\u{2067}x\u{1b}]52;c;eA==\u{7}",
    "https://user:pa\u{1b}ss@a.example/",
    "http://a.example/%1b%5d52;c;eA==%07",
    "https://a.example/$(touch pwned);`id`|x -y",
    "mailto:x@a.example?subject=\u{202e}\u{1b}[2J",
    "gemini://b\u{430}nk.example/\u{202e}x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "-oProxyCommand=touch pwned",
];

fn xml(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '"' | '\'' => escaped.push_str(&format!("&#{};", c as u32)),
            // No XML, but what some feeds hold.
            c if c.is_control() => escaped.push_str(&format!("&#x{:x};", c as u32)),
            c => escaped.push(c),
        }
    }
    escaped
}

fn json_feed(payload: &str, n: usize) -> String {
    let p = |field: &str| format!("{field} {payload}");
    let address = ADDRESSES[n % ADDRESSES.len()];
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": p("feed"), "description": p("about"), "home_page_url": address,
        "authors": [{"name": p("outlet")}],
        "items": [{
            "id": p("id"), "url": address, "title": p("title"), "summary": p("summary"),
            "content_html": format!("<h2>{0}</h2><p>{0} <a href=\"{1}\">{0}</a> <a title='{0}' href='https://a.example/{0}'>x</a>
                <img alt='{0}' src='https://a.example/{0}.png'><table><tr><td>{0}</table><pre>{0}</pre>
                <ul><li>{0}</ul><blockquote>{0}</blockquote><script>{0}</script><iframe src='{1}'></iframe>", xml(payload), xml(address)),
            "tags": [p("tag")], "authors": [{"name": p("author"), "url": address}], "language": p("ar"),
            "date_published": "2026-05-01T10:00:00Z", "image": address, "external_url": address,
            "attachments": [{"url": address, "mime_type": p("audio/mpeg"), "title": p("file")}],
            "_marsad": {"source": p("source"), "category": p("category")},
        }],
    })
    .to_string()
}

fn rss(payload: &str, n: usize) -> String {
    let (p, a) = (xml(payload), xml(ADDRESSES[n % ADDRESSES.len()]));
    format!(
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' \
         xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>قناة {p}</title><link>{a}</link>\
         <description>{p}</description><item><title>خبر {p}</title><link>{a}</link><guid>rss {p}</guid>\
         <dc:creator>{p}</dc:creator><category>{p}</category><comments>{a}</comments>\
         <description>{p} &lt;a href=\"{a}\"&gt;{p}&lt;/a&gt;</description>\
         <enclosure url=\"{a}\" type=\"{p}\" length=\"1\"/><pubDate>{p}</pubDate></item></channel></rss>"
    )
}

fn atom(payload: &str, n: usize) -> String {
    let (p, a) = (xml(payload), xml(ADDRESSES[n % ADDRESSES.len()]));
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang=\"{p}\"><title>{p}</title><id>{p}</id><link href=\"{a}\"/>\
         <entry><title type='html'>{p}</title><id>atom {p}</id><link href=\"{a}\" title=\"{p}\"/>\
         <author><name>{p}</name><uri>{a}</uri></author><category term=\"{p}\" label=\"{p}\"/>\
         <summary>{p}</summary><content type='html'>{p} متن</content><updated>2026-05-01T00:00:00Z</updated></entry></feed>"
    )
}

fn page(payload: &str, n: usize) -> String {
    let (p, a) = (xml(payload), xml(ADDRESSES[n % ADDRESSES.len()]));
    format!(
        "<!doctype html><html lang=\"{p}\"><head><title>{p}</title><meta property='og:site_name' content=\"{p}\">\
         <meta name='author' content=\"{p}\"><meta name='description' content=\"{p}\"><link rel='canonical' href=\"{a}\">\
         </head><body><article><h1>{p}</h1><p>متن طويل بما يكفي ليكون خبرًا في صفحة كاملة، {p}</p>\
         <p>فقرة ثانية طويلة أيضًا فيها كلام كثير عن القمح والنفط. <a href=\"{a}\">{p}</a></p></article></body></html>"
    )
}

/// OPML with `payload` and hostile addresses in every field.
pub fn opml(payload: &str) -> String {
    let p = xml(payload);
    let feeds: String = ADDRESSES
        .iter()
        .map(|a| {
            let a = xml(a);
            format!(
                "<outline type=\"{p}\" text=\"{p}\" title=\"{p}\" xmlUrl=\"{a}\" htmlUrl=\"{a}\" category=\"{p}\" \
                 filtercmd=\"touch pwned\" loadItemLink=\"{p}\"/>"
            )
        })
        .collect();
    format!(
        "<opml version='2.0'><head><title>{p}</title></head><body><outline text=\"{p}\">{feeds}\
         <outline type='rss' text=\"{p}\" xmlUrl='https://{n}.example/feed'/>\
         <outline type='rss' text='x' xmlUrl='|touch pwned'/></outline></body></opml>",
        n = payload.len()
    )
}

/// newsboat's folder with the payloads in every field.
fn newsboat(bench: &Bench, payloads: &[String]) {
    let mut urls = String::new();
    let path = bench.file("newsboat/cache.db", "");
    let db = Connection::open(path).expect("a database");
    db.execute_batch(
        "CREATE TABLE rss_feed (rssurl VARCHAR PRIMARY KEY, url VARCHAR, title VARCHAR);
         CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid VARCHAR, title VARCHAR, author VARCHAR,
         url VARCHAR, feedurl VARCHAR, pubDate INTEGER, content VARCHAR, unread INTEGER,
         enclosure_url VARCHAR, enclosure_type VARCHAR, flags VARCHAR, deleted INTEGER DEFAULT 0);",
    )
    .expect("made");
    for (n, payload) in payloads.iter().enumerate() {
        let address = ADDRESSES[n % ADDRESSES.len()];
        let feed = format!("https://{n}.example/{payload}");
        db.execute(
            "INSERT INTO rss_feed VALUES (?1, ?2, ?3)",
            (&feed, address, payload),
        )
        .expect("entered");
        db.execute(
            "INSERT INTO rss_item VALUES (NULL, ?1, ?2, ?2, ?3, ?4, 1770000000, ?5, 1, ?3, ?2, ?2, 0)",
            (format!("nb {payload}"), payload, address, &feed, format!("<p>{}</p>متن", xml(payload))),
        )
        .expect("entered");
        let line = payload.replace(['\n', '\r', '"', '\\'], " ");
        urls.push_str(&format!(
            "\"{address}\" \"{line}\" \"~{line}\"\n\"query:{line}:unread = \\\"yes\\\"\"\n"
        ));
        urls.push_str(&format!(
            "https://{n}.example/ok \"{line}\" \"~{line}\"\n\"exec:touch pwned {line}\"\n"
        ));
    }
    bench.file("newsboat/urls", urls);
    bench.file(
        "newsboat/config",
        format!("bind-key {} {}\n", payloads[0], payloads[1]),
    );
}

/// The same bytes that are no UTF-8, raw and as CESU-8 has surrogates.
const RAW: [&[u8]; 4] = [
    b"\x9b2J raw c1 \x9d52;c;eA==\x9c \x90q\x9c",
    b"surrogate \xed\xa0\xbd\xed\xb8\x80 \xed\xa0\x80",
    b"overlong \xc0\x9b \xe0\x80\x9b \xf8\x88\x80\x80\x80",
    b"\xff\xfe\x1b\x00[\x002\x00J\x00 utf-16",
];

/// A library with the payloads in every field of everything that can be taken in, by the
/// commands that take it in. Gives all that they said.
pub fn filled(bench: &Bench) -> Vec<(String, crate::bench::Told)> {
    let payloads = payloads();
    for (n, payload) in payloads.iter().enumerate() {
        bench.file(&format!("in/{n:02}.json"), json_feed(payload, n));
        bench.file(&format!("in/{n:02}.rss"), rss(payload, n));
        bench.file(&format!("in/{n:02}.atom"), atom(payload, n));
        bench.file(&format!("in/{n:02}.html"), page(payload, n));
        bench.file(
            &format!("in/{n:02}.txt"),
            format!("نص {payload}\n\nمتن فيه {payload}\n"),
        );
        bench.file(
            &format!("in/{n:02}.md"),
            format!(
                "---\ntitle: {}\nauthor: x\n---\n# {payload}\n\n`{payload}` [{payload}](<{}>)\n",
                json!(payload),
                ADDRESSES[n % ADDRESSES.len()]
            ),
        );
        bench.file(&format!("{n:02}.opml"), opml(payload));
        // A name may hold anything but a slash and a zero, and is 255 bytes long.
        let name: String = payload.replace(['/', '\0'], "").chars().take(60).collect();
        bench.file(&format!("in/names/{name}.txt"), "\u{0}");
        bench.file(&format!("in/names/{name}.md"), "متن بلا عنوان.");
    }
    for (n, raw) in RAW.iter().enumerate() {
        let (head, tail) = (
            "<rss version='2.0'><channel><title>x</title><item><title>",
            "</title><description>متن</description></item></channel></rss>",
        );
        bench.file(
            &format!("in/raw{n}.rss"),
            [head.as_bytes(), raw, tail.as_bytes()].concat(),
        );
        bench.file(&format!("in/raw{n}.txt"), raw);
    }
    bench.file(
        "in/lone.json",
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"x\ud83d","items":[{"id":"1","title":"\udc00 وحيد \ud800","content_text":"x"}]}"#,
    );
    newsboat(bench, &payloads);
    let mut told = Vec::new();
    let mut say = |args: &[&str]| told.push((args.join(" "), bench.run(args)));
    let at = |name: &str| bench.dir.path().join(name).display().to_string();
    say(&["import", &at("in")]);
    say(&["import", "--from", "newsboat", &at("newsboat")]);
    for n in 0..payloads.len() {
        say(&["opml", "import", &at(&format!("{n:02}.opml"))]);
    }
    let file = format!("file://{}", at("in/00.rss"));
    say(&["add", &file]);
    say(&["refresh", &file]);
    for (n, payload) in payloads.iter().enumerate() {
        let payload = &payload.replace('\0', "");
        say(&["tag", &(n + 1).to_string(), payload]);
        say(&["filter", "mute", payload]);
        say(&["smart", "add", payload, payload]);
        say(&[
            "feeds", "2", "--title", payload, "--folder", payload, "--tag", payload,
        ]);
    }
    told
}
