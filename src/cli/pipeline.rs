//! Work on all cores with a bounded amount of it in memory, the results in order.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// Items of a core that are in memory at a time: so many that a core which is kept from its
/// work for a while keeps no other from its own.
const AT_A_TIME: usize = 4;

/// Gives each of `items` to `work`, on as many threads as there are cores, and what comes
/// of it to `take`, on this thread and in the order of `items`. A few items a core are in
/// memory at a time.
///
/// # Errors
/// The first of `take`, after which no more is taken.
pub(super) fn in_order<T: Send, U: Send, E>(
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> U + Sync,
    mut take: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let (desk, on_desk) = sync_channel::<(T, SyncSender<U>)>(workers);
    let on_desk = Mutex::new(on_desk);
    let next_item = || on_desk.lock().ok()?.recv().ok();
    thread::scope(|scope| {
        let (due, results) = sync_channel(AT_A_TIME * workers);
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((item, done)) = next_item() {
                    // When nobody takes results any more, what is on the desk goes for nothing.
                    let _ = done.send(work(item));
                }
            });
        }
        scope.spawn(move || {
            for item in items {
                let (done, result) = sync_channel(1);
                if due.send(result).is_err() || desk.send((item, done)).is_err() {
                    return;
                }
            }
        });
        // A worker that fails has no result, and is heard of when the threads are joined.
        let mut results = results.into_iter().map_while(|result| result.recv().ok());
        results.try_for_each(&mut take)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_each_takes() {
        let slow_when_odd = |item: u64| {
            thread::sleep(std::time::Duration::from_micros(item % 2 * 300));
            item * 10
        };
        let mut taken = Vec::new();
        let done: Result<(), ()> = in_order(0..100, slow_when_odd, |result| {
            taken.push(result);
            Ok(())
        });
        assert_eq!(done, Ok(()));
        assert!(taken.iter().copied().eq((0..100).map(|item| item * 10)));
    }

    #[test]
    fn an_error_ends_an_endless_stream() {
        let done = in_order(
            0_u64..,
            |item| item,
            |item| if item < 5 { Ok(()) } else { Err(item) },
        );
        assert_eq!(done, Err(5));
    }
}
