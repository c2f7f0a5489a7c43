//! What is elsewhere into the library: feeds found and refreshed, pages in full, what
//! another reader holds. Knows no screen; whoever asks is told how it goes.

mod address;
mod error;
mod find;
mod list;
pub mod newsboat;
mod page;
mod picture;
mod pool;
mod refresh;
mod samples;
mod source;
mod subscribe;

use crate::web::Client;

pub use crate::web::{Limits, WebError};
pub use address::typed;
pub use error::GatherError;
pub use find::Found;
pub use list::{Subscribed, starter, subscribe_all, subscribe_to_starter};
pub use picture::Picture;
pub use refresh::{Outcome, Progress, Summary};
pub use samples::{add_samples, remove_samples};
pub use subscribe::Added;

/// Gathers what there is on the web.
#[derive(Debug)]
pub struct Gatherer {
    client: Client,
}

impl Gatherer {
    /// One that asks within `limits`.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            client: Client::new(limits),
        }
    }
}
