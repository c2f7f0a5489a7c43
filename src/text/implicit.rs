//! Rules W1 to I2 of UAX #9 for a paragraph without explicit formatting characters: one
//! isolating run sequence, whose sos and eos are the base direction.

use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData};

use super::character::{Character, Summary};
use super::direction::Direction;

/// Memory that is used again for the next paragraph.
#[derive(Debug, Default)]
pub(super) struct Work {
    kinds: Vec<Kind>,
    open: Vec<Opening>,
    pairs: Vec<(usize, usize)>,
}

/// What is left of the bidi classes after rules W1 to W7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// L, and EN by rule W7.
    Left,
    /// R and AL.
    Right,
    /// EN.
    European,
    /// AN.
    Arabic,
    /// NI.
    Neutral,
    /// Removed by rule X9.
    Removed,
}

impl Kind {
    /// The direction of a strong type; numbers count as R (N0, N1).
    fn direction(self) -> Option<Direction> {
        match self {
            Self::Left => Some(Direction::LeftToRight),
            Self::Right | Self::European | Self::Arabic => Some(Direction::RightToLeft),
            Self::Neutral | Self::Removed => None,
        }
    }

    fn of(direction: Direction) -> Self {
        match direction {
            Direction::LeftToRight => Self::Left,
            Direction::RightToLeft => Self::Right,
        }
    }

    /// "I1. For all characters with an even embedding level, those of type R go up one
    /// level and those of type AN or EN go up two levels. I2. For all characters with an
    /// odd embedding level, those of type L, EN or AN go up one level."
    fn level(self, base: Direction) -> u8 {
        match (base, self) {
            (Direction::LeftToRight, Self::Right) => 1,
            (Direction::LeftToRight, Self::European | Self::Arabic) => 2,
            (Direction::LeftToRight, _) => 0,
            (Direction::RightToLeft, Self::Left | Self::European | Self::Arabic) => 2,
            (Direction::RightToLeft, _) => 1,
        }
    }
}

/// Appends to `levels` one for each of `characters`.
pub(super) fn resolve(
    characters: &[Character],
    summary: Summary,
    base: Direction,
    levels: &mut Vec<u8>,
    work: &mut Work,
) {
    resolve_weak(characters, base, &mut work.kinds);
    if summary.has_brackets {
        resolve_brackets(characters, base, work);
    }
    resolve_neutral(&work.kinds, base, levels);
    if summary.has_any(&[BidiClass::BN]) {
        level_removed(characters, base, levels);
    }
}

/// Rules W1 to W7.
fn resolve_weak(characters: &[Character], base: Direction, kinds: &mut Vec<Kind>) {
    // Most characters are of the base direction, and are not written again.
    let most = Kind::of(base);
    kinds.clear();
    kinds.resize(characters.len(), most);
    let mut weak = Weak::new(base);
    // What a letter of the last strong type becomes.
    let mut letter = most;
    for (index, character) in characters.iter().enumerate() {
        let class = character.properties.bidi;
        // Most are letters like the last one, and what is between words.
        if class == weak.strong {
            weak.letter(class, letter);
            weak.previous = class;
            if letter != most {
                kinds[index] = letter;
            }
            continue;
        }
        if matches!(class, BidiClass::WS | BidiClass::ON) {
            kinds[index] = weak.neutral(Waiting::Nothing);
            weak.previous = class;
            continue;
        }
        let kind = weak.next(index, class, kinds);
        kinds[index] = kind;
        if class == weak.strong {
            letter = kind;
        }
    }
}

/// What rules W1 to W7 need to know of the characters before the one they are at.
struct Weak {
    /// The type of the character before this after rule W1.
    previous: BidiClass,
    /// The last strong type: L, R or AL.
    strong: BidiClass,
    /// Whether the character before this is a number after rule W5.
    number: Option<Number>,
    waiting: Waiting,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    European,
    /// European terminators after one, which rule W4 takes for no number.
    Terminated,
    Arabic,
}

/// Characters right before this one that may become part of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Nothing,
    /// European terminators from here on.
    Terminators(usize),
    /// A single separator here, of class ES or CS, after a number.
    Separator(usize, BidiClass, Number),
}

impl Weak {
    fn new(sos: Direction) -> Self {
        let sos = match sos {
            Direction::LeftToRight => BidiClass::L,
            Direction::RightToLeft => BidiClass::R,
        };
        Self {
            previous: sos,
            strong: sos,
            number: None,
            waiting: Waiting::Nothing,
        }
    }

