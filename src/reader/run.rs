//! The loop: events in, frames out.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustix::io::Errno;

use super::draw::Drawing;
use super::gathering::Rhythm;
use super::preferences::Preferences;
use super::runner::Runner;
use super::stage::Stage;
use super::state::{Reader, Wish};
use super::syncing::Means;
use super::watch::SettingsWatch;
use super::welcome::{Greeting, Offer, Taken};
use super::worker::{self, Job, News};
use crate::gather::Limits;
use crate::library::{Library, LibraryError};
use crate::locale::Region;
use crate::terminal::{
    Answers, Clipboard, Depth, Event, Manner, OutputForm, Palette, Session, Signal, Surroundings,
    TerminalError, notice,
};

/// How the reader is to be.
#[derive(Debug, Clone)]
pub struct Options {
    /// What the settings say.
    pub preferences: Preferences,
    /// The settings file, which is read again when it changes.
    pub settings: Option<PathBuf>,
    /// What the environment says of language and country.
    pub region: Region,
    /// In which times are told.
    pub zone: TimeZone,
    /// How rows are written, whatever the settings say.
    pub form: Option<OutputForm>,
    /// Whether colours are sent.
    pub palette: Palette,
    /// What a fetch from the web may cost.
    pub limits: Limits,
    /// What it takes to talk to the servers of accounts, where that is known.
    pub servers: Option<Means>,
    /// When feeds are fetched without being asked for.
    pub rhythm: Rhythm,
    /// What to begin with saying.
    pub greeting: Greeting,
    /// What a new library is offered; nothing to one that is not new.
    pub offers: Vec<Offer>,
}

/// Why the reader has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The user left.
    Left,
    /// For what the user chose of the welcome; the reader may go on after.
    Took(Taken),
    /// A signal asked for it.
    By(Signal),
    /// The terminal has gone away.
    HungUp,
}

