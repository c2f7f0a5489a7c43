//! Justification: a line stretched to a width by kashida (tatweel between joined letters)
//! and, where that does not suffice, by blanks.
//!
//! Works on the cells of a line in visual order. Letters keep their shapes, since a tatweel
//! joins on both sides as the letter beside it did; nothing of the text is changed, so that
//! copying and searching never meet what was added.
//!
//! The places that Arabic typography prefers, best first, as Uniscribe and CSS
//! (`text-justify: kashida`) have them:
//!
//! | place | priority |
//! |---|---|
//! | after a tatweel that the writer put there | 0 |
//! | after seen, sheen, sad, dad | 1 |
//! | before a final teh marbuta, heh, hah, dal | 2 |
//! | before a final alef, tah, lam, kaf | 3 |
//! | after a medial letter of a tooth, before a final reh or yeh | 4 |
//! | before a final waw, ain, qaf, feh | 5 |
//! | before another final letter | 6 |
//! | before a medial letter | 7 |

use super::Direction;
use super::paragraph::Cell;
use super::presentation::{Shape, letter_of_form};

/// What a line is stretched by.
pub const TATWEEL: &str = "\u{640}";

/// Letters of the shortest word that is stretched.
const SHORTEST_WORD: usize = 4;

/// Columns that a word is stretched by before blanks are.
const LONGEST_KASHIDA: usize = 3;

/// Where a word may be stretched.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The letter that the tatweel follows: its index in visual order.
    cell: usize,
    priority: u8,
    /// Letters of the word.
    letters: usize,
}

