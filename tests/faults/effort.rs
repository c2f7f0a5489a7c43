//! How much is tried: little by default, so that `cargo test` stays quick, and all of it
//! where `MARSAD_TEST_EFFORT` says so. `tests/faults/run` does.

use std::time::{Duration, Instant};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Thousandths of the full size; 1 when it is not set.
const EFFORT: &str = "MARSAD_TEST_EFFORT";
/// Another number, other moments and other inputs.
const CHANCE: &str = "MARSAD_TEST_CHANCE";

fn effort() -> f64 {
    number(EFFORT) as f64 / 1_000.0
}

fn number(name: &str) -> u64 {
    std::env::var(name).map_or(1, |value| value.parse().expect(name))
}

/// How many of `full` times something is done, and no fewer than `least`.
pub fn times(full: u32, least: u32) -> u32 {
    ((f64::from(full) * effort()) as u32).max(least)
}

/// Until when something goes on that goes on for `full` at the full size, and for no less
/// than `least` seconds.
pub fn until(full: Duration, least: f64) -> Instant {
    Instant::now() + full.mul_f64(effort()).max(Duration::from_secs_f64(least))
}

/// Until when something goes on beyond a number of times that is always done: not at all
/// where little is tried, so that `cargo test` tries the same on each machine.
pub fn beyond(full: Duration) -> Instant {
    let now = Instant::now();
    if number(EFFORT) == 1 {
        now
    } else {
        now + full.mul_f64(effort())
    }
}

/// What chooses moments and inputs, the same in each run.
pub fn chance(of: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(number(CHANCE).wrapping_mul(1_000_003).wrapping_add(of))
}