/// What can keep the reader from running.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum ReaderError {
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    #[error(transparent)]
    Library(#[from] LibraryError),
    #[error("cannot draw on the terminal")]
    Draw(#[source] io::Error),
}

impl ReaderError {
    /// A reason to end instead, where it is what a terminal that has gone away gives to
    /// whoever writes to it or sets it.
    fn unless_hung_up(self) -> Result<Ended, Self> {
        match &self {
            Self::Draw(error) | Self::Terminal(TerminalError::Io { source: error, .. })
                if error.raw_os_error() == Some(Errno::IO.raw_os_error())
                    || error.kind() == io::ErrorKind::BrokenPipe =>
            {
                Ok(Ended::HungUp)
            }
            _ => Err(self),
        }
    }
}

/// What wakes the loop.
enum Wake {
    Terminal(Event),
    /// Far larger than most events.
    News(Box<News>),
}

/// After so long without an event a look is taken at what others may have changed: the
/// settings, the library, and the ages on the screen with the time.
const TICK: Duration = Duration::from_secs(1);

/// Shows the reader on the terminal until the user leaves. Where reading stands is
/// remembered however it ends, and the terminal is given back as it was.
///
/// # Errors
/// When there is no terminal, or it or the library fails.
pub fn run(library: Library, options: &Options) -> Result<Ended, ReaderError> {
    read(library, options).or_else(ReaderError::unless_hung_up)
}

fn read(library: Library, options: &Options) -> Result<Ended, ReaderError> {
    let (send, wakes) = mpsc::channel();
    let tell = send.clone();
    let session = Session::open(move |event| tell.send(Wake::Terminal(event)).is_ok())?;
    let mut early = Vec::new();
    let mut surroundings = Surroundings::of_this_process();
    let answers = find_out(&session, &wakes, &mut early)?;
    surroundings.depth = surroundings.depth.max(Depth::said_by(&answers));
    session.take_keyboard(answers.keyboard)?;
    let clipboard = Clipboard::new(&surroundings);
    let size = session.size()?;
    let mut stage = Stage {
        display: session.display(Manner::default()),
        session,
        surroundings,
        answers,
        form: options.form,
        palette: options.palette,
        is_sure: true,
    };
    stage.set(&options.preferences)?;
    let jobs = worker::start(library.dir(), options.limits, move |news| {
        // When no one listens any more, the program is about to end.
        let _ = send.send(Wake::News(Box::new(news)));
    })?;
    let zone = options.zone.clone();
    let language = options.preferences.language;
    let mut reader = Reader::new(library, language, zone, size, Timestamp::now())?;
    reader.prefer(stage.fitting(options.preferences.clone()));
    if let Some(servers) = &options.servers {
        reader.reach_servers(servers.clone());
    }
    reader.gather_by_itself(options.rhythm);
    reader.greet(&options.greeting);
    let is_new = !options.offers.is_empty();
    if is_new {
        reader.welcome(options.offers.clone());
    }
    if let Some(doubt) = stage.doubt(&options.preferences, is_new) {
        reader.announce(reader.locale().text(doubt));
    }
    let heard = Heard { early, wakes, jobs };
    let ended = attend(&mut reader, &mut stage, heard, &clipboard, options);
    // Whatever ended it.
    let closed = reader.close();
    let ended = ended.or_else(ReaderError::unless_hung_up)?;
    closed?;
    Ok(ended)
}

/// What there is to hear, and who works.
struct Heard {
    early: Vec<Wake>,
    wakes: Receiver<Wake>,
    jobs: Sender<Job>,
}

/// Takes in what happens and draws what comes of it, until there is a reason to end.
fn attend(
    reader: &mut Reader,
    stage: &mut Stage,
    heard: Heard,
    clipboard: &Clipboard,
    options: &Options,
) -> Result<Ended, ReaderError> {
    let Heard { early, wakes, jobs } = heard;
    let mut watch = options.settings.clone().map(SettingsWatch::new);
    for wake in early {
        if let Some(ended) = take_in(wake, reader, stage)? {
            return Ok(ended);
        }
    }
    let mut runner = Runner::default();
    let mut drawing = Drawing::default();
    loop {
        for job in reader.take_jobs() {
            // A worker that is gone has said why.
            let _ = jobs.send(job);
        }
        if let Some(text) = reader.take_copied() {
            copy(clipboard, &text, reader)?;
        }
        tell_news(reader, &stage.surroundings).map_err(ReaderError::Draw)?;
        runner.run_all(reader);
        stage.display.learn_links(reader.take_links());
        stage.display.learn_pictures(reader.take_pictures());
        let shown = stage.display.show(&drawing.draw(reader));
        shown.map_err(ReaderError::Draw)?;
        if let Some(ended) = next(&wakes, reader, stage)? {
            return Ok(ended);
        }
        match watch
            .as_mut()
            .and_then(|watch| watch.changed(&options.region))
        {
            None => {}
            Some(Ok(preferences)) => {
                stage.set(&preferences)?;
                reader.prefer(stage.fitting(preferences));
            }
            Some(Err(error)) => reader.complain_of_settings(&error),
        }
    }
}

/// Asks the terminal what it is. What else happens meanwhile, such as keys typed ahead,
/// joins `early`.
fn find_out(
    session: &Session,
    wakes: &Receiver<Wake>,
    early: &mut Vec<Wake>,
) -> Result<Answers, ReaderError> {
    let reply = |wake| match wake {
        Wake::Terminal(Event::Reply(reply)) => Ok(reply),
        other => Err(other),
    };
    Ok(session.ask(wakes, reply, early)?)
}

/// Waits for something to happen and takes in all that has. Returns why the reader is
/// to end, if it is.
fn next(
    wakes: &Receiver<Wake>,
    reader: &mut Reader,
    stage: &mut Stage,
) -> Result<Option<Ended>, ReaderError> {
    let first = match wakes.recv_timeout(TICK) {
        Ok(wake) => wake,
        Err(RecvTimeoutError::Timeout) => {
            reader.tick(Timestamp::now());
            reader.catch_up()?;
            return Ok(None);
        }
        Err(RecvTimeoutError::Disconnected) => return Ok(Some(Ended::HungUp)),
    };
    // Keys that come faster than frames are all done before the next frame.
    for wake in std::iter::once(first).chain(wakes.try_iter()) {
        if let Some(ended) = take_in(wake, reader, stage)? {
            return Ok(Some(ended));
        }
    }
    Ok(None)
}

/// Does what `wake` asks. Returns why the reader is to end, if it is.
fn take_in(
    wake: Wake,
    reader: &mut Reader,
    stage: &mut Stage,
) -> Result<Option<Ended>, ReaderError> {
    let wish = match wake {
        Wake::News(news) => {
            reader.hear(*news);
            None
        }
        Wake::Terminal(Event::Key(key)) => {
            reader.press(key, Timestamp::now());
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
            reader.resize(stage.size()?);
            None
        }
        Wake::Terminal(Event::Suspend) => {
            if stage.session.suspend()? {
                again(reader, stage)?;
            }
            None
        }
        Wake::Terminal(Event::GoOn) => {
            if stage.session.go_on()? {
                again(reader, stage)?;
            }
            None
        }
        Wake::Terminal(Event::End(signal)) => return Ok(Some(Ended::By(signal))),
        Wake::Terminal(Event::HungUp) => return Ok(Some(Ended::HungUp)),
    };
    match wish {
        None => {}
        Some(Wish::Quit) => return Ok(Some(Ended::Left)),
        Some(Wish::Take) => return Ok(reader.take_taken().map(Ended::Took)),
        Some(Wish::Redraw) => {
            reader.list_anew();
            stage.display.forget();
        }
        Some(Wish::Suspend) => stage.session.ask_to_suspend()?,
    }
    Ok(None)
}

/// Draws on a terminal that another program may have had meanwhile.
fn again(reader: &mut Reader, stage: &mut Stage) -> Result<(), ReaderError> {
    stage.display.forget();
    reader.resize(stage.size()?);
    reader.tick(Timestamp::now());
    Ok(())
}

/// Tells of the news that the user wants to be told of, by the terminal and by the user's
/// command.
fn tell_news(reader: &mut Reader, surroundings: &Surroundings) -> io::Result<()> {
    for (source, title) in reader.take_notices() {
        let mut out = io::stdout();
        out.write_all(notice(surroundings, &source, &title).as_bytes())?;
        out.flush()?;
        reader.notify(&source, &title);
    }
    Ok(())
}

fn copy(clipboard: &Clipboard, text: &str, reader: &mut Reader) -> Result<(), ReaderError> {
    if !clipboard.copy(text).map_err(ReaderError::Draw)? {
        reader.announce(reader.locale().text("cannot-copy"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(errno: Errno) -> ReaderError {
        let doing = "take over the terminal";
        let source = errno.into();
        ReaderError::Terminal(TerminalError::Io { doing, source })
    }

    #[test]
    fn a_terminal_that_has_gone_away_is_no_error() {
        assert_eq!(
            refused(Errno::IO).unless_hung_up().unwrap(),
            Ended::HungUp,
            "what setting it gives"
        );
        let draw = ReaderError::Draw(Errno::IO.into());
        assert_eq!(draw.unless_hung_up().unwrap(), Ended::HungUp);
        refused(Errno::NOTTY).unless_hung_up().unwrap_err();
        let full = ReaderError::Draw(Errno::NOSPC.into());
        full.unless_hung_up().unwrap_err();
    }
}
