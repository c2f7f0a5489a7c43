//! From the article to the pieces that its document is made of.

mod around;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::article::{Article, Block, Inline};
use crate::gather::Picture;
use crate::locale::Locale;
use crate::text::{BaseDirection, Direction};

use super::Head;
use super::columns::Columns;
use super::flow::{Edge, Flow};
use super::footnotes::Footnotes;
use super::piece::{Origin, Piece, Setting, Shape};
use super::role::Role;
use super::text::Text;

/// Finds what to mark in a text; told whether it is the title.
type Hits<'a> = dyn Fn(&str, bool) -> Vec<Range<usize>> + 'a;

/// Long enough for any line of a rule.
const WIDEST: usize = 500;
/// Rows of a picture; more would leave nothing of the text on the screen.
const MOST_ROWS: usize = 18;
/// Columns of a quote's bar and the space beside it.
const BAR: usize = 2;

/// The pieces of `article` and the way it runs.
pub(super) fn pieces(
    article: &Article,
    head: &Head,
    locale: &Locale,
    hits: &Hits<'_>,
    setting: Setting,
) -> (Vec<Piece>, Direction) {
    let direction = direction(article, locale.direction());
    let mut composer = Composer {
        pieces: Vec::new(),
        edges: Vec::new(),
        direction,
        locale,
        hits,
        footnotes: Footnotes::new(article, setting.footnotes),
        pictures: &head.pictures,
        awaited: &head.awaited,
        width: setting.width,
        origin: Origin::default(),
    };
    composer.head(article, head);
    for (index, block) in article.body.iter().enumerate() {
        composer.origin = Origin {
            block: Some(index),
            byte: 0,
        };
        composer.space();
        composer.block(block);
    }
    composer.origin = Origin {
        block: Some(article.body.len()),
        byte: 0,
    };
    composer.foot(article);
    composer.comments(head);
    (composer.pieces, direction)
}

fn direction(article: &Article, otherwise: Direction) -> Direction {
    Direction::prevailing(&article.title)
        .or_else(|| {
            article.body.iter().find_map(|block| match block {
                Block::Paragraph(inline) => Direction::prevailing(&inline.text),
                _ => None,
            })
        })
        .unwrap_or(otherwise)
}

struct Composer<'a> {
    pieces: Vec<Piece>,
    /// What stands beside all that is added, from the edge inwards.
    edges: Vec<Beside>,
    direction: Direction,
    locale: &'a Locale,
    hits: &'a Hits<'a>,
    footnotes: Footnotes,
    pictures: &'a HashMap<String, Arc<Picture>>,
    awaited: &'a HashSet<String>,
    width: usize,
    origin: Origin,
}

/// What stands beside running text.
#[derive(Clone)]
enum Beside {
    Bar,
    Indent(usize),
    /// A bullet or number, which stands once and leaves its indent.
    Item(String),
}