/// The cells of a line, given from left to right, with `missing` columns put in: one run of
/// tatweel a word at most, then blanks. A line that has no place for either is given as it
/// is.
///
/// A tatweel that was put in stands for the bytes of the letter before it, a blank for
/// those of the blank beside it.
#[must_use]
pub fn stretch(cells: Vec<Cell<'_>>, missing: usize) -> Vec<Cell<'_>> {
    let places = places(&cells);
    let blanks: Vec<usize> = (0..cells.len())
        .filter(|&index| is_blank(&cells[index]))
        .collect();
    let room = match (places.len(), blanks.len()) {
        (0, 0) => return cells,
        (words, 0) => missing.div_ceil(words),
        _ => LONGEST_KASHIDA,
    };
    let by_kashida = missing.min(places.len() * room);
    let mut added = vec![0; cells.len()];
    for turn in 0..by_kashida {
        added[places[turn % places.len()].cell] += 1;
    }
    let by_blanks = missing - by_kashida;
    for (number, &blank) in blanks.iter().enumerate() {
        let up_to = |number: usize| number * by_blanks / blanks.len();
        added[blank] += up_to(number + 1) - up_to(number);
    }

    let mut stretched = Vec::with_capacity(cells.len() + missing);
    for (cell, added) in cells.into_iter().zip(added) {
        let filling = Cell {
            symbol: if is_blank(&cell) { " " } else { TATWEEL },
            width: 1,
            ..cell
        };
        // What follows a letter of Arabic stands at its left.
        stretched.extend(std::iter::repeat_n(filling, added));
        stretched.push(cell);
    }
    stretched
}

/// The best place of each word that may be stretched, the best words first.
fn places(cells: &[Cell<'_>]) -> Vec<Place> {
    let mut places = Vec::new();
    let mut start = 0;
    for word in cells.chunk_by(|a, b| is_letter(a) == is_letter(b)) {
        if is_letter(&word[0]) {
            places.extend(place(word, start));
        }
        start += word.len();
    }
    // Long words bear it better.
    places.sort_by_key(|place| (place.priority, std::cmp::Reverse(place.letters)));
    places
}

/// The best place in `word`, whose leftmost letter, its last, is cell `start` of the line.
fn place(word: &[Cell<'_>], start: usize) -> Option<Place> {
    let letters: Vec<Letter> = word.iter().rev().map(Letter::of).collect();
    let count: usize = letters.iter().map(|letter| letter.count).sum();
    if count < SHORTEST_WORD || is_name_of_god(&letters) {
        return None;
    }
    let best = letters
        .windows(2)
        .enumerate()
        .filter_map(|(index, pair)| Some((priority(pair[0], pair[1])?, index)))
        // Of equal places the last: a word is drawn out at its end.
        .min_by_key(|&(priority, index)| (priority, std::cmp::Reverse(index)));
    best.map(|(priority, index)| Place {
        cell: start + word.len() - 1 - index,
        priority,
        letters: count,
    })
}

/// A letter as it is drawn.
#[derive(Debug, Clone, Copy)]
struct Letter {
    /// U+0000 when it has no presentation form.
    letter: char,
    shape: Shape,
    /// Letters that the glyph stands for: two for lam-alef.
    count: usize,
}

impl Letter {
    fn of(cell: &Cell<'_>) -> Self {
        let drawn = first_char(cell);
        let (letter, shape) = match drawn {
            '\u{640}' => (drawn, Shape::Medial),
            _ => letter_of_form(drawn).unwrap_or(('\0', Shape::Isolated)),
        };
        Self {
            letter,
            shape,
            count: if matches!(drawn, '\u{fef5}'..='\u{fefc}') {
                2
            } else {
                1
            },
        }
    }
}

/// How well a tatweel stands between `letter` and `next`; `None` where none may.
fn priority(letter: Letter, next: Letter) -> Option<u8> {
    let is_joined = matches!(letter.shape, Shape::Initial | Shape::Medial);
    let is_lam_alef = letter.letter == 'ل' && matches!(next.letter, 'ا' | 'أ' | 'إ' | 'آ' | 'ٱ');
    if !is_joined || is_lam_alef {
        return None;
    }
    let is_final = next.shape == Shape::Final;
    Some(match (letter.letter, next.letter) {
        ('\u{640}', _) => 0,
        ('س' | 'ش' | 'ص' | 'ض', _) => 1,
        (_, 'ة' | 'ه' | 'ۀ' | 'ہ' | 'ح' | 'خ' | 'ج' | 'چ' | 'د' | 'ذ' | 'ڈ') if is_final => {
            2
        }
        (_, 'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ط' | 'ظ' | 'ل' | 'ك' | 'ک' | 'گ') if is_final => {
            3
        }
        (
            'ب' | 'ت' | 'ث' | 'ن' | 'ي' | 'ئ' | 'ى' | 'ی' | 'پ' | 'ٹ',
            'ر' | 'ز' | 'ژ' | 'ڑ' | 'ي' | 'ى' | 'ی' | 'ئ',
        ) if is_final && letter.shape == Shape::Medial => 4,
        (_, 'و' | 'ؤ' | 'ع' | 'غ' | 'ق' | 'ف') if is_final => 5,
        _ if is_final => 6,
        _ => 7,
    })
}

/// الله and what ends in it is never drawn out.
fn is_name_of_god(letters: &[Letter]) -> bool {
    let last: Vec<char> = letters.iter().rev().take(3).map(|l| l.letter).collect();
    last == ['ه', 'ل', 'ل']
}

fn is_letter(cell: &Cell<'_>) -> bool {
    cell.direction == Direction::RightToLeft
        && matches!(first_char(cell),
            '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}' | '\u{6ee}'..='\u{6ef}'
            | '\u{6fa}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8c9}'
            | '\u{fb50}'..='\u{fbff}' | '\u{fe80}'..='\u{fefc}')
}

fn is_blank(cell: &Cell<'_>) -> bool {
    cell.symbol == " "
}

fn first_char(cell: &Cell<'_>) -> char {
    cell.symbol.chars().next().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BaseDirection, Paragraph};

    fn stretched(text: &str, missing: usize) -> String {
        let paragraph = Paragraph::new(text, BaseDirection::PLAIN);
        let cells = paragraph.cells(&paragraph.one_line()).collect();
        stretch(cells, missing)
            .iter()
            .map(|cell| cell.symbol)
            .collect()
    }

    /// What `text` looks like with the tatweel written where it is marked by `|`.
    #[track_caller]
    fn assert_drawn_out(marked: &str) {
        let text = marked.replace('|', "");
        let paragraph = Paragraph::new(&marked.replace('|', TATWEEL), BaseDirection::PLAIN);
        let expected: String = paragraph
            .cells(&paragraph.one_line())
            .map(|cell| cell.symbol)
            .collect();
        assert_eq!(stretched(&text, 1), expected, "{marked}");
    }

    #[test]
    fn each_word_is_drawn_out_at_its_best_place() {
        for marked in [
            "مستش|فى",
            "يص|نعون",
            "ش|جرة",
            "حديق|ة",
            "جدي|د",
            "مق|ال",
            "كت|اب",
            "تموي|ل",
            "ني|ران",
            "الص|حيف",
            "بحري|ن",
            "مكتب|ه",
        ] {
            assert_drawn_out(marked);
        }
        // A place of the writer's own comes first.
        assert_drawn_out("مـ|ستشفى");
    }

    #[test]
    fn short_words_lam_alef_and_the_name_of_god_are_left_alone() {
        for text in ["على", "من", "لا", "الله", "والله", "بلا"] {
            assert_eq!(stretched(text, 2), stretched(text, 0), "{text}");
        }
        assert_drawn_out("س|لام");
        // Nor where a mark keeps the two apart.
        assert!(!stretched("بلَاغك", 1).contains("\u{fe8e}\u{640}"));
    }

    #[test]
    fn what_words_do_not_take_goes_to_the_blanks_evenly() {
        assert_eq!(stretched("one two three", 3), "one  two   three");
        assert_eq!(stretched("من هو ذا", 2), stretched("من  هو  ذا", 0));
        assert_eq!(stretched("word", 3), "word");
        // Three tatweels in the word, and the rest in the blank.
        let drawn = stretched("حديقة من", 5);
        assert_eq!(drawn.matches(TATWEEL).count(), 3);
        assert_eq!(drawn.matches(' ').count(), 3);
    }

    #[test]
    fn taken_out_again_the_line_is_as_it_was() {
        let text = "وقالت مديرة الميناء سلمى الحدّاد إن شركة Blue Heron (وهي أكبر ناقل) ستنقل 25%";
        let drawn = stretched(text, 0);
        for missing in 1..20 {
            let longer = stretched(text, missing);
            assert_eq!(longer.chars().count(), drawn.chars().count() + missing);
            let words = |line: &str| -> Vec<String> {
                let line = line.replace(TATWEEL, "");
                line.split_whitespace().map(str::to_owned).collect()
            };
            assert_eq!(words(&longer), words(&drawn), "{missing}");
        }
    }
}
