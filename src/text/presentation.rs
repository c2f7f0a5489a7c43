//! The letters that have presentation forms (Unicode blocks Arabic Presentation
//! Forms-A and -B), after the `<isolated>`, `<final>`, `<initial>` and `<medial>`
//! decompositions of one letter in UnicodeData.txt 15.0.
//!
//! U+0621 (hamza) and U+0677 never join and are left as letters.

/// The shape a letter takes by the letters it is joined to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Isolated = 0,
    /// Joined to the letter before it alone.
    Final = 1,
    /// Joined to the letter after it alone.
    Initial = 2,
    Medial = 3,
}

impl Shape {
    /// In the order of their numbers, as in [`FORMS`].
    pub const ALL: [Self; 4] = [Self::Isolated, Self::Final, Self::Initial, Self::Medial];

    /// That of a letter that is joined as told.
    #[inline]
    pub fn of(joined_to_preceding: bool, joined_to_following: bool) -> Self {
        match (joined_to_preceding, joined_to_following) {
            (false, false) => Self::Isolated,
            (true, false) => Self::Final,
            (false, true) => Self::Initial,
            (true, true) => Self::Medial,
        }
    }
}

/// The presentation form of `letter` in `shape`, where Unicode has one.
pub(super) fn presentation_form(letter: char, shape: Shape) -> Option<char> {
    let place = (letter as usize).checked_sub(FIRST as usize)?;
    let (_, forms) = FORMS.get(usize::from(*ROW_OF_LETTER.get(place)?))?;
    let form = forms[shape as usize];
    (form != NONE).then_some(form)
}

const FIRST: char = FORMS[0].0;
const LAST: char = FORMS[FORMS.len() - 1].0;

/// For each character from the first letter in [`FORMS`] to the last its row there, if any.
static ROW_OF_LETTER: [u8; LAST as usize - FIRST as usize + 1] = {
    let mut rows = [u8::MAX; LAST as usize - FIRST as usize + 1];
    let mut row = 0;
    while row < FORMS.len() {
        rows[FORMS[row].0 as usize - FIRST as usize] = row as u8;
        row += 1;
    }
    rows
};

/// The letter and the shape that `form` is the presentation form of.
pub(super) fn letter_of_form(form: char) -> Option<(char, Shape)> {
    let place = (form as usize).checked_sub(FIRST_FORM as usize)?;
    let number = usize::from(*NUMBER_OF_FORM.get(place)?);
    let (letter, _) = FORMS.get(number / 4)?;
    Some((*letter, Shape::ALL[number % 4]))
}

const FIRST_FORM: char = '\u{fb50}';
const LAST_FORM: char = '\u{fefc}';

/// For each presentation form four times its row in [`FORMS`] and its shape.
static NUMBER_OF_FORM: [u16; LAST_FORM as usize - FIRST_FORM as usize + 1] = {
    let mut numbers = [u16::MAX; LAST_FORM as usize - FIRST_FORM as usize + 1];
    let mut number = 0;
    while number < 4 * FORMS.len() {
        let form = FORMS[number / 4].1[number % 4];
        if form != NONE {
            numbers[form as usize - FIRST_FORM as usize] = number as u16;
        }
        number += 1;
    }
    numbers
};

/// The alefs that make one glyph with a lam before them, and that glyph where the lam is
/// joined to nothing before it, after the `<isolated>` decompositions of two letters.
const LAM_ALEFS: [(char, char); 4] = [
    ('\u{622}', '\u{fef5}'),
    ('\u{623}', '\u{fef7}'),
    ('\u{625}', '\u{fef9}'),
    ('\u{627}', '\u{fefb}'),
];

/// Whether `c` is an alef that makes one glyph with a lam before it.
pub(super) fn is_ligating_alef(c: char) -> bool {
    LAM_ALEFS.iter().any(|&(alef, _)| alef == c)
}

/// The ligature of a lam in `shape` (initial or medial) with the alef after it.
pub(super) fn lam_alef(alef: char, lam: Shape) -> Option<char> {
    let (_, isolated) = LAM_ALEFS.iter().find(|(other, _)| *other == alef)?;
    match lam {
        Shape::Initial => Some(*isolated),
        // Each final ligature follows its isolated one in the block.
        Shape::Medial => char::from_u32(*isolated as u32 + 1),
        Shape::Isolated | Shape::Final => None,
    }
}

