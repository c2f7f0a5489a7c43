use std::ops::Range;

use proptest::prelude::*;

use super::*;
use crate::article::{Block, Inline, html};
use crate::library::Position;
use crate::locale::Language;

const SENTENCE: &str = "قال وزير الزراعة (Reuters) إن محصول القمح هذا العام يكفي البلاد ٨ أشهر. ";

/// Every kind of block, nested, with links, marks and forced line breaks.
const BLOCKS: &str = "<h2>عنوان <i>فرعي</i></h2>\
    <p>قال <b>وزير <a href='https://a.example/1'>الزراعة</a></b> إن Reuters 25% نقلت<br>سطر ثان</p>\
    <ul><li>أول<li><p>ثان</p><ol start=7><li>متداخل<li></ol></ul>\
    <blockquote><p>اقتباس طويل <a href='https://a.example/2'>من كلامه</a></p><p>وآخر</p></blockquote>\
    <pre>fn main() {\n    \tprintln!(\"نص\");\n}</pre>\
    <table><tr><th>السنة<th>العدد<tr><td>2026<td>٧<br>آلاف</table>\
    <figure><img src='https://a.example/1.jpg' alt='سفينة'><figcaption>في المرفأ</figcaption></figure><hr>";

fn article(body: &str) -> Article {
    Article {
        title: "محصول القمح".to_owned(),
        source: "صحيفة".to_owned(),
        url: Some("https://a.example/".to_owned()),
        body: html::blocks(body, None),
        ..Article::default()
    }
}

fn set(article: Article, setting: Setting) -> Document {
    let said = |name: &str| Said {
        name: name.to_owned(),
        date: "أمس".to_owned(),
        text: SENTENCE.repeat(3),
    };
    let head = Head {
        date: "اليوم".to_owned(),
        comments: Some(vec![said("ليلى"), said("Karim")]),
        ..Head::default()
    };
    let locale = Rc::new(Locale::new(Language::ARABIC));
    let hits: Hits = Box::new(|text, _| {
        text.find("القمح")
            .map(|at| at..at + 10)
            .into_iter()
            .collect()
    });
    Document::new(article.into(), head, locale, setting, hits)
}

fn document(setting: Setting) -> Document {
    let paragraph = "<p>قال وزير الزراعة إن محصول القمح هذا العام يكفي البلاد ثمانية أشهر.</p>";
    let body = format!(
        "{}<h2>عنوان</h2><ul><li>أول<li>ثان</ul>",
        paragraph.repeat(5)
    );
    let locale = Rc::new(Locale::new(Language::ARABIC));
    let hits: Hits = Box::new(|_, _| Vec::new());
    let article = article(&body.repeat(4));
    Document::new(article.into(), Head::default(), locale, setting, hits)
}

fn drawn<'a>(rows: impl Iterator<Item = Row<'a>>) -> Vec<String> {
    let text = rows.map(|row| {
        let mut text = String::new();
        row.draw(|glyph| text.push_str(&glyph.symbol));
        text
    });
    text.filter(|text| !text.is_empty()).collect()
}

#[test]
fn columns_show_every_row_once_and_begin_with_text() {
    for line_spacing in [1, 2] {
        let document = document(Setting {
            line_spacing,
            ..Setting::plain(30)
        });
        let all = drawn(document.rows(Place::default()));
        for height in 1..40 {
            let next = |top: &Place| document.next_column(*top, height);
            let tops = std::iter::successors(Some(Place::default()), next);
            let shown: Vec<String> = tops
                .flat_map(|top| {
                    let rows = drawn(document.rows(top).take(height));
                    assert!(!rows.is_empty());
                    rows
                })
                .collect();
            assert_eq!(shown, all, "{height}");
        }
    }
}

#[test]
fn wider_lines_say_the_same_and_their_places_are_kept() {
    let single = document(Setting::plain(30));
    let double = document(Setting {
        line_spacing: 2,
        ..Setting::plain(30)
    });
    let start = Place::default();
    assert_eq!(drawn(single.rows(start)), drawn(double.rows(start)));
    assert!(double.rows(start).count() > single.rows(start).count() * 5 / 4);
    let mut place = start;
    while let Some(next) = double.find_after(place, 1) {
        let position = double.position(next);
        assert_eq!(double.position(double.place(position)), position);
        place = next;
    }
}

