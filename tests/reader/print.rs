//! Reading like print: the article alone, newspaper columns, marks on letters.

use crossterm::event::KeyCode;
use marsad::config::{Harakat, Reading};
use marsad::locale::Language;
use marsad::reader::Preferences;

use crate::screen::{Screen, is_mark};

fn reading(change: impl FnOnce(&mut Reading)) -> Preferences {
    let mut preferences = Preferences::in_language(Language::ARABIC);
    change(&mut preferences.reading);
    preferences
}

#[test]
fn the_article_alone_in_one_column_or_as_many_as_there_is_room_for() {
    for (width, height) in [(60, 24), (120, 36), (160, 40), (200, 50)] {
        let mut screen = Screen::new(width, height);
        screen.press_all([KeyCode::Down, KeyCode::Enter, KeyCode::Char('z')]);
        insta::assert_snapshot!(format!("alone_{width}"), screen.text());
        let alone = screen.text();
        screen.press_all([KeyCode::Char(' '), KeyCode::Char('b'), KeyCode::Char('g')]);
        assert_eq!(screen.text(), alone);
        screen.press(KeyCode::Esc);
        assert!(screen.text().contains('┃'), "the panes are back");
    }
}

#[test]
fn another_pane_is_reached_from_the_article_alone() {
    let mut screen = Screen::new(120, 36);
    screen.press_all([KeyCode::Enter, KeyCode::Char('z'), KeyCode::Tab]);
    assert!(screen.text().contains('┃'));
    screen.press_all([KeyCode::Char('z'), KeyCode::Char('n')]);
    assert!(
        !screen.text().contains('┃'),
        "the next article is alone too"
    );
}

#[test]
fn the_same_word_stays_on_the_screen_when_columns_come_and_go() {
    let mut screen = Screen::new(200, 30);
    screen.press_all([KeyCode::Enter, KeyCode::Char(' ')]);
    let word = screen.first_word_of_article();
    for width in [200, 160, 120, 90, 61, 200] {
        screen.resize(width, 30);
        screen.press(KeyCode::Char('z'));
        let text: String = screen.text().chars().filter(|c| !is_mark(*c)).collect();
        assert!(text.contains(&word), "{width}: {word}\n{text}");
        screen.press(KeyCode::Char('z'));
    }
    assert_eq!(screen.first_word_of_article(), word);
}

#[test]
fn marks_on_letters_are_shown_as_newspapers_print_them_or_not_at_all() {
    let marks = |screen: &Screen, set: &str| -> usize {
        // What stands at the foot has marks of its own.
        let rows = screen.rows();
        let text = rows[..rows.len() - 1].concat();
        text.chars().filter(|c| set.contains(*c)).count()
    };
    let (vowels, printed) = ("\u{64e}\u{64f}\u{650}\u{652}", "\u{64b}\u{651}");
    let mut screen = Screen::showing(vocalised(), 80, 24);
    screen.press(KeyCode::Enter);
    assert!(marks(&screen, vowels) > 0 && marks(&screen, printed) > 0);
    screen.press(KeyCode::Char('T'));
    assert!(marks(&screen, vowels) == 0 && marks(&screen, printed) > 0);
    screen.press(KeyCode::Char('T'));
    assert_eq!(marks(&screen, vowels) + marks(&screen, printed), 0);
    // What is copied has all of them.
    screen.press(KeyCode::Char('y'));
    assert!(screen.copied().expect("copied").contains('\u{64e}'));
    screen.press(KeyCode::Char('T'));
    assert!(marks(&screen, vowels) > 0);
    screen.prefer(reading(|reading| reading.harakat = Harakat::Hidden));
    assert_eq!(marks(&screen, vowels), 0);
}

#[test]
fn measure_and_line_spacing_are_as_the_settings_say() {
    let mut screen = Screen::new(200, 50);
    screen.press(KeyCode::Enter);
    let widest = |screen: &Screen| -> usize {
        let rows = (0..40).map(|row| screen.article_row(row).chars().count());
        rows.max().unwrap_or(0)
    };
    let blank = |screen: &Screen| {
        (0..40)
            .filter(|&row| screen.article_row(row).is_empty())
            .count()
    };
    assert!((60..=72).contains(&widest(&screen)), "{}", screen.text());
    let single = blank(&screen);
    screen.prefer(reading(|reading| reading.measure = 40));
    assert!((30..=40).contains(&widest(&screen)));
    screen.prefer(reading(|reading| reading.line_spacing = 2));
    let doubled = blank(&screen);
    assert!(doubled > single + 3, "{doubled} {single} {}", screen.text());
}

