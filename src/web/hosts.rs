//! No host is asked for more than a few things at once.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Requests to one host that may be under way at once.
const AT_ONCE: usize = 2;

/// How many requests to each host are under way.
#[derive(Debug, Default)]
pub(super) struct Hosts {
    busy: Mutex<HashMap<String, usize>>,
    freed: Condvar,
}

/// Leave to ask a host; given back when dropped.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    hosts: &'a Hosts,
    host: String,
}

impl Hosts {
    /// Waits until `host` may be asked.
    pub(super) fn turn(&self, host: &str) -> Turn<'_> {
        let mut busy = self
            .freed
            .wait_while(self.lock(), |busy| {
                busy.get(host).is_some_and(|&count| count >= AT_ONCE)
            })
            .unwrap_or_else(PoisonError::into_inner);
        *busy.entry(host.to_owned()).or_default() += 1;
        Turn {
            hosts: self,
            host: host.to_owned(),
        }
    }

    /// A count stays right whatever panicked while it was looked at.
    fn lock(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut busy = self.hosts.lock();
        if let Some(count) = busy.get_mut(&self.host) {
            *count -= 1;
            if *count == 0 {
                busy.remove(&self.host);
            }
        }
        self.hosts.freed.notify_all();
    }
}