/// A row as it looks: what stands where.
fn look(row: &Row<'_>) -> String {
    let mut glyphs = Vec::new();
    row.draw(|glyph| glyphs.push(format!("{}{}{:?}", glyph.left, glyph.symbol, glyph.look)));
    glyphs.concat()
}

/// All rows with their places, as they are composed in order.
fn in_order(document: &Document) -> Vec<(Place, String)> {
    let mut place = Some(Place::default());
    let places = std::iter::from_fn(|| {
        let this = place?;
        place = document.find_after(this, 1);
        Some(this)
    });
    let looks = document.rows(Place::default());
    places.zip(looks.map(|row| look(&row))).collect()
}

/// An article with every kind of block, short and long texts, of some 250 KB.
fn long_article() -> Article {
    let mut article = article(&BLOCKS.repeat(40));
    let paragraph = |text: String| Block::Paragraph(Inline::plain(&text));
    let isolated = Inline::plain(&SENTENCE.repeat(1200)).set_apart('\u{2066}');
    article.body.insert(30, paragraph(SENTENCE.repeat(1000)));
    article.body.insert(60, Block::Paragraph(isolated));
    article
        .body
        .insert(60, Block::Preformatted("سطر من code\n".repeat(8000)));
    article
        .body
        .insert(90, Block::Quote(vec![paragraph("كلمة ".repeat(9000))]));
    article.body.extend(html::blocks(&BLOCKS.repeat(20), None));
    article
}

