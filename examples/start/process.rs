//! What Linux knows of a process.

use std::fs;

use anyhow::Context;

/// What a process has read by calls of its own; what it maps does not count.
#[derive(Debug, Clone, Copy)]
pub struct Reads {
    pub bytes: u64,
    pub calls: u64,
}

pub fn reads(id: u32) -> anyhow::Result<Reads> {
    let io = fs::read_to_string(format!("/proc/{id}/io"))?;
    Ok(Reads {
        bytes: number(&io, "rchar:")?,
        calls: number(&io, "syscr:")?,
    })
}

/// Seconds that the threads of a process have run; those that ended do not count.
pub fn cpu(id: u32) -> anyhow::Result<f64> {
    let mut nanoseconds = 0.0;
    for thread in fs::read_dir(format!("/proc/{id}/task"))? {
        let schedule = fs::read_to_string(thread?.path().join("schedstat"))?;
        let run = schedule.split(' ').next().unwrap_or_default();
        nanoseconds += run.parse::<f64>()?;
    }
    Ok(nanoseconds / 1e9)
}

/// Most memory that a process has had, in bytes, with the files that it maps.
pub fn peak(id: u32) -> anyhow::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status"))?;
    Ok(number(&status, "VmHWM:")? * 1024)
}

fn number(text: &str, name: &str) -> anyhow::Result<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let line = line.with_context(|| format!("{name} is not told"))?;
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    Ok(digits.parse()?)
}
