//! Runs of neighbours that rules treat alike, since they are of one bidi class and one line
//! break class: what is found for the first holds for all.

use unicode_bidi::BidiClass;

use super::property::{Properties, RunKey};

/// A run of clusters or characters. It reaches to the start of the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClassRun {
    /// Those of its first.
    pub properties: &'static Properties,
    pub start: u32,
}

/// The runs of a text, in memory that is used again for the next.
#[derive(Debug, Default)]
pub(super) struct ClassRuns {
    /// The runs, and then what there was room for.
    runs: Vec<ClassRun>,
    count: usize,
}

impl ClassRuns {
    pub fn all(&self) -> &[ClassRun] {
        &self.runs[..self.count]
    }

    /// To find those of another text.
    pub fn finder(&mut self) -> Finder<'_> {
        self.count = 0;
        Finder {
            runs: self,
            count: 0,
            previous: RunKey::NONE,
        }
    }

    /// Whether any of `classes` occurs.
    pub fn has_any(&self, classes: &[BidiClass]) -> bool {
        let bit = |class: BidiClass| 1_u32 << class as u32;
        let wanted = classes.iter().fold(0, |bits, &class| bits | bit(class));
        let mut found = self.all().iter();
        found.any(|run| bit(run.properties.bidi) & wanted != 0)
    }
}

/// Takes clusters or characters in their order and finds the runs.
#[derive(Debug)]
pub(super) struct Finder<'a> {
    runs: &'a mut ClassRuns,
    count: usize,
    previous: RunKey,
}

impl Finder<'_> {
    /// Takes the one at `place`.
    #[inline]
    pub fn add(&mut self, place: u32, properties: &'static Properties) {
        // Noted in any case, and forgotten if it begins no run, so that the processor need
        // not guess where words end.
        let run = ClassRun {
            properties,
            start: place,
        };
        match self.runs.runs.get_mut(self.count) {
            Some(room) => *room = run,
            None => self.runs.runs.push(run),
        }
        self.count += usize::from(!properties.key.goes_on(self.previous));
        self.previous = properties.key;
    }

    /// Takes the character at `place` if it is a nonspacing mark or a boundary neutral.
    ///
    /// "W1. Examine each nonspacing mark in the isolating run sequence, and change the type
    /// of the NSM to [...] the type of the previous character otherwise. If the NSM is at the
    /// start of the sequence, it will get the type of sos." Each is in the run of what it
    /// stands after, then, but that each separator is a run of its own. Boundary neutrals,
    /// which rule X9 removes, are left where they stand.
    pub fn add_weightless(&mut self, place: u32, class: BidiClass) {
        let previous = self.count.checked_sub(1).map(|last| self.runs.runs[last]);
        if let Some(run) = previous
            && class == BidiClass::NSM
            && matches!(run.properties.bidi, BidiClass::ES | BidiClass::CS)
        {
            self.add(place, run.properties);
        }
    }

    /// Ends the last run.
    pub fn end(self) {
        self.runs.count = self.count;
    }
}
