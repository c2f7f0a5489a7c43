//! Tables: those that hold data, and those that only lay a page out.

use dom_query::NodeRef;

use super::{Block, Inline, Walker, flatten};

/// Most cells of a row.
const COLUMNS: usize = 64;

impl Walker<'_> {
    /// A table of data as one block, with its caption before it; a table that is
    /// layout as what it holds.
    pub(super) fn table(&mut self, table: &NodeRef) -> Vec<Block> {
        let rows = rows(table);
        if is_layout(table, &rows) {
            return self.inside(table);
        }
        let header = rows.first().is_some_and(is_header);
        let mut blocks = Vec::new();
        if let Some(caption) = table.children_it(false).find(|c| c.has_name("caption")) {
            blocks.extend(self.inside(&caption));
        }
        let rows: Vec<Vec<Inline>> = rows
            .iter()
            .map(|row| self.row(row))
            .filter(|row| row.iter().any(|cell| !cell.text.is_empty()))
            .collect();
        if rows.iter().all(|row| row.len() <= 1) {
            blocks.extend(rows.into_iter().flatten().map(Block::Paragraph));
        } else {
            blocks.push(Block::Table { header, rows });
        }
        blocks
    }

    fn row(&mut self, row: &NodeRef) -> Vec<Inline> {
        let mut cells = Vec::new();
        for cell in row.children_it(false).filter(is_cell) {
            if cells.len() >= COLUMNS {
                break;
            }
            let blocks = self.inside(&cell);
            cells.push(flatten(blocks));
            let span = cell.attr("colspan");
            let span: usize = span.and_then(|n| n.trim().parse().ok()).unwrap_or(1);
            let wide = (cells.len() + span.saturating_sub(1)).min(COLUMNS);
            cells.resize(wide.max(cells.len()), Inline::default());
        }
        cells
    }
}

/// The rows of this table and not of one inside it.
fn rows<'a>(table: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut rows = Vec::new();
    for child in table.children_it(false) {
        if child.has_name("tr") {
            rows.push(child);
        } else if child.has_name("thead") || child.has_name("tbody") || child.has_name("tfoot") {
            rows.extend(child.children_it(false).filter(|row| row.has_name("tr")));
        }
    }
    rows
}

fn is_layout(table: &NodeRef, rows: &[NodeRef]) -> bool {
    let is_one_column = rows
        .iter()
        .all(|row| row.children_it(false).filter(is_cell).count() <= 1);
    is_one_column
        || table.attr("role").as_deref() == Some("presentation")
        || table.descendants_it().any(|node| {
            ["table", "h1", "h2", "blockquote", "article"]
                .iter()
                .any(|name| node.has_name(name))
        })
}

fn is_header(row: &NodeRef) -> bool {
    let mut cells = row.children_it(false).filter(is_cell).peekable();
    let is_in_head = row.parent().is_some_and(|parent| parent.has_name("thead"));
    cells.peek().is_some() && (is_in_head || cells.all(|cell| cell.has_name("th")))
}

fn is_cell(node: &NodeRef) -> bool {
    node.has_name("td") || node.has_name("th")
}
