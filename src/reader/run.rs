//! The loop: events in, frames out.

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::Backend as _;

use super::draw::draw;
use super::errands;
use super::gathering::Rhythm;
use super::state::{Reader, Wish};
use super::worker::{self, News};
use crate::config::Commands;
use crate::gather::Limits;
use crate::library::{Library, LibraryError};
use crate::locale::Language;
use crate::terminal::{
    Backend, Clipboard, Event, Manner, OutputForm, Palette, Session, Signal, Surroundings,
    TerminalError, Verdict, decide,
};

/// How the reader is to be.
#[derive(Debug, Clone)]
pub struct Options {
    pub language: Language,
    pub zone: TimeZone,
    /// How rows are written; by what the terminal is found to be when not given.
    pub form: Option<OutputForm>,
    pub palette: Palette,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Programs to run.
    pub commands: Commands,
    /// What a fetch from the web may cost.
    pub limits: Limits,
    /// When feeds are fetched without being asked for.
    pub rhythm: Rhythm,
    /// The message to begin with.
    pub greeting: Option<&'static str>,
}

/// Why the reader has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The user left.
    Left,
    /// A signal asked for it.
    By(Signal),
    /// The terminal has gone away.
    HungUp,
}

/// What can keep the reader from running.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    #[error(transparent)]
    Library(#[from] LibraryError),
    #[error("cannot draw on the terminal")]
    Draw(#[source] io::Error),
}

/// What wakes the loop.
enum Wake {
    Terminal(Event),
    /// Far larger than most events.
    News(Box<News>),
}

/// After so long without an event the screen is drawn again, for the ages on it.
const TICK: Duration = Duration::from_secs(30);

type Screen = Terminal<Backend<io::Stdout>>;

/// Shows the reader on the terminal until the user leaves. Where reading stands is
/// remembered however it ends, and the terminal is given back as it was.
///
/// # Errors
/// When there is no terminal, or it or the library fails.
pub fn run(library: Library, options: &Options) -> Result<Ended, ReaderError> {
    let (send, wakes) = mpsc::channel();
    let tell = send.clone();
    let session = Session::open(move |event| tell.send(Wake::Terminal(event)).is_ok())?;
    let mut early = Vec::new();
    let surroundings = Surroundings::of_this_process();
    let verdict = find_out(&session, &wakes, &surroundings, options.form, &mut early)?;
    session.set_up(verdict.setup)?;
    session.take_mouse(options.mouse)?;
    let clipboard = Clipboard::new(&surroundings);
    let backend = session.backend(Manner {
        form: verdict.form,
        harakat: verdict.harakat,
        palette: options.palette,
    });
    let size = backend.size().map_err(ReaderError::Draw)?;
    let jobs = worker::start(library.dir(), options.limits, move |news| {
        // When no one listens any more, the program is about to end.
        let _ = send.send(Wake::News(Box::new(news)));
    })?;
    let zone = options.zone.clone();
    let mut reader = Reader::new(library, options.language, zone, size, Timestamp::now())?;
    reader.gather_by_itself(options.rhythm);
    if let Some(greeting) = options.greeting {
        reader.announce(reader.locale().text(greeting));
    }
    let mut screen = Terminal::new(backend).map_err(ReaderError::Draw)?;
    // Something may have been written by a terminal that did not know a question.
    anew(&mut screen)?;
    for wake in early {
        if let Some(ended) = take_in(wake, &mut reader, &session, &mut screen)? {
            return end(reader, ended);
        }
    }
    let ended = loop {
        for job in reader.take_jobs() {
            // A worker that is gone has said why.
            let _ = jobs.send(job);
        }
        if let Some(text) = reader.take_copied() {
            copy(&clipboard, &text, &mut reader)?;
        }
        errands::open(&mut reader, &options.commands);
        errands::tell(&mut reader, &options.commands, &surroundings).map_err(ReaderError::Draw)?;
        match screen.draw(|frame| draw(&reader, frame)) {
            Ok(_) => {}
            Err(error) if is_hangup(&error) => break Ended::HungUp,
            Err(error) => return Err(ReaderError::Draw(error)),
        }
        if let Some(ended) = next(&wakes, &mut reader, &session, &mut screen)? {
            break ended;
        }
    };
    end(reader, ended)
}

fn end(mut reader: Reader, ended: Ended) -> Result<Ended, ReaderError> {
    reader.close()?;
    Ok(ended)
}

/// Asks the terminal what it is and decides how it is written to. What else happens
/// meanwhile, such as keys typed ahead, joins `early`.
fn find_out(
    session: &Session,
    wakes: &Receiver<Wake>,
    surroundings: &Surroundings,
    wanted: Option<OutputForm>,
    early: &mut Vec<Wake>,
) -> Result<Verdict, ReaderError> {
    let reply = |wake| match wake {
        Wake::Terminal(Event::Reply(reply)) => Ok(reply),
        other => Err(other),
    };
    let answers = session.ask(wakes, reply, early)?;
    Ok(decide(&answers, surroundings, wanted))
}

/// Waits for something to happen and takes in all that has. Returns why the reader is
/// to end, if it is.
fn next(
    wakes: &Receiver<Wake>,
    reader: &mut Reader,
    session: &Session,
    screen: &mut Screen,
) -> Result<Option<Ended>, ReaderError> {
    let first = match wakes.recv_timeout(TICK) {
        Ok(wake) => wake,
        Err(RecvTimeoutError::Timeout) => {
            reader.tick(Timestamp::now());
            return Ok(None);
        }
        Err(RecvTimeoutError::Disconnected) => return Ok(Some(Ended::HungUp)),
    };
    // Keys that come faster than frames are all done before the next frame.
    for wake in std::iter::once(first).chain(wakes.try_iter()) {
        if let Some(ended) = take_in(wake, reader, session, screen)? {
            return Ok(Some(ended));
        }
    }
    Ok(None)
}

/// Does what `wake` asks. Returns why the reader is to end, if it is.
fn take_in(
    wake: Wake,
    reader: &mut Reader,
    session: &Session,
    screen: &mut Screen,
) -> Result<Option<Ended>, ReaderError> {
    let wish = match wake {
        Wake::News(news) => {
            reader.hear(*news);
            None
        }
        Wake::Terminal(Event::Key(key)) => {
            reader.press(&key, Timestamp::now());
            reader.take_wish()
        }
        Wake::Terminal(Event::Mouse(mouse)) => {
            reader.point(&mouse, Timestamp::now());
            None
        }
        Wake::Terminal(Event::Paste(text)) => {
            reader.paste(&text);
            None
        }
        // An answer that comes too late.
        Wake::Terminal(Event::Reply(_)) => None,
        Wake::Terminal(Event::Resize) => {
            reader.resize(screen.size().map_err(ReaderError::Draw)?);
            None
        }
        Wake::Terminal(Event::Suspend) => Some(Wish::Suspend),
        Wake::Terminal(Event::End(signal)) => return Ok(Some(Ended::By(signal))),
        Wake::Terminal(Event::HungUp) => return Ok(Some(Ended::HungUp)),
    };
    match wish {
        None => {}
        Some(Wish::Quit) => return Ok(Some(Ended::Left)),
        Some(Wish::Redraw) => anew(screen)?,
        Some(Wish::Suspend) => {
            session.suspend()?;
            anew(screen)?;
            reader.resize(screen.size().map_err(ReaderError::Draw)?);
            reader.tick(Timestamp::now());
        }
    }
    Ok(None)
}

fn copy(clipboard: &Clipboard, text: &str, reader: &mut Reader) -> Result<(), ReaderError> {
    if !clipboard.copy(text).map_err(ReaderError::Draw)? {
        reader.announce(reader.locale().text("cannot-copy"));
    }
    Ok(())
}

/// Forgets what the terminal shows, so that the next frame is drawn whole.
fn anew(screen: &mut Screen) -> Result<(), ReaderError> {
    screen.backend_mut().forget();
    screen.clear().map_err(ReaderError::Draw)
}

/// What writing to a terminal that has gone away gives.
fn is_hangup(error: &io::Error) -> bool {
    const INPUT_OUTPUT_ERROR: i32 = 5;
    error.raw_os_error() == Some(INPUT_OUTPUT_ERROR) || error.kind() == io::ErrorKind::BrokenPipe
}
