//! The traps of Arabic in terminals, a test each: whatever stands in a row, whatever the
//! terminal makes of its width, nothing beside it moves.

use crossterm::event::KeyCode;
use marsad::article::{Article, Block, Inline};
use marsad::terminal::OutputForm;

use crate::model::{
    Model, Widths, ambiguous_take_two, by_the_book, emoji_take_one, signs_take_none, signs_take_one,
};
use crate::screen::Screen;

const WIDTH: u16 = 60;
const HEIGHT: u16 = 24;

const TERMINALS: [Widths; 5] = [
    by_the_book,
    signs_take_none,
    signs_take_one,
    ambiguous_take_two,
    emoji_take_one,
];

/// A screen with `text` in a headline and in a paragraph, scrolled down and up again.
fn screens(text: &str) -> Vec<Screen> {
    let article = Article {
        title: format!("عنوان {text} هنا"),
        source: format!("صحيفة {text}"),
        category: Some(format!("باب {text}")),
        body: vec![
            Block::Paragraph(Inline::plain(&format!("كلمات قبل {text} وكلمات بعدها."))),
            Block::Paragraph(Inline::plain(text)),
            Block::Paragraph(Inline::plain(&format!("{text} في الأول، وفي الآخر {text}"))),
        ],
        ..Article::default()
    };
    let list = Screen::showing(article.clone(), WIDTH, HEIGHT);
    let mut reading = Screen::showing(article, WIDTH, HEIGHT);
    reading.press(KeyCode::Enter);
    vec![list, reading]
}

/// Draws `text` in every form on terminals of every opinion on widths: the frames stand
/// straight, and what is drawn bit by bit equals what is drawn afresh.
#[track_caller]
fn assert_moves_nothing(text: &str) {
    let before = Screen::empty(WIDTH, HEIGHT);
    for screen in screens(text) {
        let meant = screen.rows();
        for form in OutputForm::ALL {
            for widths in TERMINALS {
                let mut model = Model::new(form, widths, WIDTH, HEIGHT);
                model.draw(&before);
                model.draw_other(&screen);
                for (y, (row, meant)) in model.rows.iter().zip(&meant).enumerate() {
                    if !meant.contains('│') && !meant.contains('┃') {
                        continue;
                    }
                    let framed = |x: usize| row[x].starts_with(['│', '┃', '┏', '┗', '┓', '┛']);
                    let shown = row.concat();
                    assert!(framed(0), "{form}, row {y}: {shown:?}");
                    assert!(framed(usize::from(WIDTH) - 1), "{form}, row {y}: {shown:?}");
                }
            }
        }
    }
}

#[test]
fn lam_alef_is_one_cell_and_never_left_to_widgets() {
    assert_moves_nothing("لا لأ لإ لآ والإسلام للآخرين");
    let screen = &screens("لا")[1];
    assert!(screen.text().contains('ﻻ'));
    // Neither raw letters, of which ratatui makes one cell, nor the forms of two.
    let shown = screen.text();
    for apart in ["ل", "\u{fe8e}\u{fedf}", "\u{fe8e}\u{fee0}"] {
        assert!(!shown.contains(apart), "{apart} in\n{shown}");
    }
}

#[test]
fn empty_lines_and_blank_titles_are_drawn() {
    assert_moves_nothing("");
    assert_moves_nothing(" ");
    assert_moves_nothing("\n\n");
}

#[test]
fn arabic_number_signs_and_ends_of_ayah() {
    let signs = "\u{600}\u{601}\u{602}\u{603}\u{604}\u{605}\u{6dd}\u{890}\u{891}\u{8e2}";
    assert_moves_nothing(signs);
    let numbered: Vec<String> = signs
        .chars()
        .map(|sign| format!("{sign}12 كلمة{sign}٣"))
        .collect();
    assert_moves_nothing(&numbered.join(" "));
}

#[test]
fn soft_hyphens() {
    assert_moves_nothing("sym\u{ad}me\u{ad}try كل\u{ad}مة \u{ad}\u{ad}");
    assert!(!screens("sym\u{ad}metry")[1].text().contains('\u{ad}'));
}

#[test]
fn bidi_controls() {
    assert_moves_nothing(
        "\u{202e}abc\u{202c} \u{2067}كلمة\u{2069} \u{200e}\u{200f}\u{61c} \u{2066}\u{2068}",
    );
    let text = screens("\u{202e}abc\u{202c}\u{200f}")[1].text();
    assert!(text.contains("abc") && !text.contains(['\u{202e}', '\u{202c}', '\u{200f}']));
}

#[test]
fn tabs() {
    assert_moves_nothing("قبل\tبعد\t\tx");
    assert!(!screens("قبل\tبعد")[1].text().contains('\t'));
}

#[test]
fn joiners_and_non_joiners() {
    assert_moves_nothing("می\u{200c}خواهم نمی\u{200c}دانم ه\u{200d} \u{200d}ه");
    let text = screens("می\u{200c}خواهم")[1].text();
    // The yeh before the non-joiner is final, the khah after it initial.
    assert!(text.contains("ﻢﻫﺍﻮﺧﯽﻣ"), "{text}");
    assert!(!text.contains(['\u{200c}', '\u{200d}']));
}

#[test]
fn emoji_with_modifiers_and_joined() {
    assert_moves_nothing("👩🏽\u{200d}🚀 👍🏿 🏳\u{fe0f}\u{200d}🌈 ❤\u{fe0f} 1\u{fe0f}\u{20e3} 🇯🇴🇵🇸");
    assert_moves_nothing("👨\u{200d}👩\u{200d}👧\u{200d}👦");
}

#[test]
fn what_emoji_lay_over_is_written_again() {
    // Rows that change only in an emoji: what stands after it is whole.
    let showing = |emoji: &str| screens(&format!("x {emoji} abcdefgh")).remove(1);
    let (before, after) = (showing("👍"), showing("👨\u{200d}👩\u{200d}👧\u{200d}👦"));
    for widths in TERMINALS {
        let mut model = Model::new(OutputForm::Visual, widths, WIDTH, HEIGHT);
        model.draw(&before);
        model.draw_other(&after);
        let whole = model
            .rows
            .iter()
            .filter(|row| row.concat().contains("abcdefgh"));
        assert!(whole.count() >= 3);
    }
}

#[test]
fn chinese_and_ambiguous_characters() {
    assert_moves_nothing("中文 한국어 カタカナ ｶﾀｶﾅ — … · ° § ½ « »");
}

#[test]
fn a_lone_combining_mark() {
    assert_moves_nothing("\u{64e}");
    assert_moves_nothing("\u{64e} \u{651} كلمة\u{200b}\u{670} \u{300} x\u{20dd} \u{6e5}");
}

#[test]
fn zero_width_floods() {
    assert_moves_nothing(&format!("ب{}ب", "\u{64e}".repeat(10_000)));
    assert_moves_nothing(&"\u{200b}\u{2060}\u{feff}".repeat(1000));
}

#[test]
fn letters_without_presentation_forms_keep_their_neighbours_joined() {
    // Kurdish ە, Pashto ښ, Uyghur ې: the letters beside them take the forms that joining
    // gives them.
    for (text, expected) in [("بەب", "ﺏەﺑ"), ("بښب", "ﺐښﺑ"), ("ښب", "ﺐښ"), ("بڼ", "ڼﺑ")]
    {
        assert_moves_nothing(text);
        let text = screens(text)[1].text();
        assert!(text.contains(expected), "{expected} in\n{text}");
    }
}
