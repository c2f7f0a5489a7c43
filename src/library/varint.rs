//! Numbers in as many bytes as they need: seven bits a byte from the lowest, the eighth bit
//! set where more follow.

/// Appends `value` to `bytes`.
pub(super) fn push(bytes: &mut Vec<u8>, mut value: u32) {
    while value > 0x7f {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
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
