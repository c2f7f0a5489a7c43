//! Markdown into blocks.

use pulldown_cmark::{Options, Parser};
use url::Url;

use super::{Block, html};

/// The blocks of `markdown` (CommonMark with tables and ~~strikethrough~~). HTML in it
/// is as little trusted as any other; addresses are taken relative to `base`.
#[must_use]
pub fn blocks(markdown: &str, base: Option<&Url>) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut rendered = String::with_capacity(markdown.len() * 3 / 2);
    // By way of HTML, so that white space, links and limits are the same for both.
    pulldown_cmark::html::push_html(&mut rendered, Parser::new_ext(markdown, options));
    html::blocks(&rendered, base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Inline, MarkKind};

    #[test]
    fn every_kind_of_block_comes_through() {
        let blocks = blocks(
            "## عنوان\n\nسطر\nيتبعه **آخر** و[رابط](/2)\n\n> قول\n\n3. ثالث\n4. رابع\n   - تحته\n\n\
             | السنة | العدد |\n|---|---|\n| 2026 | ~~7~~ |\n\n---\n\n```\nlet x;\n  y\n```\n",
            Some(&Url::parse("https://a.example/1").unwrap()),
        );
        let [heading, paragraph, quote, list, table, rule, code] = blocks.as_slice() else {
            panic!("{blocks:#?}");
        };
        assert_eq!(
            *heading,
            Block::Heading {
                level: 2,
                text: Inline::plain("عنوان")
            }
        );
        let Block::Paragraph(text) = paragraph else {
            panic!("{paragraph:?}");
        };
        assert_eq!(text.text, "سطر يتبعه آخر ورابط");
        let kinds: Vec<_> = text.marks.iter().map(|mark| &mark.kind).collect();
        assert_eq!(
            kinds,
            [
                &MarkKind::Strong,
                &MarkKind::Link("https://a.example/2".into())
            ]
        );
        assert_eq!(
            *quote,
            Block::Quote(vec![Block::Paragraph(Inline::plain("قول"))])
        );
        let Block::List {
            start: Some(3),
            items,
        } = list
        else {
            panic!("{list:?}");
        };
        assert!(matches!(items[1][1], Block::List { start: None, .. }));
        let Block::Table { header: true, rows } = table else {
            panic!("{table:?}");
        };
        assert_eq!(rows[1][1].marks[0].kind, MarkKind::Strike);
        assert_eq!(*rule, Block::Rule);
        assert_eq!(*code, Block::Preformatted("let x;\n  y".into()));
    }

    #[test]
    fn html_in_it_is_not_trusted() {
        assert_eq!(
            blocks("نص <script>alert(1)</script>[س](javascript:alert(1))", None),
            [Block::Paragraph(Inline::plain("نص س"))]
        );
    }

    #[test]
    fn deep_nesting_ends_somewhere() {
        for deep in [
            ">".repeat(50_000) + " قاع",
            "[".repeat(50_000),
            "- ".repeat(5_000) + "قاع",
        ] {
            let _ = blocks(&deep, None);
        }
    }
}
