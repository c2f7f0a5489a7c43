use super::*;
use crate::article::Mark;

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Inline::plain(text))
}

#[test]
fn paragraphs_come_from_elements_and_from_double_breaks() {
    assert_eq!(
        blocks(
            "أول<br>تابع<br> <br/>ثان<div>ثالث</div>رابع<p></p><p> </p>",
            None
        ),
        [
            paragraph("أول\nتابع"),
            paragraph("ثان"),
            paragraph("ثالث"),
            paragraph("رابع")
        ]
    );
}

#[test]
fn entities_are_decoded_once() {
    assert_eq!(
        blocks(
            "<p>&laquo;أ&raquo; &amp;lt;b&amp;gt; &#1576; &bogus;</p>",
            None
        ),
        [paragraph("«أ» &lt;b&gt; ب &bogus;")]
    );
    assert_eq!(one_line("<b>قال</b>&nbsp;<i>هو</i>"), "قال هو");
}

#[test]
fn what_runs_or_asks_is_dropped() {
    let html = "<style>p{}</style><p onclick=x>نص<script>alert('</p>')</script></p>\
        <form><p>البريد</p><input value=x></form><iframe src=//x></iframe>\
        <p style='display: none'>مخفي</p><button>شارك</button>\u{1b}]0;x\u{7}";
    assert_eq!(blocks(html, None), [paragraph("نص"), paragraph("]0;x")]);
}

#[test]
fn links_are_absolute_or_only_text() {
    let base = Url::parse("https://a.example/n/1").unwrap();
    let found = blocks(
        "<a href='2'>ا</a><a href='javascript:x'>ب</a><a href='#n'>ج</a>",
        Some(&base),
    );
    let link = Mark {
        range: 0..2,
        kind: MarkKind::Link("https://a.example/n/2".into()),
    };
    assert_eq!(
        found,
        [Block::Paragraph(Inline {
            text: "ابج".into(),
            marks: vec![link]
        })]
    );
}

#[test]
fn marks_nest_and_go_on_over_paragraphs() {
    let found = blocks("<b>ا<i>ب</i><p>ج</p></b>د", None);
    let [Block::Paragraph(first), Block::Paragraph(second), last] = found.as_slice() else {
        panic!("{found:?}");
    };
    let kinds: Vec<_> = first
        .marks
        .iter()
        .map(|m| (m.range.clone(), &m.kind))
        .collect();
    assert_eq!(
        kinds,
        [(0..4, &MarkKind::Strong), (2..4, &MarkKind::Emphasis)]
    );
    assert_eq!(second.marks[0].range, 0..2);
    assert_eq!(*last, paragraph("د"));
}

#[test]
fn lists_nest_and_a_stray_list_belongs_to_the_item_above() {
    let found = blocks(
        "<ol start=4><li>ا<ul><li>ب</ul><li>ج</li><ul><li>د</ul></ol>",
        None,
    );
    let bullet = |text| Block::List {
        start: None,
        items: vec![vec![paragraph(text)]],
    };
    assert_eq!(
        found,
        [Block::List {
            start: Some(4),
            items: vec![
                vec![paragraph("ا"), bullet("ب")],
                vec![paragraph("ج"), bullet("د")]
            ],
        }]
    );
}

#[test]
fn tables_of_data_stay_and_layout_dissolves() {
    let found = blocks(
        "<table><caption>أسعار</caption><tr><th>س<th>ص<tr><td colspan=2>ا<br>ب</table>\
         <table><tr><td><p>نص</p></td></tr></table>",
        None,
    );
    assert_eq!(
        found,
        [
            paragraph("أسعار"),
            Block::Table {
                header: true,
                rows: vec![
                    vec![Inline::plain("س"), Inline::plain("ص")],
                    vec![Inline::plain("ا\nب"), Inline::default()],
                ],
            },
            paragraph("نص"),
        ]
    );
}