    /// The kind of character `index`, which has `class`. Those that waited for it are
    /// changed in `kinds`.
    #[inline]
    fn next(&mut self, index: usize, class: BidiClass, kinds: &mut [Kind]) -> Kind {
        // "W1. Examine each nonspacing mark in the isolating run sequence, and change the
        // type of the NSM to [...] the type of the previous character otherwise. If the
        // NSM is at the start of the sequence, it will get the type of sos."
        let class = match class {
            BidiClass::BN => return Kind::Removed,
            BidiClass::NSM => self.previous,
            class => class,
        };
        self.previous = class;
        match class {
            BidiClass::L => self.letter(class, Kind::Left),
            // "W3. Change all ALs to R."
            BidiClass::R | BidiClass::AL => self.letter(class, Kind::Right),
            // "W2. Search backward from each instance of a European number until the first
            // strong type (R, L, AL, or sos) is found. If an AL is found, change the type
            // of the European number to Arabic number."
            BidiClass::EN if self.strong != BidiClass::AL => self.european(index, kinds),
            BidiClass::EN | BidiClass::AN => self.arabic(kinds),
            BidiClass::ET => self.terminator(index),
            BidiClass::ES | BidiClass::CS => self.separator(index, class),
            _ => self.neutral(Waiting::Nothing),
        }
    }

    fn letter(&mut self, class: BidiClass, kind: Kind) -> Kind {
        self.strong = class;
        self.number = None;
        self.waiting = Waiting::Nothing;
        kind
    }

    fn european(&mut self, index: usize, kinds: &mut [Kind]) -> Kind {
        let kind = self.european_kind();
        match self.waiting {
            // "W5. A sequence of European terminators adjacent to European numbers changes
            // to all European numbers."
            Waiting::Terminators(start) => {
                let terminators = kinds[start..index].iter_mut();
                for terminator in terminators.filter(|kind| **kind != Kind::Removed) {
                    *terminator = kind;
                }
            }
            // "W4. A single European separator between two European numbers changes to a
            // European number. A single common separator between two numbers of the same
            // type changes to that type."
            Waiting::Separator(separator, _, Number::European) => kinds[separator] = kind,
            Waiting::Separator(..) | Waiting::Nothing => {}
        }
        self.number = Some(Number::European);
        self.waiting = Waiting::Nothing;
        kind
    }

    /// "W7. Search backward from each instance of a European number until the first strong
    /// type (R, L, or sos) is found. If an L is found, then change the type of the European
    /// number to L."
    fn european_kind(&self) -> Kind {
        if self.strong == BidiClass::L {
            Kind::Left
        } else {
            Kind::European
        }
    }

    fn arabic(&mut self, kinds: &mut [Kind]) -> Kind {
        // W4 again.
        if let Waiting::Separator(separator, BidiClass::CS, Number::Arabic) = self.waiting {
            kinds[separator] = Kind::Arabic;
        }
        self.number = Some(Number::Arabic);
        self.waiting = Waiting::Nothing;
        Kind::Arabic
    }

    fn terminator(&mut self, index: usize) -> Kind {
        // W5 again.
        if matches!(self.number, Some(Number::European | Number::Terminated)) {
            self.number = Some(Number::Terminated);
            return self.european_kind();
        }
        let start = match self.waiting {
            Waiting::Terminators(start) => start,
            _ => index,
        };
        self.neutral(Waiting::Terminators(start))
    }

    fn separator(&mut self, index: usize, class: BidiClass) -> Kind {
        let waiting = match self.number {
            Some(number @ (Number::European | Number::Arabic)) => {
                Waiting::Separator(index, class, number)
            }
            Some(Number::Terminated) | None => Waiting::Nothing,
        };
        self.neutral(waiting)
    }

    /// "W6. All remaining separators and terminators (after the application of W4 and W5)
    /// change to Other Neutral."
    fn neutral(&mut self, waiting: Waiting) -> Kind {
        self.number = None;
        self.waiting = waiting;
        Kind::Neutral
    }
}

/// An opening bracket that is not closed yet.
#[derive(Debug, Clone, Copy)]
struct Opening {
    /// The opening bracket, the same for all that are canonically equivalent.
    bracket: char,
    index: usize,
}

/// Opening brackets that may wait for their closing ones (UAX #9, BD16).
const MOST_OPEN: usize = 63;