const NONE: char = '\0';

/// Letter, then its isolated, final, initial and medial form. Sorted by letter.
#[rustfmt::skip]
const FORMS: [(char, [char; 4]); 74] = [
    ('\u{622}', ['\u{fe81}', '\u{fe82}', NONE, NONE]),
    ('\u{623}', ['\u{fe83}', '\u{fe84}', NONE, NONE]),
    ('\u{624}', ['\u{fe85}', '\u{fe86}', NONE, NONE]),
    ('\u{625}', ['\u{fe87}', '\u{fe88}', NONE, NONE]),
    ('\u{626}', ['\u{fe89}', '\u{fe8a}', '\u{fe8b}', '\u{fe8c}']),
    ('\u{627}', ['\u{fe8d}', '\u{fe8e}', NONE, NONE]),
    ('\u{628}', ['\u{fe8f}', '\u{fe90}', '\u{fe91}', '\u{fe92}']),
    ('\u{629}', ['\u{fe93}', '\u{fe94}', NONE, NONE]),
    ('\u{62a}', ['\u{fe95}', '\u{fe96}', '\u{fe97}', '\u{fe98}']),
    ('\u{62b}', ['\u{fe99}', '\u{fe9a}', '\u{fe9b}', '\u{fe9c}']),
    ('\u{62c}', ['\u{fe9d}', '\u{fe9e}', '\u{fe9f}', '\u{fea0}']),
    ('\u{62d}', ['\u{fea1}', '\u{fea2}', '\u{fea3}', '\u{fea4}']),
    ('\u{62e}', ['\u{fea5}', '\u{fea6}', '\u{fea7}', '\u{fea8}']),
    ('\u{62f}', ['\u{fea9}', '\u{feaa}', NONE, NONE]),
    ('\u{630}', ['\u{feab}', '\u{feac}', NONE, NONE]),
    ('\u{631}', ['\u{fead}', '\u{feae}', NONE, NONE]),
    ('\u{632}', ['\u{feaf}', '\u{feb0}', NONE, NONE]),
    ('\u{633}', ['\u{feb1}', '\u{feb2}', '\u{feb3}', '\u{feb4}']),
    ('\u{634}', ['\u{feb5}', '\u{feb6}', '\u{feb7}', '\u{feb8}']),
    ('\u{635}', ['\u{feb9}', '\u{feba}', '\u{febb}', '\u{febc}']),
    ('\u{636}', ['\u{febd}', '\u{febe}', '\u{febf}', '\u{fec0}']),
    ('\u{637}', ['\u{fec1}', '\u{fec2}', '\u{fec3}', '\u{fec4}']),
    ('\u{638}', ['\u{fec5}', '\u{fec6}', '\u{fec7}', '\u{fec8}']),
    ('\u{639}', ['\u{fec9}', '\u{feca}', '\u{fecb}', '\u{fecc}']),
    ('\u{63a}', ['\u{fecd}', '\u{fece}', '\u{fecf}', '\u{fed0}']),
    ('\u{641}', ['\u{fed1}', '\u{fed2}', '\u{fed3}', '\u{fed4}']),
    ('\u{642}', ['\u{fed5}', '\u{fed6}', '\u{fed7}', '\u{fed8}']),
    ('\u{643}', ['\u{fed9}', '\u{feda}', '\u{fedb}', '\u{fedc}']),
    ('\u{644}', ['\u{fedd}', '\u{fede}', '\u{fedf}', '\u{fee0}']),
    ('\u{645}', ['\u{fee1}', '\u{fee2}', '\u{fee3}', '\u{fee4}']),
    ('\u{646}', ['\u{fee5}', '\u{fee6}', '\u{fee7}', '\u{fee8}']),
    ('\u{647}', ['\u{fee9}', '\u{feea}', '\u{feeb}', '\u{feec}']),
    ('\u{648}', ['\u{feed}', '\u{feee}', NONE, NONE]),
    ('\u{649}', ['\u{feef}', '\u{fef0}', '\u{fbe8}', '\u{fbe9}']),
    ('\u{64a}', ['\u{fef1}', '\u{fef2}', '\u{fef3}', '\u{fef4}']),
    ('\u{671}', ['\u{fb50}', '\u{fb51}', NONE, NONE]),
    ('\u{679}', ['\u{fb66}', '\u{fb67}', '\u{fb68}', '\u{fb69}']),
    ('\u{67a}', ['\u{fb5e}', '\u{fb5f}', '\u{fb60}', '\u{fb61}']),
    ('\u{67b}', ['\u{fb52}', '\u{fb53}', '\u{fb54}', '\u{fb55}']),
    ('\u{67e}', ['\u{fb56}', '\u{fb57}', '\u{fb58}', '\u{fb59}']),
    ('\u{67f}', ['\u{fb62}', '\u{fb63}', '\u{fb64}', '\u{fb65}']),
    ('\u{680}', ['\u{fb5a}', '\u{fb5b}', '\u{fb5c}', '\u{fb5d}']),
    ('\u{683}', ['\u{fb76}', '\u{fb77}', '\u{fb78}', '\u{fb79}']),
    ('\u{684}', ['\u{fb72}', '\u{fb73}', '\u{fb74}', '\u{fb75}']),
    ('\u{686}', ['\u{fb7a}', '\u{fb7b}', '\u{fb7c}', '\u{fb7d}']),
    ('\u{687}', ['\u{fb7e}', '\u{fb7f}', '\u{fb80}', '\u{fb81}']),
    ('\u{688}', ['\u{fb88}', '\u{fb89}', NONE, NONE]),
    ('\u{68c}', ['\u{fb84}', '\u{fb85}', NONE, NONE]),
    ('\u{68d}', ['\u{fb82}', '\u{fb83}', NONE, NONE]),
    ('\u{68e}', ['\u{fb86}', '\u{fb87}', NONE, NONE]),
    ('\u{691}', ['\u{fb8c}', '\u{fb8d}', NONE, NONE]),
    ('\u{698}', ['\u{fb8a}', '\u{fb8b}', NONE, NONE]),
    ('\u{6a4}', ['\u{fb6a}', '\u{fb6b}', '\u{fb6c}', '\u{fb6d}']),
    ('\u{6a6}', ['\u{fb6e}', '\u{fb6f}', '\u{fb70}', '\u{fb71}']),
    ('\u{6a9}', ['\u{fb8e}', '\u{fb8f}', '\u{fb90}', '\u{fb91}']),
    ('\u{6ad}', ['\u{fbd3}', '\u{fbd4}', '\u{fbd5}', '\u{fbd6}']),
    ('\u{6af}', ['\u{fb92}', '\u{fb93}', '\u{fb94}', '\u{fb95}']),
    ('\u{6b1}', ['\u{fb9a}', '\u{fb9b}', '\u{fb9c}', '\u{fb9d}']),
    ('\u{6b3}', ['\u{fb96}', '\u{fb97}', '\u{fb98}', '\u{fb99}']),
    ('\u{6ba}', ['\u{fb9e}', '\u{fb9f}', NONE, NONE]),
    ('\u{6bb}', ['\u{fba0}', '\u{fba1}', '\u{fba2}', '\u{fba3}']),
    ('\u{6be}', ['\u{fbaa}', '\u{fbab}', '\u{fbac}', '\u{fbad}']),
    ('\u{6c0}', ['\u{fba4}', '\u{fba5}', NONE, NONE]),
    ('\u{6c1}', ['\u{fba6}', '\u{fba7}', '\u{fba8}', '\u{fba9}']),
    ('\u{6c5}', ['\u{fbe0}', '\u{fbe1}', NONE, NONE]),
    ('\u{6c6}', ['\u{fbd9}', '\u{fbda}', NONE, NONE]),
    ('\u{6c7}', ['\u{fbd7}', '\u{fbd8}', NONE, NONE]),
    ('\u{6c8}', ['\u{fbdb}', '\u{fbdc}', NONE, NONE]),
    ('\u{6c9}', ['\u{fbe2}', '\u{fbe3}', NONE, NONE]),
    ('\u{6cb}', ['\u{fbde}', '\u{fbdf}', NONE, NONE]),
    ('\u{6cc}', ['\u{fbfc}', '\u{fbfd}', '\u{fbfe}', '\u{fbff}']),
    ('\u{6d0}', ['\u{fbe4}', '\u{fbe5}', '\u{fbe6}', '\u{fbe7}']),
    ('\u{6d2}', ['\u{fbae}', '\u{fbaf}', NONE, NONE]),
    ('\u{6d3}', ['\u{fbb0}', '\u{fbb1}', NONE, NONE]),
];
