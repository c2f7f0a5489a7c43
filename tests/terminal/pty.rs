//! The program in a pseudo-terminal: keys go in, a screen comes out.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// What the shell of a job says when the job has stopped.
#[cfg(target_os = "linux")]
const WAITS: &str = "[waits]";
/// How long anything may take that is sure to come; a slow machine is no failure.
const DEADLINE: Duration = Duration::from_secs(60);

pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    seen: Arc<Mutex<Seen>>,
    /// The terminal's mode before the program had it.
    pub mode_before: String,
    /// Whether marsad is a job of a shell that was started.
    pub is_job: bool,
    /// Held, so that the terminal's mode can be asked for at the end.
    _slave: Box<dyn SlavePty + Send>,
}

/// What has come from the program.
pub struct Seen {
    parser: vt100::Parser,
    pub bytes: Vec<u8>,
}

impl Seen {
    /// The rows, without the blanks at their ends.
    pub fn text(&self) -> String {
        let text = self.parser.screen().contents();
        let rows: Vec<_> = text.lines().map(str::trim_end).collect();
        rows.join("\n")
    }
}

impl Pty {
    /// Starts marsad with `args` on a screen of `columns` by `rows`, its home in `home`.
    pub fn start(args: &[&str], home: &Path, columns: u16, rows: u16) -> Self {
        let program = Path::new(env!("CARGO_BIN_EXE_marsad"));
        Self::start_program(program, args, home, columns, rows)
    }

