//! When and how feeds are fetched.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// When and how feeds are fetched.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Feeds {
    /// Whether the reader fetches what is due when it starts.
    pub refresh_at_start: bool,
    /// Minutes after which the reader fetches what is due; 0 never.
    pub refresh_every: u32,
    /// Longest time for one feed or page, in seconds.
    pub timeout: u32,
}

impl Default for Feeds {
    fn default() -> Self {
        Self {
            refresh_at_start: false,
            refresh_every: 0,
            timeout: 60,
        }
    }
}

impl Feeds {
    /// The longest time for one feed or page.
    #[must_use]
    pub fn patience(&self) -> Duration {
        Duration::from_secs(u64::from(self.timeout.max(1)))
    }

    /// The time between two refreshes by the reader, if there are to be any.
    #[must_use]
    pub fn interval(&self) -> Option<Duration> {
        let minutes = Some(self.refresh_every).filter(|&minutes| minutes > 0)?;
        Some(Duration::from_secs(u64::from(minutes) * 60))
    }
}
