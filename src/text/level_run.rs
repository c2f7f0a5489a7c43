//! Runs of neighbours of one embedding level (UAX #9, BD7).

use super::direction::Direction;

/// A run of clusters or characters. It reaches to the start of the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct LevelRun {
    pub start: u32,
    pub level: u8,
}

/// The level runs of a text in order; the first starts at 0.
#[derive(Debug, Clone, Default)]
pub(super) struct LevelRuns(Vec<LevelRun>);

impl LevelRuns {
    pub fn all(&self) -> &[LevelRun] {
        &self.0
    }

    /// Becomes those of another text: of one run, as far as is known.
    pub fn begin(&mut self, base: Direction) {
        self.0.clear();
        self.0.push(LevelRun {
            start: 0,
            level: base.level().number(),
        });
    }

    /// From `start` on, which is after all starts so far, the level is `level`.
    pub fn add(&mut self, start: u32, level: u8) {
        match self.0.last_mut() {
            Some(last) if last.level == level => {}
            Some(last) if last.start == start => last.level = level,
            _ => self.0.push(LevelRun { start, level }),
        }
    }

    /// Forgets what stands before `start`, which becomes 0.
    pub fn forget_before(&mut self, start: u32) {
        let before = self.0.partition_point(|run| run.start <= start) - 1;
        self.0.drain(..before);
        for run in &mut self.0 {
            run.start = run.start.saturating_sub(start);
        }
    }

    /// The level at `place`.
    pub fn level(&self, place: u32) -> u8 {
        let after = self.0.partition_point(|run| run.start <= place);
        self.0[after - 1].level
    }
}
