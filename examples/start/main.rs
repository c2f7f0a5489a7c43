//! Measures how long a program takes to its first screen in a pseudo-terminal, and what
//! it has used by then and once it has settled.
//!
//! ```sh
//! cargo run --release --example start -- --runs 20 -- marsad --library DIR
//! cargo run --release --example start -- --until '(1000/1000)' -- newsboat -r -u FILE
//! ```
//!
//! Prints names and numbers, a pair a line: medians over the runs, and the largest
//! memory.

mod process;
mod screen;

use std::time::Duration;

use clap::Parser;

use screen::{Screen, Until};

/// Measure a program's start
#[derive(Debug, Parser)]
struct Args {
    /// The first screen is there once this is on it [default: once a whole frame is]
    #[arg(long, value_name = "TEXT")]
    until: Option<String>,

    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: usize,

    /// How long the program is left to itself after its first screen
    #[arg(long, value_name = "MS", default_value_t = 1_500)]
    settle: u64,

    /// What it is told then
    #[arg(long, value_name = "KEYS", default_value = "q")]
    quit: String,

    #[arg(value_name = "COMMAND", last = true, required = true)]
    command: Vec<String>,
}

/// What one start took.
struct Start {
    /// Seconds to the first screen.
    wall: f64,
    /// Seconds of processor time of all threads by then.
    cpu: f64,
    /// Bytes and calls that had been read by then.
    reads: process::Reads,
    /// Most memory that it had once it had settled, in bytes.
    peak: u64,
    settled: process::Reads,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let starts = (0..args.runs)
        .map(|_| start(&args))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let median = |value: fn(&Start) -> f64| {
        let mut values: Vec<f64> = starts.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    println!("wall_ms {:.2}", median(|start| start.wall) * 1e3);
    println!("cpu_ms {:.2}", median(|start| start.cpu) * 1e3);
    println!(
        "read_kb {:.1}",
        median(|start| start.reads.bytes as f64) / 1e3
    );
    println!("reads {}", median(|start| start.reads.calls as f64));
    println!(
        "settled_read_kb {:.1}",
        median(|start| start.settled.bytes as f64) / 1e3
    );
    println!(
        "settled_reads {}",
        median(|start| start.settled.calls as f64)
    );
    let peak = starts.iter().map(|start| start.peak).max().unwrap_or(0);
    println!("peak_mb {:.1}", peak as f64 / 1e6);
    Ok(())
}

fn start(args: &Args) -> anyhow::Result<Start> {
    let until = match &args.until {
        Some(text) => Until::Shows(text.clone()),
        None => Until::Frame,
    };
    let mut screen = Screen::start(&args.command)?;
    let wall = screen.wait(&until)?.as_secs_f64();
    let id = screen.process();
    let cpu = process::cpu(id)?;
    let reads = process::reads(id)?;
    std::thread::sleep(Duration::from_millis(args.settle));
    let peak = process::peak(id)?;
    let settled = process::reads(id)?;
    screen.end(&args.quit)?;
    Ok(Start {
        wall,
        cpu,
        reads,
        peak,
        settled,
    })
}
