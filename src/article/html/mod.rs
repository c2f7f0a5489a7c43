//! Hostile HTML into blocks: scripts, styles and forms are dropped, addresses made
//! absolute and kept only for http, https, mailto and gemini, depth and size limited. Knows
//! nothing of whole pages; what stands around an article is [`crate::feed`]'s matter.

mod address;
mod direction;
mod list;
mod picture;
mod plain;
mod table;
mod tame;

use dom_query::{Document, NodeRef};
use memchr::memchr2;
use url::Url;

use self::direction::{block_direction, directed, isolate};
use super::{Block, Inline, InlineBuilder, MarkKind};
use crate::text::{Direction, letters, sanitize};

pub use address::{absolute, absolute_web, web};
pub use tame::tame;

/// Deepest nesting of lists and quotes kept; what lies deeper is raised to it. The
/// store writes bodies as JSON, whose parser gives up at 128 levels.
const NESTING: usize = 16;

/// Deepest element that is looked into.
const DEPTH: usize = 400;

/// Most blocks of one body.
const BLOCKS: usize = 200_000;

/// The blocks of an HTML fragment. Relative addresses are taken relative to `base`;
/// without it they are dropped and their text stays.
#[must_use]
pub fn blocks(html: &str, base: Option<&Url>) -> Vec<Block> {
    // A parser takes long to begin, and to end.
    plain::blocks(html, base).unwrap_or_else(|| blocks_of_tree(html, base))
}

/// As [`blocks`], whatever the fragment holds.
fn blocks_of_tree(html: &str, base: Option<&Url>) -> Vec<Block> {
    let document = Document::fragment(tame(html));
    blocks_below(&document.root(), base)
}

/// The text of an HTML fragment on one line, without any mark.
#[must_use]
pub fn one_line(html: &str) -> String {
    // Most titles are no HTML, and a parser takes long to begin.
    if memchr2(b'<', b'&', html.as_bytes()).is_none() {
        return sanitize::line(&letters::restored(html));
    }
    let text = flatten(blocks(html, None));
    sanitize::line(&text.text)
}

/// The blocks of everything below `node`. The document must have been parsed from
/// HTML that [`tame()`] has been over.
pub(crate) fn blocks_below(node: &NodeRef, base: Option<&Url>) -> Vec<Block> {
    Walker::new(base).inside(node)
}

/// Turns elements into blocks, depth first.
struct Walker<'a> {
    base: Option<&'a Url>,
    /// The paragraph on its way.
    inline: InlineBuilder,
    /// The way that the elements around say that paragraphs run, if they do.
    direction: Option<Direction>,
    nesting: usize,
    depth: usize,
    left: usize,
}

impl<'a> Walker<'a> {
    fn new(base: Option<&'a Url>) -> Self {
        Self {
            base,
            inline: InlineBuilder::default(),
            direction: None,
            nesting: 0,
            depth: 0,
            left: BLOCKS,
        }
    }
}

