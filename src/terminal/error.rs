//! Why the terminal cannot be used.

use std::io;

/// What keeps a terminal from being used.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Standard input or output is a file, a pipe or closed.
    #[error("{0} is not a terminal")]
    NotATerminal(&'static str),
    /// A process has one terminal, and it is in use.
    #[error("the terminal is already in use by this program")]
    InUse,
    /// The system refused.
    #[error("cannot {doing}")]
    Io {
        /// What was being done, as in “cannot …”.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl TerminalError {
    pub(super) fn io(doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { doing, source }
    }
}
