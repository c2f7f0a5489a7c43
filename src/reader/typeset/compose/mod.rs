//! From parts of the article to the pieces that its document is made of.

mod around;
mod running;
mod weight;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::article::{Article, Block, Inline, lines};
use crate::gather::Picture;
use crate::locale::Locale;
use crate::text::{BaseDirection, Direction};

use super::Head;
use super::columns::Columns;
use super::flow::{Edge, Flow};
use super::footnotes::Footnotes;
use super::part::Content;
use super::piece::{Origin, Piece, Setting, Shape};
use super::portion::{self, Around, Portion, portions};
use super::role::Role;
use super::text::Text;

pub(super) use running::Running;
pub(super) use weight::weight;

/// Finds what to mark in a text, as logical byte ranges; told whether it is the title.
pub type Hits = Box<dyn Fn(&str, bool) -> Vec<Range<usize>>>;

/// Long enough for any line of a rule.
const WIDEST: usize = 500;
/// Rows of a picture; more would leave nothing of the text on the screen.
const MOST_ROWS: usize = 18;
/// Columns of a quote's bar and the space beside it.
const BAR: usize = 2;

/// All that a document is composed from.
pub(super) struct Source {
    pub article: Arc<Article>,
    head: Head,
    locale: Rc<Locale>,
    hits: Hits,
    footnotes: Footnotes,
    /// The way the article as a whole runs.
    pub direction: Direction,
    pub setting: Setting,
}

impl Source {
    pub fn new(
        article: Arc<Article>,
        head: Head,
        locale: Rc<Locale>,
        hits: Hits,
        setting: Setting,
    ) -> Self {
        Self {
            direction: direction(&article, locale.direction()),
            footnotes: Footnotes::new(&article, setting.footnotes),
            article,
            head,
            locale,
            hits,
            setting,
        }
    }

    /// The pieces of a part of the document.
    pub fn pieces(&self, content: &Content) -> Vec<Piece> {
        let article = &*self.article;
        let mut composer = Composer {
            pieces: Vec::new(),
            edges: Vec::new(),
            direction: self.direction,
            locale: &self.locale,
            hits: &self.hits,
            footnotes: &self.footnotes,
            // The list of them has numbers of its own.
            is_numbered: *content != Content::Foot,
            pictures: &self.head.pictures,
            awaited: &self.head.awaited,
            width: self.setting.width,
            origin: content.origin(article),
        };
        match content {
            Content::Head => composer.head(article, &self.head),
            Content::Blocks(blocks) => {
                for index in blocks.clone() {
                    composer.origin = Origin {
                        block: Some(index),
                        byte: 0,
                    };
                    composer.space();
                    composer.block(&article.body[index]);
                }
            }
            Content::Portion { block, number } => {
                if *number == 0 {
                    composer.space();
                }
                composer.portion(&article.body[*block], *number);
            }
            Content::Foot => {
                composer.foot(article);
                composer.comments(&self.head);
            }
        }
        composer.pieces
    }

    /// The pictures that there are, in the order of the article, each with the columns and
    /// rows that it takes.
    pub fn pictures(&self) -> impl Iterator<Item = (&Picture, usize, usize)> {
        let pictures = &self.head.pictures;
        // Most articles have no pictures that have come, and need not be gone through.
        let article = (!pictures.is_empty()).then_some(&self.article);
        let addresses = article.into_iter().flat_map(|a| a.picture_addresses());
        addresses.filter_map(|address| {
            let picture = pictures.get(address)?;
            let (columns, rows) = fitted(picture, self.setting.width);
            Some((&**picture, columns, rows))
        })
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Source");
        debug
            .field("setting", &self.setting)
            .finish_non_exhaustive()
    }
}

fn direction(article: &Article, otherwise: Direction) -> Direction {
    Direction::prevailing(&article.title)
        .or_else(|| {
            article.body.iter().find_map(|block| match block {
                Block::Paragraph(inline) => Direction::prevailing(portion::first(&inline.text)),
                _ => None,
            })
        })
        .unwrap_or(otherwise)
}

/// Columns and rows of `picture` in a document of `width` columns.
fn fitted(picture: &Picture, width: usize) -> (usize, usize) {
    picture.fitted(width, MOST_ROWS)
}

struct Composer<'a> {
    pieces: Vec<Piece>,
    /// What stands beside all that is added, from the edge inwards.
    edges: Vec<Beside>,
    direction: Direction,
    locale: &'a Locale,
    hits: &'a Hits,
    footnotes: &'a Footnotes,
    /// Whether links get the numbers of their footnotes.
    is_numbered: bool,
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
        if let Some(running) = Running::of(block) {
            let role = self.role(running.role);
            return self.flow(Running { role, ..running });
        }
        match block {
            Block::Heading { .. } | Block::Paragraph(_) | Block::Preformatted(_) => {}
            Block::Quote(blocks) => self.beside(Beside::Bar, |composer| composer.blocks(blocks)),
            Block::List { start, items } => self.list(*start, items),
            Block::Table { header, rows } => self.table(*header, rows),
            Block::Image { url, alt, caption } => {
                let shown = self.picture(url);
                if !shown || caption.is_none() {
                    self.image(alt, shown);
                }
                if let Some(caption) = caption {
                    self.flow(Running::new(caption, Role::Meta));
                }
            }
            Block::Rule => self.rule(),
        }
    }

    /// A portion of a block that is one long text.
    fn portion(&mut self, block: &Block, number: usize) {
        if let Some(running) = Running::of(block) {
            let portion = portion::portion(running.text, number);
            self.flow_portion(running, portion, None);
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
            self.flow(Running::plain("", Role::Body));
        }
        self.edges.truncate(depth);
    }

    /// The role of what was given `role` for what it is by itself.
    fn role(&self, role: Role) -> Role {
        let is_quoted = || self.edges.iter().any(|edge| matches!(edge, Beside::Bar));
        if role == Role::Body && is_quoted() {
            Role::Quote
        } else {
            role
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
        let (columns, rows) = fitted(picture, self.width);
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
    fn flow(&mut self, running: Running<'_>) {
        self.flow_at(running, None);
    }

    /// A text that stands where the article begins, whichever way it runs itself.
    fn aligned(&mut self, running: Running<'_>) {
        self.flow_at(running, Some(self.direction));
    }

    fn flow_at(&mut self, running: Running<'_>, align: Option<Direction>) {
        for portion in portions(running.text) {
            self.flow_portion(running, portion, align);
        }
    }

    fn flow_portion(&mut self, running: Running<'_>, portion: Portion, align: Option<Direction>) {
        let Portion {
            range,
            goes_on,
            next,
        } = portion;
        let start = range.start;
        let is_whole = range.len() == running.text.len();
        let mut texts = Vec::new();
        for (at, line) in lines(running.text, running.marks, range) {
            let text = self.text(line, running.role, running.is_title);
            let text = text.at(at - start);
            if is_whole {
                texts.push(text);
                continue;
            }
            let line = at..at + text.content().len();
            let around = Around::new(running.text, line, self.direction);
            texts.push(text.amid(around));
        }
        let body = 0..texts.len();
        let edges = self.edges_in(&mut texts);
        let flow = Flow {
            body,
            edges,
            direction: self.direction,
            align,
            goes_on,
        };
        self.add(texts, Shape::Flow(flow), next - start);
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
        let notes = match self.is_numbered {
            true => self.footnotes.within(&inline),
            false => Vec::new(),
        };
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
