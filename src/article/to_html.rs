//! Blocks into HTML, such that [`super::html::blocks`] gives the same blocks back.

use std::fmt::Write;

use super::{Block, Inline, Mark, MarkKind};

/// `blocks` as an HTML fragment in logical order.
#[must_use]
pub fn fragment(blocks: &[Block]) -> String {
    let mut html = String::new();
    write_blocks(blocks, &mut html);
    html
}

fn write_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        write_block(block, out);
    }
}

fn write_block(block: &Block, out: &mut String) {
    match block {
        Block::Heading { level, text } => element(&format!("h{level}"), text, out),
        Block::Paragraph(text) => element("p", text, out),
        Block::Quote(blocks) => {
            out.push_str("<blockquote>");
            write_blocks(blocks, out);
            out.push_str("</blockquote>");
        }
        Block::List { start, items } => write_list(*start, items, out),
        Block::Preformatted(text) => {
            // A parser drops the first line break in <pre>.
            out.push_str("<pre>\n");
            escape(text, out);
            out.push_str("</pre>");
        }
        Block::Table { header, rows } => write_table(*header, rows, out),
        Block::Image { url, alt, caption } => write_image(url, alt, caption.as_deref(), out),
        Block::Rule => out.push_str("<hr>"),
    }
}

fn write_list(start: Option<u64>, items: &[Vec<Block>], out: &mut String) {
    let name = if start.is_some() { "ol" } else { "ul" };
    match start {
        Some(start) if start != 1 => push(out, format_args!("<ol start=\"{start}\">")),
        _ => push(out, format_args!("<{name}>")),
    }
    for item in items {
        out.push_str("<li>");
        write_blocks(item, out);
        out.push_str("</li>");
    }
    push(out, format_args!("</{name}>"));
}

fn write_table(header: bool, rows: &[Vec<Inline>], out: &mut String) {
    out.push_str("<table>");
    for (n, row) in rows.iter().enumerate() {
        let cell_name = if header && n == 0 { "th" } else { "td" };
        out.push_str("<tr>");
        for cell in row {
            element(cell_name, cell, out);
        }
        out.push_str("</tr>");
    }
    out.push_str("</table>");
}

fn write_image(url: &str, alt: &str, caption: Option<&Inline>, out: &mut String) {
    out.push_str("<figure><img src=\"");
    escape(url, out);
    out.push_str("\" alt=\"");
    escape(alt, out);
    out.push_str("\">");
    if let Some(caption) = caption {
        element("figcaption", caption, out);
    }
    out.push_str("</figure>");
}

fn element(name: &str, inline: &Inline, out: &mut String) {
    push(out, format_args!("<{name}>"));
    write_inline(inline, out);
    push(out, format_args!("</{name}>"));
}

/// Writes the text with its marks as elements. A mark that begins inside another and
/// ends outside it is cut where the other ends.
fn write_inline(inline: &Inline, out: &mut String) {
    let mut open: Vec<(usize, &Mark)> = Vec::new();
    let mut at = 0;
    for mark in &inline.marks {
        close_until(inline, mark.range.start, &mut open, &mut at, out);
        text_until(inline, mark.range.start, &mut at, out);
        let enclosing = open.last().map_or(inline.text.len(), |(end, _)| *end);
        start_tag(&mark.kind, out);
        open.push((mark.range.end.min(enclosing), mark));
    }
    close_until(inline, inline.text.len(), &mut open, &mut at, out);
    text_until(inline, inline.text.len(), &mut at, out);
}

fn close_until(
    inline: &Inline,
    position: usize,
    open: &mut Vec<(usize, &Mark)>,
    at: &mut usize,
    out: &mut String,
) {
    while let Some((end, mark)) = open.pop_if(|(end, _)| *end <= position) {
        text_until(inline, end, at, out);
        push(out, format_args!("</{}>", tag(&mark.kind)));
    }
}

fn text_until(inline: &Inline, end: usize, at: &mut usize, out: &mut String) {
    if let Some(text) = inline.text.get(*at..end) {
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                out.push_str("<br>");
            }
            escape(line, out);
        }
        *at = end;
    }
}

fn start_tag(kind: &MarkKind, out: &mut String) {
    if let MarkKind::Link(url) = kind {
        out.push_str("<a href=\"");
        escape(url, out);
        out.push_str("\">");
    } else {
        push(out, format_args!("<{}>", tag(kind)));
    }
}