fn vocalised() -> marsad::article::Article {
    marsad::article::Article {
        title: "نص".to_owned(),
        body: marsad::article::html::blocks("<p>قَرَأَ الطَّالِبُ كِتَابًا</p>", None),
        ..Default::default()
    }
}

#[test]
fn what_is_found_in_the_article_is_marked_and_walked_through() {
    let mut screen = Screen::showing(long(), 80, 24);
    screen.press_all([KeyCode::Enter, KeyCode::Char('/')]);
    // Another spelling, without marks.
    screen.type_text("الاسلاك");
    assert!(
        screen.text().contains(&visual("1 من 3")),
        "{}",
        screen.text()
    );
    // Two places in view, each five cells: lam-alef is one.
    assert_eq!(screen.marked(), 10);
    screen.press(KeyCode::Enter);
    insta::assert_snapshot!("found_in_article_80", screen.text());
    let (first, first_row) = (screen.text(), screen.article_row(3));
    screen.press_all([KeyCode::Char('n'), KeyCode::Char('n')]);
    assert!(screen.text().contains(&visual("3 من 3")));
    assert_ne!(screen.article_row(3), first_row, "it was scrolled to");
    screen.press(KeyCode::Char('N'));
    assert!(screen.text().contains(&visual("2 من 3")));
    screen.press_all([KeyCode::Char('n'), KeyCode::Char('n')]);
    assert!(screen.text().contains(&visual("1 من 3")));
    assert_eq!(screen.text(), first);
    screen.press(KeyCode::Esc);
    assert_eq!(screen.marked(), 0);
}

#[test]
fn a_search_that_is_given_up_leads_back_to_where_reading_stood() {
    let mut screen = Screen::showing(long(), 80, 24);
    screen.press_all([KeyCode::Enter, KeyCode::Char('j')]);
    let before = screen.text();
    screen.press(KeyCode::Char('/'));
    screen.type_text("الأخيرة");
    assert_ne!(screen.article_row(0), before);
    screen.press(KeyCode::Esc);
    assert_eq!(screen.text(), before);
    screen.press(KeyCode::Char('/'));
    screen.type_text("بقدونس");
    screen.press(KeyCode::Enter);
    assert_eq!(screen.marked(), 0);
}

/// An article that fills more than a screen.
fn long() -> marsad::article::Article {
    let filler = "<p>سطر آخر من الخبر لا يقول جديدًا عمّا سبقه.</p>".repeat(12);
    let body = format!(
        "<p>مدّ العمّال الأَسْلاك (Fiber) إلى القرية.</p><p>تصل الأسلاك غدًا.</p>{filler}\
         <p>في الفقرة الأخيرة الأسلاك أيضًا.</p>"
    );
    marsad::article::Article {
        title: "كهرباء القرية".to_owned(),
        body: marsad::article::html::blocks(&body, None),
        ..Default::default()
    }
}

/// `text` as it stands on the screen.
fn visual(text: &str) -> String {
    let base = marsad::text::BaseDirection::PLAIN;
    let paragraph = marsad::text::Paragraph::new(text, base);
    paragraph
        .cells(&paragraph.one_line())
        .map(|cell| cell.symbol)
        .collect()
}

#[test]
fn links_have_numbers_that_lead_into_the_library_or_out_of_it() {
    let mut screen = linked(80, 24);
    screen.press(KeyCode::Enter);
    insta::assert_snapshot!("footnotes_80", screen.text());
    screen.press(KeyCode::Char('٢'));
    assert!(
        screen.text().contains(&visual("الرابط 2")),
        "{}",
        screen.text()
    );
    screen.press(KeyCode::Enter);
    let program = screen.program().expect("asked for");
    assert_eq!(program[1..], ["https://b.example/elsewhere"]);
    screen.press_all([KeyCode::Char('1'), KeyCode::Enter]);
    assert_eq!(screen.article_title(), "سدّ قديم");
    assert_eq!(screen.program(), None);
    screen.press(KeyCode::Backspace);
    assert_eq!(screen.article_title(), "جسر جديد");
    screen.press_all([KeyCode::Char('9'), KeyCode::Enter]);
    assert_eq!(screen.program(), None);
    let mut plain = Preferences::in_language(Language::ARABIC);
    plain.reading.footnotes = false;
    screen.prefer(plain);
    assert!(!screen.text().contains(['¹', '²']));
}

