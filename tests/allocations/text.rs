//! Drawing what is laid out asks for no memory, nor does laying out another text in the
//! memory of one that was as long.

use marsad::text::{BaseDirection, Line, Paragraph};

use super::asked;

/// Plain, vocalised and mixed, with digits, brackets and Latin words.
const TEXTS: [&str; 3] = [
    "قالت وزارة الصحة إن عدد الإصابات ارتفع في الأسبوع الماضي، وإن المستشفيات تستعد لاستقبال المزيد. ",
    "قُلْ هُوَ اللَّهُ أَحَدٌ اللَّهُ الصَّمَدُ لَمْ يَلِدْ وَلَمْ يُولَدْ وَلَمْ يَكُنْ لَهُ كُفُوًا أَحَدٌ ",
    "أعلنت WHO في 25/11/2026 أن 3-1 (أي 75%) من Python 3.12 و[Rust 1.91] متاح على https://a.example ",
];

/// The cells of `lines` from left to right, as a frame takes them.
fn draw(paragraph: &Paragraph, lines: &[Line]) -> usize {
    let columns = |line| -> usize {
        let cells = paragraph.cells(line);
        cells
            .map(|cell| usize::from(cell.width) * cell.symbol.len())
            .sum()
    };
    lines.iter().map(columns).sum()
}

#[test]
fn scrolling_asks_for_no_memory() {
    for text in TEXTS {
        let paragraph = Paragraph::new(&text.repeat(200), BaseDirection::PLAIN);
        let lines: Vec<Line> = paragraph.lines(200).collect();
        assert!(lines.len() > 60, "{} lines", lines.len());
        // The first frame warms up.
        let first = draw(&paragraph, &lines[..60]);
        assert!(first > 0);
        for top in 0..lines.len() - 60 {
            let screen = &lines[top..top + 60];
            assert_eq!(
                asked(|| assert!(draw(&paragraph, screen) > 0)).0,
                0,
                "line {top}"
            );
        }
    }
}

#[test]
fn another_text_is_laid_out_in_the_same_memory() {
    let mut paragraph = Paragraph::default();
    let mut visual = Vec::with_capacity(1 << 16);
    let mut lay_out = |text: &str| {
        paragraph.set(text, BaseDirection::PLAIN);
        for line in paragraph.lines(80) {
            visual.clear();
            paragraph.push_line(&line, &mut visual);
        }
    };
    for text in TEXTS {
        lay_out(&text.repeat(3));
    }
    for text in TEXTS {
        let text = text.repeat(2);
        assert_eq!(asked(|| lay_out(&text)).0, 0);
    }
}
