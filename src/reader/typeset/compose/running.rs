//! Running text as it is handed to the composer.

use crate::article::{Block, Inline, Mark};
use crate::reader::typeset::role::Role;

/// A text with its marks, which may have forced line breaks.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Running<'a> {
    pub text: &'a str,
    pub marks: &'a [Mark],
    pub role: Role,
    pub is_title: bool,
}

impl<'a> Running<'a> {
    pub fn new(inline: &'a Inline, role: Role) -> Self {
        Self {
            marks: &inline.marks,
            ..Self::plain(&inline.text, role)
        }
    }

    /// Without marks; it has passed the gate already.
    pub fn plain(text: &'a str, role: Role) -> Self {
        Self {
            text,
            marks: &[],
            role,
            is_title: false,
        }
    }

    /// The text that `block` is, where it is one.
    pub fn of(block: &'a Block) -> Option<Self> {
        match block {
            Block::Heading { text, .. } => Some(Self::new(text, Role::Heading)),
            Block::Paragraph(text) => Some(Self::new(text, Role::Body)),
            Block::Preformatted(text) => Some(Self::plain(text, Role::Code)),
            _ => None,
        }
    }
}
