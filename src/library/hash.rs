//! Numbers for terms: the same on every machine and in every version, as what is kept in
//! the index must be.

use crate::text::words::Term;

/// FNV-1a.
pub(super) fn hash(term: &Term) -> u64 {
    term.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Spreads every bit over all (the finaliser of SplitMix64).
pub(super) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}
