//! Hostile HTML into blocks: scripts, styles and forms are dropped, addresses made
//! absolute and kept only for http, https, mailto and gemini, depth and size limited. Knows
//! nothing of whole pages; what stands around an article is [`crate::feed`]'s matter.

mod address;
mod list;
mod table;
mod tame;

use dom_query::{Document, NodeRef};
use url::Url;

use super::{Block, Inline, InlineBuilder, MarkKind};
use crate::text::{Direction, letters, sanitize};

pub use address::{absolute, absolute_web};
pub use tame::tame;

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const FIRST_STRONG_ISOLATE: char = '\u{2068}';

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
    let document = Document::fragment(tame(html));
    blocks_below(&document.root(), base)
}

/// The text of an HTML fragment on one line, without any mark.
#[must_use]
pub fn one_line(html: &str) -> String {
    // Most titles are no HTML, and a parser takes long to begin.
    if !html.contains(['<', '&']) {
        return sanitize::line(&letters::restored(html));
    }
    let text = flatten(blocks(html, None));
    sanitize::line(&text.text)
}

/// The blocks of everything below `node`. The document must have been parsed from
/// HTML that [`tame()`] has been over.
pub(crate) fn blocks_below(node: &NodeRef, base: Option<&Url>) -> Vec<Block> {
    let mut walker = Walker {
        base,
        inline: InlineBuilder::default(),
        direction: None,
        nesting: 0,
        depth: 0,
        left: BLOCKS,
    };
    walker.inside(node)
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

    fn figure(&mut self, node: &NodeRef, out: &mut Vec<Block>) {
        let mut blocks = self.inside(node);
        let images = blocks
            .iter()
            .filter(|block| matches!(block, Block::Image { .. }))
            .count();
        // One picture and one text is a picture with its caption.
        if let [Block::Image { caption, .. }, Block::Paragraph(text)] = blocks.as_mut_slice()
            && images == 1
        {
            *caption = Some(std::mem::take(text));
            blocks.truncate(1);
        } else if let [Block::Paragraph(text), Block::Image { caption, .. }] = blocks.as_mut_slice()
        {
            *caption = Some(std::mem::take(text));
            blocks.remove(0);
        }
        self.stand_alone(blocks, out);
    }

    fn image(&mut self, node: &NodeRef, out: &mut Vec<Block>) {
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

/// The isolate that running text in `node` is set apart by: what its `dir` says, or
/// that it is a `bdi`.
fn isolate(node: &NodeRef, name: &str) -> Option<char> {
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "kbd", "mark",
        "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
    ];
    if !INLINE.contains(&name) {
        return None;
    }
    match dir(node).as_deref() {
        Some("ltr") => Some(LEFT_TO_RIGHT_ISOLATE),
        Some("rtl") => Some(RIGHT_TO_LEFT_ISOLATE),
        Some("auto") => Some(FIRST_STRONG_ISOLATE),
        _ if name == "bdi" => Some(FIRST_STRONG_ISOLATE),
        _ => None,
    }
}

fn dir(node: &NodeRef) -> Option<String> {
    node.attr("dir").map(|dir| dir.trim().to_ascii_lowercase())
}

/// The way that `node` wants its paragraphs to run, if it says so: `Some(None)` leaves it to
/// each of them.
fn block_direction(node: &NodeRef, name: &str) -> Option<Option<Direction>> {
    let is_one = is_block(name)
        || matches!(
            name,
            "h1" | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "blockquote"
                | "ul"
                | "ol"
                | "figure"
                | "table"
        );
    match dir(node).filter(|_| is_one)?.as_str() {
        "ltr" => Some(Some(Direction::LeftToRight)),
        "rtl" => Some(Some(Direction::RightToLeft)),
        "auto" => Some(None),
        _ => None,
    }
}

/// A paragraph in the order that its element wants: set apart where most of its words run the
/// other way. One without any word that runs as is wanted stays as it is: pages say `rtl` of
/// all that they have, quotations in English included.
fn directed(text: Inline, wanted: Direction) -> Inline {
    let other = Direction::prevailing(&text.text).filter(|found| *found != wanted);
    let mut words = text.text.split_whitespace();
    if other.is_none() || !words.any(|word| Direction::first_strong(word) == Some(wanted)) {
        return text;
    }
    text.set_apart(if wanted.is_rtl() {
        RIGHT_TO_LEFT_ISOLATE
    } else {
        LEFT_TO_RIGHT_ISOLATE
    })
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
                flat.append_line(caption.unwrap_or_else(|| Inline::plain(&alt)));
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

/// Pictures of one pixel count visitors.
fn is_tracker(img: &NodeRef) -> bool {
    ["width", "height"].iter().any(|side| {
        img.attr(side)
            .is_some_and(|side| matches!(side.trim(), "0" | "1" | "0px" | "1px"))
    })
}

#[cfg(test)]
mod tests;