#[test]
fn pictures_have_captions_and_trackers_go() {
    let found = blocks(
        "<figure><a href='https://a.example/'><img src=https://a.example/1.jpg alt=سفينة></a>\
         <figcaption>في <b>المرفأ</b></figcaption></figure>\
         <img src=https://t.example/p width=1 height=1>\
         <img src=data:image/png;base64,xx alt=وصف><img class=wp-smiley src=https://a.example/s alt=🙂>",
        None,
    );
    let [Block::Image { url, alt, caption }, text] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(url, "https://a.example/1.jpg");
    assert_eq!(alt, "سفينة");
    assert_eq!(caption.as_ref().unwrap().text, "في المرفأ");
    assert_eq!(*text, paragraph("وصف🙂"));
}

#[test]
fn hostile_nesting_neither_overflows_nor_hangs() {
    for tag in [
        "div",
        "blockquote",
        "b",
        "ul><li",
        "dd><li",
        "table><tr><td",
        "a href=x",
        "svg><style><div",
    ] {
        let n = if tag == "div" { 100_000 } else { 15_000 };
        let html = format!("<{tag}>").repeat(n) + "قاع";
        let started = std::time::Instant::now();
        let _ = blocks(&html, None);
        assert!(started.elapsed().as_secs() < 60, "{tag}");
    }
    let formats = "<p><b class=x><font color=y><i>".repeat(3_000);
    let _ = blocks(&formats, None);
}

#[test]
fn nested_quotes_can_be_stored_and_read_back() {
    let found = blocks(&("<blockquote><ul><li>".repeat(100) + "قاع"), None);
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Block>>(&json).unwrap(), found);
    assert!(json.contains("قاع"));
}

#[test]
fn what_is_set_apart_stays_so() {
    let html = "<p dir=rtl>هذا هو الطراز الجديد <span dir=ltr>A-1 (x)</span> و<bdi>B<br>C</bdi> <span>د</span></p>";
    let text =
        "هذا هو الطراز الجديد \u{2066}A-1 (x)\u{2069} و\u{2068}B\u{2069}\n\u{2068}C\u{2069} د";
    assert_eq!(blocks(html, None), [paragraph(text)]);
    // An isolate that is never closed ends with its paragraph.
    let html = "<p>أ<span dir=ltr>x<p>ب";
    let [Block::Paragraph(first), Block::Paragraph(_)] = &blocks(html, None)[..] else {
        panic!("two paragraphs");
    };
    assert_eq!(first.text, "أ\u{2066}x\u{2069}");
}

#[test]
fn a_block_says_the_order_of_its_words() {
    let html = "<div dir=rtl><p>Windows Server 2026 و<b>Office</b><br>أيضًا</p><p>All in English.</p>\
        <p dir=ltr>كتاب أول عن Rust</p><p dir=auto>A B C د</p></div><p>A B C د</p>";
    let found = blocks(html, None);
    let [Block::Paragraph(first), rest @ ..] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        first.text,
        "\u{2067}Windows Server 2026 وOffice\u{2069}\n\u{2067}أيضًا\u{2069}"
    );
    assert_eq!(&first.text[first.marks[0].range.clone()], "Office");
    let others = [
        "All in English.",
        "\u{2066}كتاب أول عن Rust\u{2069}",
        "A B C د",
        "A B C د",
    ];
    assert_eq!(rest, others.map(paragraph));
    let html = "<p>أ <b dir=\"ltr\">A-1 (x)</b> <i DIR='rtl'>ب</i> <em dir=auto>C</em> <a dir=ltr href=x>D</a>";
    let text = "أ \u{2066}A-1 (x)\u{2069} \u{2067}ب\u{2069} \u{2068}C\u{2069} \u{2066}D\u{2069}";
    let [Block::Paragraph(found)] = &blocks(html, None)[..] else {
        panic!("a paragraph");
    };
    assert_eq!(found.text, text);
}
