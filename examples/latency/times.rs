//! How long things took.

use std::fs;
use std::thread;
use std::time::Instant;

/// Milliseconds, of the processor and of the clock.
#[derive(Default)]
pub struct Times {
    cpu: Vec<f64>,
    wall: Vec<f64>,
}

impl Times {
    /// Does `run` and notes how long it takes.
    pub fn take<T>(&mut self, run: impl FnOnce() -> T) -> T {
        let cpu = thread_cpu();
        let begun = Instant::now();
        let result = run();
        self.wall.push(begun.elapsed().as_secs_f64() * 1e3);
        self.cpu.push(thread_cpu() - cpu);
        result
    }

    pub fn print(mut self, name: &str) {
        for times in [&mut self.cpu, &mut self.wall] {
            times.sort_by(f64::total_cmp);
        }
        let at = |times: &[f64], share: f64| {
            let index = (times.len() as f64 * share) as usize;
            times
                .get(index.min(times.len().saturating_sub(1)))
                .copied()
                .unwrap_or(f64::NAN)
        };
        println!(
            "{name}: p50 {:.3} p99 {:.3} max {:.3} (clock: p50 {:.3} p99 {:.3})",
            at(&self.cpu, 0.5),
            at(&self.cpu, 0.99),
            at(&self.cpu, 1.0),
            at(&self.wall, 0.5),
            at(&self.wall, 0.99),
        );
    }
}

/// Milliseconds that this thread has run, as Linux knows it.
fn thread_cpu() -> f64 {
    // What has run since the last tick (of some milliseconds) is counted once the thread
    // gives way.
    thread::yield_now();
    let schedule = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let run = schedule.split(' ').next().unwrap_or_default();
    run.parse::<f64>().map_or(f64::NAN, |run| run / 1e6)
}