#[test]
fn terminals_that_follow_links_are_told_of_them_and_no_others() {
    use marsad::terminal::{Display, Manner};
    let mut screen = linked(80, 24);
    screen.press(KeyCode::Enter);
    let written = |links: bool, addresses: Vec<String>| -> String {
        let manner = Manner {
            links,
            ..Manner::default()
        };
        let mut display = Display::new(Vec::new(), manner);
        display.learn_links(addresses);
        let mut drawing = marsad::reader::Drawing::default();
        display.show(&drawing.draw(screen.reader())).expect("shown");
        String::from_utf8(display.out().clone()).expect("text")
    };
    let addresses = vec![
        "https://a.example/dam".to_owned(),
        "https://b.example/elsewhere".to_owned(),
    ];
    let told = written(true, addresses.clone());
    let begun = "\x1b]8;id=marsad0;https://a.example/dam\x1b\\";
    assert!(told.contains(begun));
    assert!(told.contains("\x1b]8;;\x1b\\"));
    let (begins, ends) = (
        told.matches("\x1b]8;id=").count(),
        told.matches("\x1b]8;;").count(),
    );
    assert!(begins >= ends && ends > 0);
    assert!(!written(false, addresses).contains("\x1b]8"));
}

/// A library of two articles, the newer of which links to the other and elsewhere.
fn linked(width: u16, height: u16) -> Screen {
    let article = |title: &str, url: &str, body: &str, hour: i64| marsad::article::Article {
        title: title.to_owned(),
        url: Some(url.to_owned()),
        published: jiff::Timestamp::from_second(1_790_000_000 + hour * 3600).ok(),
        body: marsad::article::html::blocks(body, None),
        ..Default::default()
    };
    let old = article("سدّ قديم", "https://a.example/dam", "<p>قصة السد.</p>", 0);
    let body = "<p>قالت <a href='https://a.example/dam?utm_source=x'>هيئة السدود</a> إن الجسر \
        اكتمل، ونقلت <a href='https://b.example/elsewhere'>Reuters</a> ذلك.</p>";
    let new = article("جسر جديد", "https://a.example/bridge", body, 1);
    let add = |library: &marsad::library::Library| {
        library
            .add([old, new], jiff::Timestamp::UNIX_EPOCH)
            .expect("added");
    };
    Screen::prepared(add, width, height)
}

#[test]
fn a_theme_covers_the_whole_screen_and_none_of_it_when_colours_are_not_wanted() {
    use marsad::terminal::{Depth, Display, Manner, Palette, Theme};
    let mut screen = Screen::showing(long(), 80, 24);
    screen.press_all([KeyCode::Enter, KeyCode::Char('/')]);
    screen.type_text("الأسلاك");
    screen.press(KeyCode::Enter);
    let shown = |palette: Palette| {
        let manner = Manner {
            palette,
            ..Manner::default()
        };
        let mut display = Display::new(Vec::new(), manner);
        let mut drawing = marsad::reader::Drawing::default();
        display.show(&drawing.draw(screen.reader())).expect("shown");
        let mut parser = vt100::Parser::new(
            24.try_into().expect("rows"),
            80.try_into().expect("columns"),
            0,
        );
        parser.process(display.out());
        parser
    };
    let cells = |parser: &vt100::Parser| -> Vec<vt100::Cell> {
        let places = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
        let screen = parser.screen();
        places
            .filter_map(|(row, column)| screen.cell(row, column).cloned())
            .collect()
    };
    for theme in [Theme::Dark, Theme::Light, Theme::Contrast] {
        let cells = cells(&shown(theme.palette(Depth::True)));
        let is_painted = |cell: &vt100::Cell| cell.bgcolor() != vt100::Color::Default;
        assert!(cells.iter().all(is_painted));
    }
    let plain = cells(&shown(Palette::NoColor));
    let is_plain = |cell: &vt100::Cell| {
        (cell.bgcolor(), cell.fgcolor()) == (vt100::Color::Default, vt100::Color::Default)
    };
    assert!(plain.iter().all(is_plain));
    let article = &plain[2 * 80..22 * 80];
    let found = article.iter().filter(|cell| cell.inverse()).count();
    assert_eq!(found, 10, "what was found is told without colour");
}

