//! How much text a block has, without composing it.

use super::running::Running;
use crate::article::{Block, Inline};

/// Bytes of the texts that `block` is composed to, ornaments but for rules left out.
pub(in super::super) fn weight(block: &Block) -> usize {
    if let Some(running) = Running::of(block) {
        return of_text(running.text);
    }
    match block {
        Block::Heading { .. } | Block::Paragraph(_) | Block::Preformatted(_) => 0,
        Block::Quote(blocks) => of_blocks(blocks),
        Block::List { items, .. } => items.iter().map(|item| of_blocks(item)).sum(),
        Block::Table { rows, .. } => rows.iter().flatten().map(|cell| cell.text.len()).sum(),
        Block::Image { alt, caption, .. } => alt.len() + caption.as_deref().map_or(0, of_inline),
        Block::Rule => super::WIDEST * "─".len(),
    }
}

fn of_blocks(blocks: &[Block]) -> usize {
    blocks.iter().map(weight).sum()
}

fn of_inline(inline: &Inline) -> usize {
    of_text(&inline.text)
}

/// A line break is no text.
fn of_text(text: &str) -> usize {
    text.len() - memchr::memchr_iter(b'\n', text.as_bytes()).count()
}
