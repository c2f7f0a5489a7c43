//! Work on several things at once, its results taken in by one.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

/// How far the work on an item has come.
pub(super) enum Step<R> {
    Begun,
    Done(R),
}

/// Does `work` on every item, at most `at_once` at a time, and gives each step with the
/// item's place to `take_in`. When that fails, nothing further is begun.
pub(super) fn run<T: Sync, R: Send, E>(
    items: &[T],
    at_once: usize,
    work: impl Fn(&T) -> R + Sync,
    mut take_in: impl FnMut(usize, Step<R>) -> Result<(), E>,
) -> Result<(), E> {
    let next = Mutex::new(0..items.len());
    let is_over = AtomicBool::new(false);
    let (send, steps) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..at_once.min(items.len()) {
            let (send, next, work, is_over) = (send.clone(), &next, &work, &is_over);
            scope.spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    let Some(place) = next.lock().ok().and_then(|mut next| next.next()) else {
                        break;
                    };
                    let _ = send.send((place, Step::Begun));
                    let _ = send.send((place, Step::Done(work(&items[place]))));
                }
            });
        }
        drop(send);
        let taken = steps
            .iter()
            .try_for_each(|(place, step)| take_in(place, step));
        is_over.store(true, Ordering::Relaxed);
        taken
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_until_something_fails() {
        let items: Vec<u32> = (0..100).collect();
        let mut sum = 0;
        let done: Result<(), ()> = run(
            &items,
            7,
            |n| n * 2,
            |place, step| {
                if let Step::Done(double) = step {
                    assert_eq!(double as usize, place * 2);
                    sum += double;
                }
                Ok(())
            },
        );
        assert_eq!((done, sum), (Ok(()), 9_900));
        let failed = run(
            &items,
            1,
            |n| *n,
            |_, step| match step {
                Step::Done(n) => Err(n),
                Step::Begun => Ok(()),
            },
        );
        assert_eq!(failed, Err(0));
    }
}
