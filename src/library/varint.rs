//! Numbers in as many bytes as they need: seven bits a byte from the lowest, the eighth bit
//! set where more follow.

/// Most bytes of a number.
pub(super) const MOST: usize = 5;

/// Appends `value` to `bytes`.
#[inline]
pub(super) fn push(bytes: &mut Vec<u8>, value: u32) {
    let mut room = [0; MOST];
    let count = put(&mut room, value);
    let end = bytes.len() + count;
    bytes.extend_from_slice(&room);
    bytes.truncate(end);
}

/// Puts `value` at the beginning of `room`, and says how many bytes it has. As many as a number may
/// have are written: how many it has cannot be foretold.
#[inline]
pub(super) fn put(room: &mut [u8; MOST], value: u32) -> usize {
    let bits = u32::BITS - (value | 1).leading_zeros();
    let count = bits.div_ceil(7) as usize;
    for (at, byte) in room.iter_mut().enumerate() {
        let more = if at + 1 < count { 0x80 } else { 0 };
        *byte = (value >> (7 * at)) as u8 & 0x7f | more;
    }
    count
}

/// Takes the number that `bytes` begin with; `None` where they are too few for one, or it is
/// too long.
#[inline]
pub(super) fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0;
    let mut shift = 0;
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_goes_in_comes_out(values in prop::collection::vec((any::<u32>(), 0..32), 0..9)) {
            let values: Vec<u32> = values.into_iter().map(|(value, by)| value >> by).collect();
            let mut bytes = Vec::new();
            for &value in &values {
                let before = bytes.len();
                push(&mut bytes, value);
                let bits = u32::BITS - value.leading_zeros();
                prop_assert_eq!(bytes.len() - before, bits.div_ceil(7).max(1) as usize);
            }
            let mut rest = bytes.as_slice();
            for value in values {
                prop_assert_eq!(take(&mut rest), Some(value));
            }
            prop_assert!(rest.is_empty());
        }
    }
}
