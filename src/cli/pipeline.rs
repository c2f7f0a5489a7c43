//! Work on all cores with a bounded amount of it in memory, the results in order.

use std::num::NonZero;
use std::sync::mpsc::sync_channel;
use std::thread;

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
    let work = &work;
    thread::scope(|scope| {
        let (mut desks, mut results) = (Vec::new(), Vec::new());
        for _ in 0..workers {
            let (desk, on_desk) = sync_channel(1);
            let (done, result) = sync_channel(1);
            desks.push(desk);
            results.push(result);
            scope.spawn(move || {
                // When nobody takes results any more, there is nothing left to do.
                on_desk
                    .into_iter()
                    .try_for_each(|item| done.send(work(item)))
            });
        }
        scope.spawn(move || {
            let mut dealt = items.zip(desks.iter().cycle());
            dealt.try_for_each(|(item, desk)| desk.send(item))
        });
        // Items are dealt in turn, so results are due in turn.
        let mut due = results
            .iter()
            .cycle()
            .map_while(|result| result.recv().ok());
        due.try_for_each(&mut take)
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
