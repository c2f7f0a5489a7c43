//! Rules W1 to I2 of UAX #9 for a paragraph without explicit formatting characters: one
//! isolating run sequence, whose sos and eos are the base direction. They are applied to
//! runs of one class; W1 was when these were found.

use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData};

use super::class_run::ClassRun;
use super::direction::Direction;
use super::level_run::LevelRuns;

/// Memory that is used again for the next paragraph.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// One for each run.
    kinds: Vec<Kind>,
    /// The runs that are brackets.
    brackets: Vec<usize>,
    /// Opening brackets that are not closed yet.
    open: Vec<Opening>,
    /// Runs that are pairs of brackets.
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
}

impl Kind {
    /// The direction of a strong type; numbers count as R (N0, N1).
    fn direction(self) -> Option<Direction> {
        match self {
            Self::Left => Some(Direction::LeftToRight),
            Self::Right | Self::European | Self::Arabic => Some(Direction::RightToLeft),
            Self::Neutral => None,
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

/// Fills `levels` for the characters or clusters that `runs` are of. `bracket` tells which
/// bracket stands at a place.
pub(super) fn resolve(
    runs: &[ClassRun],
    base: Direction,
    bracket: impl Fn(u32) -> char,
    levels: &mut LevelRuns,
    work: &mut Work,
) {
    resolve_weak(runs, base, work);
    if !work.brackets.is_empty() {
        find_pairs(runs, bracket, work);
        resolve_brackets(base, work);
    }
    resolve_neutral(runs, &work.kinds, base, levels);
}

/// Rules W2 to W7.
fn resolve_weak(runs: &[ClassRun], base: Direction, work: &mut Work) {
    let kinds = &mut work.kinds;
    kinds.clear();
    work.brackets.clear();
    let mut weak = Weak::new(base);
    for run in runs {
        if run.properties.is_bracket() {
            work.brackets.push(kinds.len());
        }
        let kind = weak.next(run.properties.bidi, kinds);
        kinds.push(kind);
    }
}

/// What rules W2 to W7 need to know of the runs before the one they are at.
struct Weak {
    /// The last strong type: L, R or AL.
    strong: BidiClass,
    /// Whether the run before this is of numbers after rule W5.
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

/// Runs right before this one that may become part of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Nothing,
    /// European terminators from this run on.
    Terminators(usize),
    /// A single separator, this run, of class ES or CS, after a number.
    Separator(usize, BidiClass, Number),
}

impl Weak {
    fn new(sos: Direction) -> Self {
        let strong = match sos {
            Direction::LeftToRight => BidiClass::L,
            Direction::RightToLeft => BidiClass::R,
        };
        Self {
            strong,
            number: None,
            waiting: Waiting::Nothing,
        }
    }

    /// The kind of a run of `class` after those of `kinds`, of which those that waited for it
    /// are changed.
    #[inline]
    fn next(&mut self, class: BidiClass, kinds: &mut [Kind]) -> Kind {
        match class {
            BidiClass::L => self.letter(class, Kind::Left),
            // "W3. Change all ALs to R."
            BidiClass::R | BidiClass::AL => self.letter(class, Kind::Right),
            // "W2. Search backward from each instance of a European number until the first
            // strong type (R, L, AL, or sos) is found. If an AL is found, change the type
            // of the European number to Arabic number."
            BidiClass::EN if self.strong != BidiClass::AL => self.european(kinds),
            BidiClass::EN | BidiClass::AN => self.arabic(kinds),
            BidiClass::ET => self.terminator(kinds.len()),
            BidiClass::ES | BidiClass::CS => self.separator(kinds.len(), class),
            _ => self.neutral(Waiting::Nothing),
        }
    }

    fn letter(&mut self, class: BidiClass, kind: Kind) -> Kind {
        self.strong = class;
        self.number = None;
        self.waiting = Waiting::Nothing;
        kind
    }

    fn european(&mut self, kinds: &mut [Kind]) -> Kind {
        let kind = self.european_kind();
        match self.waiting {
            // "W5. A sequence of European terminators adjacent to European numbers changes
            // to all European numbers."
            Waiting::Terminators(start) => kinds[start..].fill(kind),
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

/// Opening brackets that may wait for their closing ones (UAX #9, BD16).
const MOST_OPEN: usize = 63;

/// A bracket, the same for all that are canonically equivalent.
#[derive(Debug, Clone, Copy)]
struct Opening {
    bracket: char,
    /// Its run.
    run: usize,
}

/// Bracket pairs in the order of their opening brackets (UAX #9, BD16).
fn find_pairs(runs: &[ClassRun], bracket: impl Fn(u32) -> char, work: &mut Work) {
    work.open.clear();
    work.pairs.clear();
    for &run in &work.brackets {
        let c = bracket(runs[run].start);
        let Some(found) = HardcodedBidiData.bidi_matched_opening_bracket(c) else {
            continue;
        };
        let bracket = found.opening;
        if found.is_open {
            if work.open.len() == MOST_OPEN {
                break;
            }
            work.open.push(Opening { bracket, run });
        } else if let Some(place) = work.open.iter().rposition(|open| open.bracket == bracket) {
            work.pairs.push((work.open[place].run, run));
            work.open.truncate(place);
        }
    }
    work.pairs.sort_unstable();
}

/// "N0. Process bracket pairs in an isolating run sequence sequentially in the logical
/// order of the text positions of the opening paired brackets using the logic given
/// below." "Any number of characters that had original bidirectional character type NSM prior
/// to the application of W1 that immediately follow a paired bracket which changed to L or R
/// under N0 should change to match the type of their preceding bracket": they are in its run.
fn resolve_brackets(base: Direction, work: &mut Work) {
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
        kinds[opening] = Kind::of(found);
        kinds[closing] = Kind::of(found);
    }
}

/// "N1. A sequence of NIs takes the direction of the surrounding strong text if the text on
/// both sides has the same direction. European and Arabic numbers act as if they were R in
/// terms of their influence on NIs. The start-of-sequence (sos) and end-of-sequence (eos)
/// types are used at isolating run sequence boundaries. N2. Any remaining NIs take the
/// embedding direction."
fn resolve_neutral(runs: &[ClassRun], kinds: &[Kind], base: Direction, levels: &mut LevelRuns) {
    levels.begin(base);
    let mut before = base;
    // The first of the neutral runs before this.
    let mut neutral = None;
    for (run, &kind) in runs.iter().zip(kinds) {
        let Some(direction) = kind.direction() else {
            neutral = neutral.or(Some(run.start));
            continue;
        };
        if let Some(start) = neutral.take() {
            let both = if direction == before { direction } else { base };
            levels.add(start, Kind::of(both).level(base));
        }
        levels.add(run.start, kind.level(base));
        before = direction;
    }
    if let Some(start) = neutral {
        // Either the direction before is that of eos, or neither counts.
        levels.add(start, Kind::of(base).level(base));
    }
}
