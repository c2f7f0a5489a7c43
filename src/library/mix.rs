//! Spreading numbers: the same on every machine and in every version, as what is kept in
//! the index must be.

/// Spreads every bit over all (the finaliser of SplitMix64).
pub(super) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}