impl Composer<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => self.flow(text, Role::Heading, false),
            Block::Paragraph(text) => self.flow(text, self.running(), false),
            Block::Quote(blocks) => self.beside(Beside::Bar, |composer| composer.blocks(blocks)),
            Block::List { start, items } => self.list(*start, items),
            Block::Preformatted(text) => {
                self.flow(&unmarked(text.clone()), Role::Code, false);
            }
            Block::Table { header, rows } => self.table(*header, rows),
            Block::Image { url, alt, caption } => {
                let shown = self.picture(url);
                if !shown || caption.is_none() {
                    self.image(alt, shown);
                }
                if let Some(caption) = caption {
                    self.flow(caption, Role::Meta, false);
                }
            }
            Block::Rule => self.rule(),
        }
    }

    /// Blocks with a space between them, but not before the first.
    fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.space();
            }
            self.block(block);
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        for (index, item) in items.iter().enumerate() {
            let marker = match start {
                Some(first) => format!("{}.", first.saturating_add(index as u64)),
                None => "•".to_owned(),
            };
            self.beside(Beside::Item(marker), |composer| {
                for block in item {
                    composer.block(block);
                }
            });
        }
    }

    /// Runs `add` with one more thing standing beside what it adds. An item without
    /// any text shows its marker all the same.
    fn beside(&mut self, edge: Beside, add: impl FnOnce(&mut Self)) {
        let depth = self.edges.len();
        self.edges.push(edge);
        let before = self.pieces.len();
        add(self);
        if self.pieces.len() == before {
            self.flow(&Inline::default(), Role::Body, false);
        }
        self.edges.truncate(depth);
    }

    fn running(&self) -> Role {
        if self.edges.iter().any(|edge| matches!(edge, Beside::Bar)) {
            Role::Quote
        } else {
            Role::Body
        }
    }

    /// What stands for a picture, or beneath it when it is `shown`.
    fn image(&mut self, alt: &str, shown: bool) {
        match alt {
            "" if shown => {}
            alt if shown => self.about(alt.to_owned()),
            "" => self.about(format!("[{}]", self.locale.text("image"))),
            alt => {
                let label = self.locale.with("image-of", [("alt", alt.into())]);
                self.about(format!("[{label}]"));
            }
        }
    }

    /// The picture at `url`, if there is one; gives whether there is.
    fn picture(&mut self, url: &str) -> bool {
        let Some(picture) = self.pictures.get(url) else {
            return false;
        };
        let (columns, rows) = picture.fitted(self.width, MOST_ROWS);
        let picture = Arc::clone(picture);
        self.add(Vec::new(), Shape::Picture(picture, columns, rows), 0);
        true
    }

    fn table(&mut self, header: bool, rows: &[Vec<Inline>]) {
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        if count == 0 {
            return;
        }
        let mut texts = Vec::with_capacity(rows.len() * count + 1);
        let mut offset = 0;
        let mut below_header = 0;
        for (index, row) in rows.iter().enumerate() {
            let role = if header && index == 0 {
                Role::TableHead
            } else {
                Role::Body
            };
            for column in 0..count {
                let inline = row.get(column).cloned().unwrap_or_default();
                let inline = inline.on_one_line();
                let length = inline.text.len();
                texts.push(self.text(inline, role, false).at(offset));
                offset += length;
            }
            if index == 0 {
                below_header = offset;
            }
        }
        let rule = header.then_some(texts.len());
        if header {
            texts.push(self.line().at(below_header));
        }
        let columns = Columns {
            count,
            rows: rows.len(),
            rule,
            direction: self.direction,
        };
        self.add(texts, Shape::Columns(columns), offset);
    }

    /// Running text; its forced line breaks begin rows of their own.
    fn flow(&mut self, inline: &Inline, role: Role, is_title: bool) {
        self.flow_at(inline, role, is_title, None);
    }

    /// A text that stands where the article begins, whichever way it runs itself.
    fn aligned(&mut self, inline: &Inline, role: Role) {
        self.flow_at(inline, role, false, Some(self.direction));
    }

    fn flow_at(&mut self, inline: &Inline, role: Role, is_title: bool, align: Option<Direction>) {
        let mut texts: Vec<Text> = inline
            .lines()
            .map(|(offset, line)| self.text(line, role, is_title).at(offset))
            .collect();
        let body = 0..texts.len();
        let edges = self.edges_in(&mut texts);
        let flow = Flow {
            body,
            edges,
            direction: self.direction,
            align,
        };
        self.add(texts, Shape::Flow(flow), inline.text.len());
    }

    fn rule(&mut self) {
        let texts = vec![self.line()];
        self.add(texts, Shape::Rule, 0);
    }

    fn space(&mut self) {
        self.add(Vec::new(), Shape::Space, 0);
    }

    fn add(&mut self, texts: Vec<Text>, shape: Shape, bytes: usize) {
        self.pieces.push(Piece::new(self.origin, texts, shape));
        self.origin.byte += bytes;
    }

    fn text(&self, inline: Inline, role: Role, is_title: bool) -> Text {
        let base = BaseDirection::Prevailing {
            otherwise: self.direction,
        };
        let hits = (self.hits)(&inline.text, is_title);
        let notes = self.footnotes.within(&inline);
        Text::new(inline, role, base)
            .with_hits(hits)
            .with_notes(notes)
    }

    fn line(&self) -> Text {
        Text::ornament(&"─".repeat(WIDEST), Role::Ornament, self.direction)
    }

    /// The edges that stand beside the next piece, their texts added to `texts`.
    /// Markers are used up by it.
    fn edges_in(&mut self, texts: &mut Vec<Text>) -> Vec<Edge> {
        let direction = self.direction;
        let mut ornament = |text: &str| {
            texts.push(Text::ornament(text, Role::Ornament, direction));
            Some(texts.len() - 1)
        };
        let mut edges = Vec::with_capacity(self.edges.len());
        for beside in &mut self.edges {
            let (columns, text) = match beside {
                Beside::Bar => (BAR, ornament("│")),
                Beside::Indent(columns) => (*columns, None),
                Beside::Item(marker) => (marker.chars().count() + 1, ornament(marker)),
            };
            edges.push(Edge {
                columns,
                text,
                every_row: matches!(beside, Beside::Bar),
            });
            if matches!(beside, Beside::Item(_)) {
                *beside = Beside::Indent(columns);
            }
        }
        edges
    }
}

/// Text that has passed the gate already.
fn unmarked(text: impl Into<String>) -> Inline {
    Inline {
        text: text.into(),
        marks: Vec::new(),
    }
}