fn tag(kind: &MarkKind) -> &'static str {
    match kind {
        MarkKind::Strong => "strong",
        MarkKind::Emphasis => "em",
        MarkKind::Code => "code",
        MarkKind::Strike => "s",
        MarkKind::Link(_) => "a",
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

fn push(out: &mut String, arguments: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::html;

    fn back(blocks: &[Block]) -> Vec<Block> {
        html::blocks(&fragment(blocks), None)
    }

    #[test]
    fn every_block_comes_back_as_it_was() {
        let marked = Inline {
            text: "قال <b> & «آخر»\nثم  ".trim().into(),
            marks: vec![
                Mark {
                    range: 0..15,
                    kind: MarkKind::Link("https://a.example/?a=1&b=%22".into()),
                },
                Mark {
                    range: 0..6,
                    kind: MarkKind::Strong,
                },
                Mark {
                    range: 7..10,
                    kind: MarkKind::Code,
                },
            ],
        };
        let blocks = vec![
            Block::Heading {
                level: 3,
                text: marked.clone(),
            },
            Block::Paragraph(marked.clone()),
            Block::Quote(vec![
                Block::Paragraph(Inline::plain("قول")),
                Block::List {
                    start: Some(7),
                    items: vec![
                        vec![
                            Block::Paragraph(Inline::plain("أول")),
                            Block::Paragraph(Inline::plain("تابع")),
                        ],
                        vec![Block::Preformatted("\n  <x>\n\ty\n\n z".into())],
                    ],
                },
            ]),
            Block::List {
                start: None,
                items: vec![vec![Block::Paragraph(Inline::plain("بند"))]],
            },
            Block::Table {
                header: true,
                rows: vec![
                    vec![Inline::plain("أ"), Inline::plain("ب")],
                    vec![marked.clone(), Inline::default()],
                ],
            },
            Block::Table {
                header: false,
                rows: vec![vec![Inline::plain("أ"), Inline::plain("ب")]],
            },
            Block::Image {
                url: "https://a.example/%D8%A8.jpg?a=1&b=2".into(),
                alt: "\"وصف\"".into(),
                caption: Some(marked.into()),
            },
            Block::Image {
                url: "https://a.example/2.jpg".into(),
                alt: String::new(),
                caption: None,
            },
            Block::Rule,
        ];
        assert_eq!(back(&blocks), blocks);
    }

    #[test]
    fn crossing_marks_are_cut_and_their_text_is_whole() {
        let inline = Inline {
            text: "abcdef".into(),
            marks: vec![
                Mark {
                    range: 0..4,
                    kind: MarkKind::Strong,
                },
                Mark {
                    range: 2..6,
                    kind: MarkKind::Emphasis,
                },
            ],
        };
        assert_eq!(
            fragment(&[Block::Paragraph(inline)]),
            "<p><strong>ab<em>cd</em></strong>ef</p>"
        );
    }

    /// What soups are made of.
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<code>",
        "</code>",
        "<a href='https://a.example/?x&y'>",
        "</a>",
        "<ul>",
        "<ol start=0>",
        "<li>",
        "</li>",
        "</ul>",
        "</ol>",
        "<blockquote>",
        "</blockquote>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</td>",
        "</table>",
        "<caption>",
        "<h2>",
        "</h2>",
        "<pre>",
        "</pre>",
        "<br>",
        "<hr>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<img src=https://a.example/1 alt='ا ب'>",
        "<q>",
        "</q>",
        "<div>",
        "</div>",
        "نص",
        " ",
        "كلمة أخرى",
        "\n",
        "  ",
        "\u{a0}",
        "&lt;b&gt;",
        "&amp;amp;",
        "\u{2067}",
        "\u{2069}",
        "\u{64e}",
        "\t",
        "<s>",
        "<td colspan=3>",
        "<tbody>",
        "<thead>",
        "<dl>",
        "<dt>",
        "<dd>",
        "\u{2029}",
        "\r",
    ];

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(1000))]

        #[test]
        fn tag_soup_comes_back_as_it_was_read(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..30)
        ) {
            let blocks = html::blocks(&pieces.concat(), None);
            assert_eq!(back(&blocks), blocks, "{}", fragment(&blocks));
        }
    }
}
