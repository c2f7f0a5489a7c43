//! Sorting numbers that are [spread](super::mix) over all there are: put in their parts by their
//! highest bits they all but stand in order, for half of what comparing them takes.

/// Values of a part that are put in order where they stand.
const FEW: usize = 16;

/// Sorts `values`, putting them in so many parts, a power of two: about as many as there are
/// values. `room` may hold anything.
pub(super) fn sort<const PARTS: usize>(values: &mut [u64], room: &mut Vec<u64>) {
    // To begin so many parts takes longer than to compare a few.
    if values.len() < PARTS / 8 {
        values.sort_unstable();
        return;
    }
    let part = |value: u64| (value >> (u64::BITS - PARTS.ilog2())) as usize;
    let mut ends = [0; PARTS];
    for &value in values.iter() {
        ends[part(value)] += 1;
    }
    starts(&mut ends);
    room.clear();
    room.extend_from_slice(values);
    for &value in room.iter() {
        let end = &mut ends[part(value)];
        values[*end] = value;
        *end += 1;
    }
    let mut start = 0;
    for end in ends {
        if end - start > FEW {
            values[start..end].sort_unstable();
        }
        start = end;
    }
    // What is out of order now has few before it that are to come after.
    for at in 1..values.len() {
        let value = values[at];
        let mut to = at;
        while to > 0 && values[to - 1] > value {
            values[to] = values[to - 1];
            to -= 1;
        }
        values[to] = value;
    }
}

/// From how many there are of each kind to where the first of each stands among all.
pub(super) fn starts(counts: &mut [usize]) {
    let mut start = 0;
    for count in counts {
        start += std::mem::replace(count, start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_values_are_sorted(
            mut values in prop::collection::vec(any::<u64>(), 0..300),
            shift in 0..64,
        ) {
            values.iter_mut().for_each(|value| *value >>= shift);
            let mut expected = values.clone();
            expected.sort_unstable();
            let mut room = vec![9];
            for _ in 0..2 {
                sort::<16>(&mut values, &mut room);
                prop_assert_eq!(&values, &expected);
            }
        }
    }
}