    pub fn start_program(
        program: &Path,
        args: &[&str],
        home: &Path,
        columns: u16,
        rows: u16,
    ) -> Self {
        let pair = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("TZ", "UTC");
        command.env("HOME", home);
        let mode_before = mode(&*pair.master);
        let child = pair.slave.spawn_command(command).expect("started");
        let seen = Arc::new(Mutex::new(Seen {
            parser: vt100::Parser::new(some(rows), some(columns), 0),
            bytes: Vec::new(),
        }));
        let mut output = pair.master.try_clone_reader().expect("its output");
        let all = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let mut seen = all.lock().expect("what was seen");
                seen.parser.process(&bytes[..count]);
                seen.bytes.extend_from_slice(&bytes[..count]);
            }
        });
        Self {
            keys: pair.master.take_writer().expect("its input"),
            mode_before,
            is_job: false,
            master: pair.master,
            _slave: pair.slave,
            child,
            seen,
        }
    }

    /// Starts marsad as a job of a shell. When it is stopped, the shell gives the terminal
    /// the mode that it had, reads a line, and has marsad go on; when it ends, so does the shell, with its exit code.
    #[cfg(target_os = "linux")]
    pub fn start_job(args: &[&str], home: &Path, columns: u16, rows: u16) -> Self {
        // Its own stty is not to be stopped by a key.
        const SHELL: &str = r#"set -m; trap '' TSTP; mode=$(stty -g); "$0" "$@"; code=$?
            while [ $code -ge 147 ] && [ $code -le 150 ]; do
                stty "$mode"; printf '[waits]'; read -r line; fg >/dev/null; code=$?
            done; exit $code"#;
        let program = env!("CARGO_BIN_EXE_marsad");
        let args: Vec<&str> = ["-c", SHELL, program].iter().chain(args).copied().collect();
        let mut pty = Self::start_program(Path::new("/bin/sh"), &args, home, columns, rows);
        pty.is_job = true;
        pty
    }

    pub fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("sent");
        self.keys.flush().expect("sent");
    }

    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("what was seen")
    }

    /// Waits until the screen is as `is` says; returns its text.
    #[track_caller]
    pub fn wait_for(&self, what: &str, is: impl Fn(&str) -> bool) -> String {
        let shown = || Some(self.seen().text()).filter(|text| is(text));
        wait(shown, || {
            format!("{what} never came:\n{}", self.seen().text())
        })
    }

    /// Waits until nothing has changed on the screen for a while, such as what is found
    /// behind it; returns its text.
    pub fn wait_for_rest(&self) -> String {
        let end = Instant::now() + DEADLINE;
        let mut last = (self.seen().text(), Instant::now());
        while last.1.elapsed() < Duration::from_millis(700) && Instant::now() < end {
            thread::sleep(Duration::from_millis(20));
            let now = self.seen().text();
            if now != last.0 {
                last = (now, Instant::now());
            }
        }
        last.0
    }

    /// Waits until all that has come is as `is` says.
    #[track_caller]
    pub fn wait_for_bytes(&self, what: &str, is: impl Fn(&[u8]) -> bool) {
        let came = || is(&self.seen().bytes).then_some(());
        wait(came, || format!("{what} never came"));
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.seen()
            .parser
            .screen_mut()
            .set_size(some(rows), some(columns));
        self.master.resize(size(columns, rows)).expect("resized");
    }

    pub fn signal(&self, signal: Signal) {
        if let Some(id) = self.id() {
            let id = Pid::from_raw(id).expect("a process");
            // It may just have ended.
            let _ = kill_process(id, signal);
        }
    }

    /// The number of marsad's process; none when it has ended, or a shell has not started
    /// it yet.
    fn id(&self) -> Option<i32> {
        let id = self.child.process_id()?.cast_signed();
        if !self.is_job {
            return Some(id);
        }
        let jobs = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).ok()?;
        jobs.split_whitespace().next()?.parse().ok()
    }

    /// Waits until the program is stopped, as Ctrl-Z stops it.
    #[track_caller]
    #[cfg(target_os = "linux")]
    pub fn wait_until_stopped(&self) {
        let stopped = || self.is_stopped().then_some(());
        wait(stopped, || "it never stopped".to_owned());
    }

    /// Has the shell get a line whenever it waits for one, and then marsad `keys` again, until
    /// `is` holds; `stops` counts how often that was.
    ///
    /// A job that is stopped and goes on before its shell has heard of either may be left
    /// going on in the background: that the shell waits is what counts.
    #[track_caller]
    #[cfg(target_os = "linux")]
    pub fn through_stops(&mut self, keys: &str, stops: &mut usize, is: impl Fn(&mut Self) -> bool) {
        let shown = self.shown();
        let through = || {
            if is(self) {
                return Some(());
            }
            let waited = String::from_utf8_lossy(&self.seen().bytes)
                .matches(WAITS)
                .count();
            if waited > *stops {
                *stops += 1;
                // The line takes with it what was typed before.
                self.send("\r");
                self.send(keys);
            }
            None
        };
        wait(through, shown);
    }

    /// Waits until the terminal's mode is what it was before the program had it.
    #[track_caller]
    #[cfg(target_os = "linux")]
    pub fn wait_for_mode_before(&self) {
        let as_before = || (self.mode() == self.mode_before).then_some(());
        wait(as_before, || self.mode());
    }

    #[cfg(target_os = "linux")]
    pub fn is_stopped(&self) -> bool {
        let state = self
            .id()
            .and_then(|id| std::fs::read_to_string(format!("/proc/{id}/stat")).ok());
        // The name before the state may hold anything but the last bracket.
        let state = state.as_deref().and_then(|state| state.rsplit(')').next());
        state.is_some_and(|state| state.starts_with(" T"))
    }

    /// The terminal's mode, to be compared.
    pub fn mode(&self) -> String {
        mode(&*self.master)
    }

    /// The exit code, once it has ended.
    pub fn ended(&mut self) -> Option<u32> {
        let status = self.child.try_wait().expect("its state");
        status.map(|status| status.exit_code())
    }

    /// Waits for the end; gives the exit code.
    #[track_caller]
    pub fn wait_for_end(&mut self) -> u32 {
        let shown = self.shown();
        wait(|| self.ended(), || format!("it never ended:\n{}", shown()))
    }

    /// Gives what stands on the screen by then.
    fn shown(&self) -> impl Fn() -> String + use<> {
        let seen = Arc::clone(&self.seen);
        move || seen.lock().expect("what was seen").text()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Waits until `is` gives something, and gives that; `missing` tells what never came.
#[track_caller]
fn wait<T>(mut is: impl FnMut() -> Option<T>, missing: impl Fn() -> String) -> T {
    let end = Instant::now() + DEADLINE;
    loop {
        if let Some(it) = is() {
            return it;
        }
        assert!(Instant::now() < end, "{}", missing());
        thread::sleep(Duration::from_millis(10));
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        cols: columns,
        rows,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn mode(terminal: &dyn MasterPty) -> String {
    let mode = terminal.get_termios().expect("the terminal's mode");
    format!(
        "{:?} {:?} {:?} {:?}",
        mode.input_flags, mode.output_flags, mode.control_flags, mode.local_flags
    )
}

fn some(number: u16) -> NonZero<u16> {
    NonZero::new(number).expect("no empty screen")
}