fn settings() -> impl Strategy<Value = Setting> {
    let widths = prop::sample::select(vec![13, 40, 72, 111]);
    (widths, any::<bool>(), any::<bool>(), 1..3_usize).prop_map(
        |(width, justified, footnotes, line_spacing)| Setting {
            justified,
            footnotes,
            line_spacing,
            ..Setting::plain(width)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// However one comes to a row, it is the same row in the same place: jumps, steps on and
    /// back, and what is forgotten meanwhile change nothing.
    #[test]
    fn rows_are_the_same_whichever_way_they_are_come_to(
        setting in settings(),
        ways in prop::collection::vec((0..5_u8, any::<prop::sample::Index>(), 0..90_usize), 1..40),
    ) {
        let all = in_order(&set(long_article(), setting));
        prop_assert!(all.len() > 5000 / setting.width);
        let mut document = set(long_article(), setting);
        let last = all.len() - 1;
        let mut at = 0;
        for (way, index, by) in ways {
            let place = match way {
                0 => {
                    at = index.index(all.len());
                    all[at].0
                }
                1 => {
                    let place = document.after(all[at].0, by);
                    at = (at + by).min(last);
                    place
                }
                2 => {
                    let place = document.before(all[at].0, by);
                    at = at.saturating_sub(by);
                    place
                }
                3 => {
                    at = last.saturating_sub(by);
                    document.end(by + 1)
                }
                _ => {
                    // The first row that begins with a text is the one it is found at.
                    let wanted = index.index(all.len());
                    let position = document.position(all[wanted].0);
                    let place = document.place(position);
                    prop_assert_eq!(document.position(place), position);
                    let found = all.iter().position(|(there, _)| *there == place);
                    at = found.expect("a row");
                    place
                }
            };
            prop_assert_eq!(place, all[at].0);
            let rows = document.rows(place).take(30).map(|row| look(&row));
            prop_assert!(rows.eq(all[at..].iter().take(30).map(|(_, look)| look.clone())));
            let end = document.end(30);
            let bottom = document.after(place, 30);
            document.forget_far(place, bottom, end);
        }
    }
}

#[test]
fn a_long_text_is_complete_and_in_order() {
    let text = format!("{}آخر", SENTENCE.repeat(2000));
    let mut article = article("");
    article.body = vec![Block::Paragraph(Inline::plain(&text))];
    let document = set(article, Setting::plain(72));
    let mut byte = 0;
    let mut place = document.place(Position { block: 0, byte: 1 });
    loop {
        let position = document.position(place);
        if position.block != 0 {
            break;
        }
        assert_eq!(position.byte, byte, "rows follow each other");
        let mut shown: Vec<(usize, usize)> = Vec::new();
        let row = document.rows(place).next().expect("a row");
        row.draw(|glyph| shown.push((glyph.range.start, glyph.range.end)));
        shown.sort_unstable();
        assert!(shown.windows(2).all(|pair| pair[0].1 == pair[1].0));
        let length = shown.last().map_or(0, |last| last.1 - shown[0].0);
        let rest = &text[byte + length..];
        byte = text.len() - rest.trim_start().len();
        place = document.after(place, 1);
    }
    assert_eq!(byte, text.len());
    let top = document.place(Position {
        block: 0,
        byte: text.len() / 2,
    });
    let whole = document.paragraph(top).expect("a paragraph");
    assert_eq!(document.text_of(&whole), text);
}

#[test]
fn what_is_found_is_what_is_counted_also_over_the_ends_of_portions() {
    let article = long_article();
    let plain = article.plain_text();
    let document = set(article, Setting::plain(72));
    for sought in ["القمح", "أشهر. قال", "ا", "code", "لا يوجد"] {
        let needle = crate::text::needle::Needle::new(sought);
        let mut all = 0;
        for part in 0..document.parts() {
            let found = document.find(part, &needle);
            assert_eq!(
                found.len(),
                document.count(part, &needle),
                "{sought} in {part}"
            );
            assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for place in found.iter().take(3) {
                assert!(!place.is_empty() && document.place_of(place).part() == part);
            }
            all += found.len();
        }
        let of_text = crate::text::fold::Traced::new(&plain).find(sought).count();
        assert!(all >= of_text, "{sought}: {all} of {of_text}");
    }
}

#[test]
fn what_is_shown_found_and_copied_is_of_the_article_wherever_it_is_parted() {
    for (words, sought) in [
        ("قال Reuters. Then مضى. ", "then"),
        ("3.14,", "14"),
        ("كتب", "تب"),
        ("\u{2067}قال: \u{2066}Rust 1.9. Then\u{2069} مضى. ", "rust"),
        ("\u{2067}قال. \u{2066}Rust 1.9. \u{2069}", "rust"),
    ] {
        let inline = Inline::plain(&words.repeat(70_000 / words.len()));
        let text = inline.text.clone();
        let mut article = article("");
        article.body = vec![Block::Paragraph(inline)];
        let document = set(article, Setting::plain(72));
        let copied = |range: Range<usize>, glyph: &Glyph<'_>| {
            let spot = |byte| selection::Spot {
                piece: glyph.piece,
                text: glyph.text,
                byte,
            };
            document.text_of(&Selection {
                start: spot(range.start),
                end: spot(range.end),
            })
        };
        let seen = |text: &str| text.replace([' ', '\u{2066}', '\u{2067}', '\u{2069}'], "");
        let mut place = document.place(Position { block: 0, byte: 1 });
        let mut shown = String::new();
        loop {
            let position = document.position(place);
            if position.block != 0 {
                break;
            }
            let mut glyphs = Vec::new();
            let row = document.rows(place).next().expect("a row");
            row.draw(|glyph| glyphs.push(glyph));
            glyphs.sort_by_key(|glyph| glyph.range.start);
            let own: Vec<_> = glyphs.iter().map(|g| copied(g.range.clone(), g)).collect();
            assert!(seen(&text[position.byte..]).starts_with(&seen(&own[0])));
            for (glyph, own) in glyphs.iter().zip(&own) {
                let is_shaped = !glyph.symbol.is_ascii();
                assert!(is_shaped || seen(own) == glyph.symbol.trim(), "{glyph:?}");
            }
            shown.extend(own);
            place = document.after(place, 1);
        }
        assert_eq!(seen(&shown), seen(&text));
        let top = document.place(Position { block: 0, byte: 9 });
        let whole = document.paragraph(top).expect("a paragraph");
        assert_eq!(document.text_of(&whole), text);
        let needle = crate::text::needle::Needle::new(sought);
        let body = document.place(Position { block: 0, byte: 0 }).part();
        let mut count = 0;
        for part in body..document.parts() - 1 {
            for found in document.find(part, &needle) {
                let found = document.text_of(&found).to_lowercase();
                // One that is parted ends with its portion.
                assert!(sought.starts_with(&found), "{sought} {found}");
                count += 1;
            }
        }
        assert_eq!(
            count,
            text.to_lowercase().matches(sought).count(),
            "{sought}"
        );
    }
}
