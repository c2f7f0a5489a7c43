//! Pictures and their captions.

use dom_query::NodeRef;

use super::{Walker, absolute_web};
use crate::article::Block;
use crate::text::sanitize;

impl Walker<'_> {
    pub(super) fn figure(&mut self, node: &NodeRef, out: &mut Vec<Block>) {
        let mut blocks = self.inside(node);
        let images = blocks
            .iter()
            .filter(|block| matches!(block, Block::Image { .. }))
            .count();
        // One picture and one text is a picture with its caption.
        if let [Block::Image { caption, .. }, Block::Paragraph(text)] = blocks.as_mut_slice()
            && images == 1
        {
            *caption = Some(Box::new(std::mem::take(text)));
            blocks.truncate(1);
        } else if let [Block::Paragraph(text), Block::Image { caption, .. }] = blocks.as_mut_slice()
        {
            *caption = Some(Box::new(std::mem::take(text)));
            blocks.remove(0);
        }
        self.stand_alone(blocks, out);
    }

    pub(super) fn image(&mut self, node: &NodeRef, out: &mut Vec<Block>) {
        let alt = sanitize::line(&node.attr_or("alt", ""));
        if is_tracker(node) {
            return;
        }
        // Smileys and the like stand in the text.
        if node
            .class()
            .is_some_and(|class| class.contains("emoji") || class.contains("smiley"))
        {
            self.inline.push(&alt);
            return;
        }
        let address = ["src", "data-src", "data-lazy-src", "data-original"]
            .iter()
            .filter_map(|name| node.attr(name))
            .find_map(|address| absolute_web(&address, self.base));
        match address {
            Some(url) => {
                let image = Block::Image {
                    url,
                    alt,
                    caption: None,
                };
                self.stand_alone(vec![image], out);
            }
            None => self.inline.push(&alt),
        }
    }
}

/// Pictures of one pixel count visitors.
fn is_tracker(img: &NodeRef) -> bool {
    ["width", "height"].iter().any(|side| {
        img.attr(side)
            .is_some_and(|side| matches!(side.trim(), "0" | "1" | "0px" | "1px"))
    })
}
