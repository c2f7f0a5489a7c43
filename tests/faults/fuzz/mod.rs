//! Inputs that nobody wrote: good ones broken at random, over and over, given to each
//! thing that reads what comes from outside. What once failed is kept in `found/` and
//! tried first, each file's name beginning with that of its target.
//!
//! Inputs are made by chance from a fixed start, so that a run can be repeated;
//! `MARSAD_TEST_CHANCE` chooses another. An input that fails is written to the target
//! folder of the build, also where it takes the whole process down.

mod mutate;
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::effort;
use mutate::Mutator;

/// How long each is tried at the full size.
const FULL: Duration = Duration::from_secs(30 * 60);
/// Stack of the thread that tries: that of the program's own threads.
const STACK: usize = 2 << 20;
/// How many inputs are tried whatever the size: as many as `cargo test` has time for.
const LEAST: u64 = 100;

/// Bytes that something reads; a panic says that it must not have been so.
type Target = fn(&[u8]);

/// What once made `name` fail; there is no folder when nothing is kept.
fn found(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/fuzz/found");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|file| file.to_string_lossy().starts_with(name))
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("read"))
        .collect()
}

/// Gives `target` all that is made of `seeds`, until the time is over.
fn run(name: &'static str, seeds: Vec<Vec<u8>>, target: Target) {
    let work = move || {
        let last = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}"));
        let of = name.bytes().fold(7, |sum, byte| sum * 31 + u64::from(byte));
        let mut mutator = Mutator::new(seeds, effort::chance(of));
        let end = effort::beyond(FULL);
        let (mut count, mut longest) = (0_u64, Duration::ZERO);
        for input in found(name) {
            target(&input);
        }
        while Instant::now() < end || count < LEAST {
            let input = mutator.next();
            fs::write(&last, &input).expect("written");
            let begun = Instant::now();
            if catch_unwind(AssertUnwindSafe(|| target(&input))).is_err() {
                let small = shrunk(input, target);
                fs::write(&last, &small).expect("written");
                panic!(
                    "{name} failed on {:?}, kept in {}",
                    String::from_utf8_lossy(&small),
                    last.display()
                );
            }
            if begun.elapsed() > longest {
                longest = begun.elapsed();
                fs::write(last.with_extension("slow"), &input).expect("written");
            }
            count += 1;
        }
        println!("{name}: {count} inputs, none failed, the slowest in {longest:?}");
        fs::remove_file(last).expect("removed");
    };
    let thread = std::thread::Builder::new()
        .name(name.into())
        .stack_size(STACK)
        .spawn(work);
    if let Err(panic) = thread.expect("a thread").join() {
        std::panic::resume_unwind(panic);
    }
}

/// A smaller input on which `target` still fails.
fn shrunk(mut input: Vec<u8>, target: Target) -> Vec<u8> {
    let mut piece = input.len() / 2;
    let end = Instant::now() + Duration::from_secs(20);
    while piece > 0 && Instant::now() < end {
        let mut at = 0;
        while at + piece <= input.len() && Instant::now() < end {
            let mut less = input.clone();
            less.drain(at..at + piece);
            if catch_unwind(AssertUnwindSafe(|| target(&less))).is_err() {
                input = less;
            } else {
                at += piece;
            }
        }
        piece /= 2;
    }
    input
}
