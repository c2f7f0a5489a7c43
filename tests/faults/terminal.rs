//! The reader in a terminal that does anything: keys in no order, sizes from one cell on,
//! signals, a line of 9,600 baud, and going away.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use marsad::library::{Anchor, Query};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rand::Rng;
use rand::seq::IndexedRandom as _;
use rand_chacha::ChaCha8Rng;
use rustix::process::{Pid, Signal, kill_process};

use crate::bench::{Bench, text};
use crate::effort;
use crate::hostile_text::assert_only_own_controls;
use crate::pty::Pty;

/// Keys and what else a terminal sends. None leaves: the test has to see to the end itself.
const KEYS: [&str; 63] = [
    "j",
    "k",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\r",
    " ",
    "b",
    "g",
    "G",
    "\t",
    "\x1b[Z",
    "h",
    "l",
    "+",
    "-",
    "n",
    "p",
    "\x7f",
    "s",
    "m",
    "A",
    "u",
    "y",
    "Y",
    "J",
    "T",
    "z",
    "/",
    "القمح\r",
    "N",
    "d",
    "t",
    "r",
    "R",
    "f",
    "F",
    "o",
    "1",
    "2",
    "9",
    "V",
    ":",
    "star\r",
    "L",
    "\x1b",
    "\x1b\x1b",
    "?",
    "\x0c",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[H",
    "\x1b[F",
    "\x1b[200~لصق\x1b[31m\x1b[201~",
    "\x1b[<0;10;5M",
    "\x1b[<32;20;7M",
    "\x1b[<0;20;7m",
    "\x1b[<64;10;5M",
    "\x1b[?62;c",
    "\x1bP>|x\x1b\\",
    "\u{633}",
    "\x1a",
];

fn start(bench: &Bench, columns: u16, rows: u16) -> Pty {
    started_by(Pty::start, bench, columns, rows)
}

/// The reader with a terminal to itself, or as a job of a shell, which is what
/// [`Pty::start`] and [`Pty::start_job`] make it.
fn started_by(
    starter: fn(&[&str], &Path, u16, u16) -> Pty,
    bench: &Bench,
    columns: u16,
    rows: u16,
) -> Pty {
    let library = bench.library_dir();
    let args = ["--library", text(&library)];
    let pty = starter(&args, bench.dir.path(), columns, rows);
    pty.wait_for_bytes("a screen", |bytes| bytes.windows(4).any(|w| w == b"2026"));
    pty
}

fn bench() -> Bench {
    let bench = Bench::new();
    bench.done(&["samples"]);
    bench.settings("speech = [\"true\"]\n[commands]\nbrowser = [\"true\"]\n");
    bench
}

/// Bytes that are no key: what a broken line might give.
fn noise(chance: &mut ChaCha8Rng) -> String {
    let chars = [
        '\x1b', '[', 'O', ';', '<', '1', 'M', '\x00', '\x08', '\u{9b}', '\u{202e}', '~', 'P',
    ];
    (0..chance.random_range(1..8))
        .map(|_| *chars.choose(chance).expect("one"))
        .collect()
}

#[track_caller]
fn assert_left_well(pty: &mut Pty, code: u32, keys: &[String]) {
    // What it has written last may still be on its way.
    pty.wait_for_bytes("the end of the alternate screen", |bytes| {
        bytes.windows(8).any(|bytes| bytes == b"\x1b[?1049l")
    });
    let seen = String::from_utf8_lossy(&pty.seen().bytes).into_owned();
    assert!(!seen.contains("panicked"), "{seen}\nafter {keys:?}");
    assert!([0, 129, 130, 143].contains(&code), "{code} after {keys:?}");
    let end: String = seen
        .chars()
        .rev()
        .take(300)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    assert_eq!(
        pty.mode(),
        pty.mode_before,
        "the mode is given back by {code}, a job: {}, after {keys:?}, and {end:?}",
        pty.is_job
    );
    // While a job is stopped, the terminal itself shows what is typed.
    if !pty.is_job {
        assert_only_own_controls(&pty.seen().bytes);
    }
}

#[test]
fn keys_sizes_and_signals_in_any_order_never_break_it() {
    let bench = bench();
    let mut chance = effort::chance(4);
    let end = effort::until(Duration::from_secs(600), 4.0);
    let (mut pressed, mut runs) = (0, 0);
    while Instant::now() < end {
        // A shell's job stops when it is told to; the other has no one to have it go on.
        let is_job = runs % 2 == 1;
        let starter = if is_job { Pty::start_job } else { Pty::start };
        let mut pty = started_by(starter, &bench, 80, 24);
        runs += 1;
        let mut keys = Vec::new();
        for _ in 0..400 {
            match chance.random_range(0..40) {
                0 | 1 => {
                    let widest = if chance.random() { 12 } else { 240 };
                    pty.resize(chance.random_range(1..widest), chance.random_range(1..70));
                }
                2 => {
                    let signals = [Signal::WINCH, Signal::TSTP, Signal::CONT];
                    let signal = *signals.choose(&mut chance).expect("a signal");
                    pty.signal(signal);
                    keys.push(format!("{signal:?}"));
                }
                3 => {
                    pty.signal(Signal::STOP);
                    pty.go_on();
                    keys.push("stopped and gone on".to_owned());
                }
                // What the shell gets is shown by the terminal itself.
                4 if !is_job => {
                    let noise = noise(&mut chance);
                    pty.send(&noise);
                    keys.push(noise);
                }
                _ => {
                    let key = *KEYS.choose(&mut chance).expect("a key");
                    pty.send(key);
                    keys.push(key.to_owned());
                }
            }
            pressed += 1;
            if pty.is_stopped() && chance.random_ratio(1, 6) {
                pty.go_on();
            } else if chance.random_ratio(1, 6) {
                pty.settle();
            }
            if Instant::now() > end || pty.ended().is_some() {
                break;
            }
        }
        let code = pty.ended().unwrap_or_else(|| pty.quit());
        assert_left_well(&mut pty, code, &keys);
    }
    bench.assert_whole("after the keys");
    println!("{pressed} keys in {runs} runs");
}

/// Each size from one cell on, in each state that the screen can be in.
#[test]
fn every_small_size_is_drawn() {
    let bench = bench();
    for keys in ["", "\r", "F", "o", "?", ":", "/", "t"] {
        let mut pty = start(&bench, 80, 24);
        pty.send(keys);
        for columns in 1..effort::times(40, 6) as u16 {
            for rows in 1..effort::times(12, 5) as u16 {
                pty.resize(columns, rows);
                pty.settle();
            }
        }
        let code = pty.quit();
        assert_left_well(&mut pty, code, &[keys.to_owned()]);
    }
}

/// What does not change is not sent again: a reader that nobody touches is silent, also
/// where a cursor blinks.
#[test]
fn an_idle_reader_sends_nothing() {
    let bench = bench();
    for keys in ["", "\r", "/القمح", "?"] {
        let mut pty = start(&bench, 80, 24);
        pty.send(keys);
        let length = || pty.seen().bytes.len();
        // Until its index is made and nothing has come for longer than it looks about.
        let (mut last, mut since) = (length(), Instant::now());
        let end = since + Duration::from_secs(60);
        while since.elapsed() < Duration::from_millis(1_500) {
            assert!(Instant::now() < end, "it is never silent after {keys:?}");
            thread::sleep(Duration::from_millis(20));
            if length() != last {
                (last, since) = (length(), Instant::now());
            }
        }
        thread::sleep(Duration::from_millis(2_500));
        let sent = String::from_utf8_lossy(&pty.seen().bytes[last..]).into_owned();
        assert_eq!(sent, "", "after {keys:?}");
        pty.quit();
    }
}

fn some(number: u16) -> NonZero<u16> {
    NonZero::new(number).expect("no empty screen")
}

/// A line of `rate` bytes a second to the program, until it is told to be quick.
struct Line {
    keys: Option<Box<dyn Write + Send>>,
    master: Option<Box<dyn portable_pty::MasterPty + Send>>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    seen: Arc<Mutex<(vt100::Parser, Vec<u8>)>>,
    quick: Arc<AtomicBool>,
    /// Nobody reads it any more.
    cut: Arc<AtomicBool>,
    reading: Option<thread::JoinHandle<()>>,
}

impl Line {
    fn start(bench: &Bench, columns: u16, rows: u16, rate: usize) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_marsad"));
        command.args(["--library", text(&bench.library_dir())]);
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("TZ", "UTC"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", bench.dir.path());
        let child = pair.slave.spawn_command(command).expect("started");
        let seen = Arc::new(Mutex::new((
            vt100::Parser::new(some(rows), some(columns), 0),
            Vec::new(),
        )));
        let quick = Arc::new(AtomicBool::new(false));
        let mut output = pair.master.try_clone_reader().expect("its output");
        let cut = Arc::new(AtomicBool::new(false));
        let (all, hurry, gone) = (Arc::clone(&seen), Arc::clone(&quick), Arc::clone(&cut));
        let reading = thread::spawn(move || {
            let mut bytes = [0; 32];
            let mut begun = Vec::new();
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let mut seen = all.lock().expect("what was seen");
                // The terminal's parser (vte 0.15) may lose what follows a character that
                // comes in two parts.
                begun.extend_from_slice(&bytes[..count]);
                let whole = match std::str::from_utf8(&begun) {
                    Err(error) if error.error_len().is_none() => error.valid_up_to(),
                    _ => begun.len(),
                };
                seen.0.process(&begun[..whole]);
                begun.drain(..whole);
                seen.1.extend_from_slice(&bytes[..count]);
                drop(seen);
                if gone.load(Ordering::Relaxed) {
                    break;
                }
                if !hurry.load(Ordering::Relaxed) {
                    thread::sleep(Duration::from_secs(1) * count as u32 / rate as u32);
                }
            }
        });
        Self {
            keys: Some(pair.master.take_writer().expect("its input")),
            master: Some(pair.master),
            child,
            seen,
            quick,
            cut,
            reading: Some(reading),
        }
    }

    /// Reads no more of it.
    fn cut(&mut self) {
        self.cut.store(true, Ordering::Relaxed);
        self.send("?");
        let reading = self.reading.take().expect("it is read");
        reading.join().expect("read");
    }

    /// Closes the terminal's end, all of it, which is what hanging up is.
    fn hang_up(&mut self) {
        drop(self.keys.take());
        drop(self.master.take());
    }

    fn signal(&self, signal: Signal) {
        let id = self.child.process_id().expect("it runs");
        let id = Pid::from_raw(id.cast_signed()).expect("no group");
        kill_process(id, signal).expect("sent");
    }

    fn send(&mut self, keys: &str) {
        let input = self.keys.as_mut().expect("its input");
        input.write_all(keys.as_bytes()).expect("sent");
    }

    fn screen(&self) -> String {
        let seen = self.seen.lock().expect("what was seen");
        let screen = seen.0.screen().contents();
        let rows: Vec<_> = screen.lines().map(str::trim_end).collect();
        rows.join("\n")
    }

    /// Waits until nothing comes for a while; gives the screen then.
    fn settled(&self) -> String {
        let length = || self.seen.lock().expect("what was seen").1.len();
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let before = length();
            thread::sleep(Duration::from_millis(400));
            if length() == before && before > 0 {
                return self.screen();
            }
            assert!(Instant::now() < end, "{before} bytes, and more each time");
        }
    }

    /// Waits until the first frame is there, whole.
    fn wait_for_frame(&self) {
        let whole = |bytes: &[u8]| bytes.windows(8).any(|bytes| bytes == b"\x1b[?2026l");
        let end = Instant::now() + Duration::from_secs(60);
        while !whole(&self.seen.lock().expect("what was seen").1) {
            assert!(Instant::now() < end, "no frame came");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn frames(&self) -> usize {
        let seen = self.seen.lock().expect("what was seen");
        seen.1
            .windows(8)
            .filter(|bytes| *bytes == b"\x1b[?2026h")
            .count()
    }

    fn wait(&mut self) -> u32 {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            if let Some(status) = self.child.try_wait().expect("its state") {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "it never ended");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Keys that come faster than the line can show what they do are all done, and most frames
/// between are never drawn.
#[test]
fn a_slow_line_skips_frames_and_comes_to_the_right_screen() {
    let bench = bench();
    let mut plain = Line::start(&bench, 50, 9, 1 << 20);
    plain.quick.store(true, Ordering::Relaxed);
    plain.wait_for_frame();
    let right = plain.settled();
    plain.send("q");
    assert_eq!(plain.wait(), 0);

    let keys = effort::times(20_000, 1_500) as usize;
    let mut line = Line::start(&bench, 50, 9, 960);
    line.wait_for_frame();
    let begun = Instant::now();
    for n in 0..keys {
        line.send(if n % 7 == 6 { "k" } else { "j" });
        thread::sleep(Duration::from_millis(1));
    }
    line.send("g");
    let slow_for = begun.elapsed();
    line.quick.store(true, Ordering::Relaxed);
    let end = Instant::now() + Duration::from_secs(60);
    while line.screen() != right {
        assert!(
            Instant::now() < end,
            "{}\n\nand not\n\n{right}",
            line.screen()
        );
        thread::sleep(Duration::from_millis(20));
    }
    let frames = line.frames();
    println!("{keys} keys in {slow_for:?}, {frames} frames");
    // The kernel holds 64 KiB for a pseudo-terminal, whose frames cannot be taken back.
    assert!(frames < keys / 3, "{frames} frames for {keys} keys");
    line.send("q");
    assert_eq!(line.wait(), 0);
}

/// A terminal that goes away ends the program, and where reading stood is kept: while it
/// waits, while it is busy, and when it is told to go on first, as a system that hangs up
/// also does, and takes over a terminal that is not there.
#[test]
fn a_hang_up_ends_it_and_saves_the_place() {
    for (is_busy, goes_on) in [(false, false), (true, false), (true, true)] {
        let bench = bench();
        let mut line = Line::start(&bench, 80, 24, 1 << 20);
        line.quick.store(true, Ordering::Relaxed);
        line.settled();
        line.send("\r  ");
        let first = bench
            .library()
            .headlines(&Query::All, Anchor::Newest, 1)
            .expect("one")[0]
            .id;
        line.settled();
        if is_busy {
            line.send(&"jk".repeat(500));
        }
        line.cut();
        if goes_on {
            (0..20).for_each(|_| line.signal(Signal::CONT));
        }
        line.hang_up();
        assert_eq!(line.wait(), 129, "busy: {is_busy}, goes on: {goes_on}");
        let place = bench.library().position(first).expect("a place");
        assert!(place.is_some(), "where reading stood");
        bench.assert_whole("after a hang-up");
    }
}