/// "N0. Process bracket pairs in an isolating run sequence sequentially in the logical
/// order of the text positions of the opening paired brackets using the logic given
/// below."
fn resolve_brackets(characters: &[Character], base: Direction, work: &mut Work) {
    find_pairs(characters, work);
    let kinds = &mut work.kinds;
    // The strong type before the opening bracket, and how far it was looked for.
    let mut before = base;
    let mut seen = 0;
    for &(opening, closing) in &work.pairs {
        for kind in &kinds[seen..opening] {
            before = kind.direction().unwrap_or(before);
        }
        seen = opening;
        let mut inside = kinds[opening + 1..closing]
            .iter()
            .filter_map(|kind| kind.direction());
        // "b. If any strong type (either L or R) matching the embedding direction is
        // found, set the type for both brackets in the pair to match the embedding
        // direction. c. Otherwise, if there is a strong type it must be opposite the
        // embedding direction. Therefore, test for an established context with a preceding
        // strong type [...]. d. Otherwise, there are no strong types within the bracket
        // pair. Therefore, do not set the type for that bracket pair."
        let Some(first) = inside.next() else {
            continue;
        };
        let found = if first == base || inside.any(|direction| direction == base) {
            base
        } else {
            before
        };
        for bracket in [opening, closing] {
            set_bracket(characters, bracket, Kind::of(found), kinds);
        }
    }
}

/// Sets a bracket and the marks on it: "any number of characters that had original
/// bidirectional character type NSM prior to the application of W1 that immediately follow
/// a paired bracket which changed to L or R under N0 should change to match the type of
/// their preceding bracket."
fn set_bracket(characters: &[Character], bracket: usize, kind: Kind, kinds: &mut [Kind]) {
    kinds[bracket] = kind;
    for (index, character) in characters.iter().enumerate().skip(bracket + 1) {
        match character.properties.bidi {
            BidiClass::NSM => kinds[index] = kind,
            BidiClass::BN => {}
            _ => break,
        }
    }
}

/// Bracket pairs in the order of their opening brackets (UAX #9, BD16).
fn find_pairs(characters: &[Character], work: &mut Work) {
    work.open.clear();
    work.pairs.clear();
    for (index, character) in characters.iter().enumerate() {
        if !character.properties.is_bracket() || work.kinds[index] != Kind::Neutral {
            continue;
        }
        let Some(found) = HardcodedBidiData.bidi_matched_opening_bracket(character.c) else {
            continue;
        };
        if found.is_open {
            if work.open.len() == MOST_OPEN {
                break;
            }
            work.open.push(Opening {
                bracket: found.opening,
                index,
            });
        } else if let Some(place) = work
            .open
            .iter()
            .rposition(|opening| opening.bracket == found.opening)
        {
            work.pairs.push((work.open[place].index, index));
            work.open.truncate(place);
        }
    }
    work.pairs.sort_unstable();
}

/// "N1. A sequence of NIs takes the direction of the surrounding strong text if the text on
/// both sides has the same direction. European and Arabic numbers act as if they were R in
/// terms of their influence on NIs. The start-of-sequence (sos) and end-of-sequence (eos)
/// types are used at isolating run sequence boundaries. N2. Any remaining NIs take the
/// embedding direction."
fn resolve_neutral(kinds: &[Kind], base: Direction, levels: &mut Vec<u8>) {
    // Most are of the base direction, and what is neutral is between them.
    let most = Kind::of(base);
    levels.clear();
    levels.resize(kinds.len(), base.level().number());
    let mut before = base;
    let mut index = 0;
    while let Some(odd) = kinds[index..].iter().position(|&kind| kind != most) {
        if odd > 0 {
            before = base;
        }
        index += odd;
        let kind = kinds[index];
        let rest = &kinds[index..];
        let (length, level) = if let Some(direction) = kind.direction() {
            before = direction;
            let length = rest.iter().take_while(|&&other| other == kind).count();
            (length, kind.level(base))
        } else {
            let neutral = rest.iter().take_while(|kind| kind.direction().is_none());
            let length = neutral.count();
            let after = rest.get(length).and_then(|kind| kind.direction());
            let same = after.unwrap_or(base) == before;
            let direction = if same { before } else { base };
            (length, Kind::of(direction).level(base))
        };
        if level != base.level().number() {
            levels[index..index + length].fill(level);
        }
        index += length;
    }
}

/// What rule X9 removes takes the level of what stands before it, as in unicode-bidi.
fn level_removed(characters: &[Character], base: Direction, levels: &mut [u8]) {
    let mut before = base.level().number();
    for (character, level) in characters.iter().zip(levels) {
        if character.properties.bidi == BidiClass::BN {
            *level = before;
        }
        before = *level;
    }
}
