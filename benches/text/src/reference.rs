//! fribidi and ICU, called through `reference.c`.

use std::ffi::c_int;

unsafe extern "C" {
    fn reference_fribidi_levels(text: *const u32, length: c_int) -> usize;
    fn reference_fribidi_layout(text: *const u32, length: c_int) -> usize;
    fn reference_icu_levels(text: *const u16, length: c_int) -> usize;
    fn reference_cpu_seconds() -> f64;
}

/// Embedding levels by fribidi.
pub fn fribidi_levels(text: &[u32]) -> usize {
    // SAFETY: pointer and length are of one slice.
    unsafe { reference_fribidi_levels(text.as_ptr(), text.len() as c_int) }
}

/// Levels, joining and order by fribidi.
pub fn fribidi_layout(text: &[u32]) -> usize {
    // SAFETY: pointer and length are of one slice.
    unsafe { reference_fribidi_layout(text.as_ptr(), text.len() as c_int) }
}

/// Embedding levels by ICU.
pub fn icu_levels(text: &[u16]) -> usize {
    // SAFETY: pointer and length are of one slice.
    unsafe { reference_icu_levels(text.as_ptr(), text.len() as c_int) }
}

/// Seconds of this thread's time on a processor.
pub fn cpu_seconds() -> f64 {
    // SAFETY: it only asks the clock.
    unsafe { reference_cpu_seconds() }
}
