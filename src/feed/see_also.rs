//! What a site sets beside an article: the links beneath «مقالات ذات صلة» and the like.

use dom_query::{Document, NodeRef};
use url::Url;

use super::furniture;
use crate::article::{SeeAlso, html};
use crate::text::sanitize;

/// Most links taken.
const MOST: usize = 12;

/// Shortest title of an article, in characters: shorter are names of sections.
const SHORTEST: usize = 12;

/// How far up from its heading the list of links may begin.
const LEVELS: usize = 3;

/// The links that the site of the page at `url` sets beside its article.
pub(super) fn see_also(document: &Document, base: Option<&Url>, url: Option<&str>) -> Vec<SeeAlso> {
    let mut found: Vec<SeeAlso> = Vec::new();
    let headings = document.select("h2, h3, h4, h5, h6, strong, b, p, div, span, header");
    for heading in headings.nodes() {
        if !is_heading(heading) {
            continue;
        }
        for link in links_beneath(heading) {
            let title = sanitize::line(&link.text());
            let address = link.attr("href");
            let address = address.and_then(|href| html::absolute_web(&href, base));
            let Some(address) = address else { continue };
            let is_known = found.iter().any(|known| known.url == address);
            if title.chars().count() >= SHORTEST && !is_known && url != Some(address.as_str()) {
                found.push(SeeAlso {
                    title,
                    url: address,
                });
            }
            if found.len() == MOST {
                return found;
            }
        }
    }
    found
}

fn is_heading(node: &NodeRef) -> bool {
    let is_leaf = node.descendants_it().take(8).count() < 8;
    is_leaf && furniture::is_related_heading(&node.text())
}

/// The links of the nearest thing around `heading` that has any.
fn links_beneath<'a>(heading: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut around = heading.parent();
    for _ in 0..LEVELS {
        let Some(node) = around else { break };
        let links: Vec<NodeRef<'a>> = node
            .descendants_it()
            .skip_while(|node| node.id != heading.id)
            .filter(|node| node.has_name("a") && node.has_attr("href"))
            .collect();
        let has_article = node
            .descendants_it()
            .any(|node| node.has_name("p") && node.text().chars().count() > 200);
        if has_article {
            break;
        }
        if !links.is_empty() {
            return links;
        }
        around = node.parent();
    }
    // In the article itself, the list follows right after.
    let mut next = heading.next_element_sibling();
    for _ in 0..2 {
        let Some(node) = next else { break };
        let links: Vec<NodeRef<'a>> = node
            .descendants_it()
            .filter(|node| node.has_name("a") && node.has_attr("href"))
            .collect();
        if !links.is_empty() {
            return links;
        }
        next = node.next_element_sibling();
    }
    Vec::new()
}