impl Walker<'_> {
    /// The blocks below `node`, apart from the paragraph on its way outside.
    fn inside(&mut self, node: &NodeRef) -> Vec<Block> {
        let outside = std::mem::take(&mut self.inline);
        let mut out = Vec::new();
        self.children(node, &mut out);
        self.end_paragraph(&mut out);
        self.inline = outside;
        out
    }

    fn children(&mut self, node: &NodeRef, out: &mut Vec<Block>) {
        if self.depth >= DEPTH {
            return;
        }
        self.depth += 1;
        for child in node.children_it(false) {
            if self.left == 0 {
                break;
            }
            self.node(&child, out);
        }
        self.depth -= 1;
    }

    fn node(&mut self, node: &NodeRef, out: &mut Vec<Block>) {
        if node.is_text() {
            self.inline.push(&node.text());
            return;
        }
        let Some(name) = node.node_name() else {
            return;
        };
        if is_hidden(node) {
            return;
        }
        if let Some(direction) = block_direction(node, &name) {
            // What is on its way outside is not of this element.
            self.end_paragraph(out);
            let outside = std::mem::replace(&mut self.direction, direction);
            self.element(node, &name, out);
            self.end_paragraph(out);
            self.direction = outside;
            return;
        }
        match isolate(node, &name) {
            Some(isolate) => {
                self.inline.begin_isolate(isolate);
                self.element(node, &name, out);
                self.inline.end_isolate();
            }
            None => self.element(node, &name, out),
        }
    }

    fn element(&mut self, node: &NodeRef, name: &str, out: &mut Vec<Block>) {
        match name {
            "script" | "style" | "template" | "title" | "head" | "noscript" | "iframe"
            | "object" | "embed" | "video" | "audio" | "canvas" | "input" | "select"
            | "textarea" | "button" | "label" | "datalist" | "progress" | "meter" | "dialog"
            | "xmp" | "noembed" | "noframes" | "rp" | "map" | "area" => {}
            "form" if !holds_an_article(node) => {}
            "br" => self.line_break(out),
            "hr" => self.stand_alone(vec![Block::Rule], out),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name, out),
            "blockquote" => {
                let blocks = self.nested(node);
                self.wrapped(blocks, Block::Quote, out);
            }
            "ul" | "ol" | "menu" | "dir" => self.list(node, name, out),
            "pre" | "listing" => self.preformatted(node, out),
            "table" => {
                let blocks = self.table(node);
                self.stand_alone(blocks, out);
            }
            "figure" => self.figure(node, out),
            "img" => self.image(node, out),
            "a" => self.link(node, out),
            "strong" | "b" => self.marked(MarkKind::Strong, node, out),
            "em" | "i" | "cite" | "dfn" | "var" => self.marked(MarkKind::Emphasis, node, out),
            "code" | "kbd" | "samp" | "tt" => self.marked(MarkKind::Code, node, out),
            "s" | "strike" | "del" => self.marked(MarkKind::Strike, node, out),
            "q" => {
                self.inline.push("“");
                self.children(node, out);
                self.inline.push("”");
            }
            name if is_block(name) => {
                self.end_paragraph(out);
                self.children(node, out);
                self.end_paragraph(out);
            }
            _ => self.children(node, out),
        }
    }

    /// Ends the line; a second one in a row ends the paragraph, which is how old
    /// pages set paragraphs apart.
    fn line_break(&mut self, out: &mut Vec<Block>) {
        if self.inline.at_line_start() {
            self.end_paragraph(out);
        } else {
            self.inline.line_break();
        }
    }

    fn end_paragraph(&mut self, out: &mut Vec<Block>) {
        let text = self.inline.take();
        let text = match self.direction {
            Some(wanted) => directed(text, wanted),
            None => text,
        };
        if !text.text.is_empty() {
            self.push(Block::Paragraph(text), out);
        }
    }

    fn push(&mut self, block: Block, out: &mut Vec<Block>) {
        if self.left > 0 {
            self.left -= 1;
            out.push(block);
        }
    }

    fn stand_alone(&mut self, blocks: Vec<Block>, out: &mut Vec<Block>) {
        self.end_paragraph(out);
        for block in blocks {
            self.push(block, out);
        }
    }

    fn nested(&mut self, node: &NodeRef) -> Vec<Block> {
        self.nesting += 1;
        let blocks = self.inside(node);
        self.nesting -= 1;
        blocks
    }

    /// Adds `blocks` in their wrapping, or bare where wrappings lie too deep.
    fn wrapped(
        &mut self,
        blocks: Vec<Block>,
        wrap: impl FnOnce(Vec<Block>) -> Block,
        out: &mut Vec<Block>,
    ) {
        self.end_paragraph(out);
        if blocks.is_empty() {
        } else if self.nesting >= NESTING {
            out.extend(blocks);
        } else {
            self.push(wrap(blocks), out);
        }
    }

    fn marked(&mut self, kind: MarkKind, node: &NodeRef, out: &mut Vec<Block>) {
        self.inline.open(kind);
        self.children(node, out);
        self.inline.close();
    }

    fn link(&mut self, node: &NodeRef, out: &mut Vec<Block>) {
        let address = node.attr("href").filter(|href| !href.starts_with('#'));
        match address.and_then(|href| absolute(&href, self.base)) {
            Some(url) => self.marked(MarkKind::Link(url), node, out),
            None => self.children(node, out),
        }
    }

    fn heading(&mut self, node: &NodeRef, name: &str, out: &mut Vec<Block>) {
        let level = name.as_bytes().get(1).map_or(2, |digit| digit - b'0');
        let blocks = self
            .inside(node)
            .into_iter()
            .map(|block| match block {
                Block::Paragraph(text) => Block::Heading { level, text },
                other => other,
            })
            .collect();
        self.stand_alone(blocks, out);
    }

    fn preformatted(&mut self, node: &NodeRef, out: &mut Vec<Block>) {
        let raw = node.text();
        let text = sanitize::text(&raw).trim_end().to_owned();
        if !text.is_empty() {
            self.stand_alone(vec![Block::Preformatted(text)], out);
        }
    }
}

/// All text of `blocks` as one inline, a block a line.
fn flatten(blocks: Vec<Block>) -> Inline {
    let mut flat = Inline::default();
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => flat.append_line(text),
            Block::Quote(blocks) => flat.append_line(flatten(blocks)),
            Block::List { items, .. } => {
                for item in items {
                    flat.append_line(flatten(item));
                }
            }
            Block::Preformatted(text) => flat.append_line(Inline::plain(&text)),
            Block::Table { rows, .. } => {
                for cell in rows.into_iter().flatten() {
                    flat.append_line(cell);
                }
            }
            Block::Image { alt, caption, .. } => {
                flat.append_line(caption.map_or_else(|| Inline::plain(&alt), |caption| *caption));
            }
            Block::Rule => {}
        }
    }
    flat
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "address"
            | "center"
            | "dl"
            | "dt"
            | "dd"
            | "li"
            | "figcaption"
            | "details"
            | "summary"
            | "fieldset"
            | "legend"
            | "form"
            | "hgroup"
            | "caption"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "body"
            | "html"
            | "search"
    )
}

/// Old pages wrap themselves whole into a form; a real form holds little text.
fn holds_an_article(form: &NodeRef) -> bool {
    form.descendants_it()
        .any(|node| node.has_name("p") && node.text().chars().count() > 200)
}

fn is_hidden(node: &NodeRef) -> bool {
    node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| {
            let style: String = style.split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

#[cfg(test)]
mod tests;
