//! Lists, and what stands between their items.

use dom_query::NodeRef;

use super::{Block, NESTING, Walker};

impl Walker<'_> {
    pub(super) fn list(&mut self, node: &NodeRef, name: &str, out: &mut Vec<Block>) {
        let mut items: Vec<Vec<Block>> = Vec::new();
        let mut is_item_open = false;
        for child in node.children_it(false) {
            let is_item = child.has_name("li");
            let blocks = if is_item {
                self.nested(&child)
            } else {
                let mut blocks = Vec::new();
                let outside = std::mem::take(&mut self.inline);
                self.nesting += 1;
                self.node(&child, &mut blocks);
                self.end_paragraph(&mut blocks);
                self.nesting -= 1;
                self.inline = outside;
                blocks
            };
            if blocks.is_empty() {
                continue;
            }
            // A list that stands between the items belongs to the one above it.
            match items.last_mut() {
                Some(item) if !is_item && is_item_open => item.extend(blocks),
                _ => items.push(blocks),
            }
            is_item_open = true;
        }
        self.end_paragraph(out);
        if items.is_empty() {
        } else if self.nesting >= NESTING {
            out.extend(items.into_iter().flatten());
        } else {
            let start = (name == "ol").then(|| {
                let start = node.attr("start");
                start
                    .and_then(|start| start.trim().parse().ok())
                    .unwrap_or(1)
            });
            self.push(Block::List { start, items }, out);
        }
    }
}
