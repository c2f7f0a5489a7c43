//! The pictures of the article: which are wanted, which have come.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Opened;
use crate::gather::Picture;
use crate::reader::typeset::Document;

/// Pictures of one article that are shown.
const MOST: usize = 20;

/// Pictures by their addresses.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Those that have come.
    pub there: HashMap<String, Arc<Picture>>,
    /// Those that are on their way.
    pub awaited: HashSet<String>,
    /// Those that were ever asked for.
    asked: HashSet<String>,
}

impl Opened {
    /// The pictures of the document, each with the columns and rows that it takes.
    pub fn pictures(&self) -> impl Iterator<Item = (&Picture, usize, usize)> {
        self.document.iter().flat_map(Document::pictures)
    }

    /// The addresses of pictures that have not been asked for yet, which they are by this.
    pub fn ask_for_pictures(&mut self) -> Vec<String> {
        let addresses = self.article.picture_addresses().take(MOST);
        let new = addresses.filter(|address| !self.pictures.asked.contains(*address));
        let new: Vec<String> = new.map(str::to_owned).collect();
        self.pictures.asked.extend(new.iter().cloned());
        self.pictures.awaited.extend(new.iter().cloned());
        new
    }

    /// The picture at `address` has come, or cannot be shown.
    pub fn take_picture(&mut self, address: String, picture: Option<Arc<Picture>>) {
        if !self.pictures.awaited.remove(&address) {
            return;
        }
        if let Some(picture) = picture {
            self.pictures.there.insert(address, picture);
        }
        self.document = None;
    }
}