#[test]
fn pictures_come_from_the_cache_and_what_is_none_leaves_its_description() {
    let picture = |name: &str| format!("https://a.example/{name}.png");
    let add = |library: &marsad::library::Library| {
        let folder = library.dir().join("pictures");
        std::fs::create_dir_all(&folder).expect("a folder");
        let mut bytes = Vec::new();
        let red = image::RgbImage::from_pixel(60, 30, image::Rgb([200, 10, 10]));
        let mut out = std::io::Cursor::new(&mut bytes);
        red.write_to(&mut out, image::ImageFormat::Png)
            .expect("written");
        for (name, bytes) in [("good", &bytes[..]), ("bad", b"\x89PNG\r\n\x1a\nno")] {
            let key = blake3::hash(picture(name).as_bytes()).to_hex();
            std::fs::write(folder.join(key.as_str()), bytes).expect("written");
        }
        let body = format!(
            "<p>قبل.</p><img src='{}' alt='الجسر'><img src='{}' alt='السد'><p>بعد.</p>",
            picture("good"),
            picture("bad")
        );
        let article = marsad::article::Article {
            title: "مصوَّر".to_owned(),
            body: marsad::article::html::blocks(&body, None),
            ..Default::default()
        };
        library
            .add([article], jiff::Timestamp::UNIX_EPOCH)
            .expect("added");
    };
    let mut screen = Screen::prepared(add, 80, 40);
    screen.press(KeyCode::Enter);
    assert!(
        !screen.text().contains('▀'),
        "nothing is fetched before it is wanted"
    );
    screen.prefer(reading(|reading| reading.images = true));
    let rows = screen.rows();
    assert_eq!(rows.iter().filter(|row| row.contains('▀')).count(), 11);
    assert!(screen.text().contains(&visual("الجسر")));
    assert!(
        screen.text().contains(&visual("[صورة: السد]")),
        "{}",
        screen.text()
    );
}

/// The numbers in brackets that stand on the screen.
fn numbers(screen: &Screen) -> Vec<usize> {
    let text = screen.text();
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let found = numbers.filter(|number| number.len() == 5);
    found
        .map(|number| number.parse().expect("a number"))
        .collect()
}

#[test]
fn pages_of_a_very_long_article_follow_one_another() {
    const PARAGRAPHS: usize = 3_000;
    // Three chapters, in each of which pages are counted anew.
    let sentence = "مدّ العمّال الأسلاك إلى القرية ثم عادوا. ".repeat(3);
    let paragraphs = (0..PARAGRAPHS).map(|number| format!("<p>{number:05} {sentence}</p>"));
    let body: String = paragraphs.collect();
    assert!(body.len() > 2 * (256 << 10));
    let article = marsad::article::Article {
        body: marsad::article::html::blocks(&body, None),
        ..long()
    };
    let mut screen = Screen::showing(article, 200, 50);
    screen.press_all([KeyCode::Enter, KeyCode::Char('z')]);
    let mut pages = vec![screen.text()];
    let mut seen = numbers(&screen);
    loop {
        screen.press(KeyCode::PageDown);
        if pages.last() == Some(&screen.text()) {
            break;
        }
        seen.extend(numbers(&screen));
        pages.push(screen.text());
    }
    // Where a chapter begins, what has stood at the foot of the page before is seen again.
    let shown = seen.len();
    assert!(shown < PARAGRAPHS + PARAGRAPHS / 20, "{shown}");
    seen.sort_unstable();
    seen.dedup();
    assert!(seen.into_iter().eq(0..PARAGRAPHS), "none is passed over");
    for page in pages.iter().rev().skip(1) {
        screen.press(KeyCode::PageUp);
        assert_eq!(&screen.text(), page);
    }
    screen.press(KeyCode::Char('G'));
    assert_eq!(Some(&screen.text()), pages.last());
}
