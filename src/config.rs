//! The settings file and the places on disk.

pub mod paths;
