//! Markdown documents with front matter in YAML (`---`) or TOML (`+++`).

use gray_matter::engine::YAML;
use gray_matter::{Matter, Pod};
use url::Url;

use super::{FeedError, Origin, date, format};
use crate::article::{Article, Block, markdown};
use crate::text::sanitize;

/// Longest front matter, in bytes.
const LONGEST: usize = 64 << 10;

/// Most openings of a list or a map in front matter; the YAML parser recurses on them.
const OPENINGS: usize = 400;

/// Most references to anchors, which can make a short document endless.
const REFERENCES: usize = 16;

/// The article in `text`. A first heading stands for a missing title.
///
/// # Errors
/// When the front matter is broken.
pub(super) fn read(text: &str, origin: &Origin) -> Result<Article, FeedError> {
    let text = sanitize::text(text);
    let (fields, content) = if format::has_front_matter(&text) {
        front_matter(text.trim_start())?
    } else {
        (Fields::default(), &*text)
    };
    let url = fields.text(&["url", "link", "canonical", "permalink"]);
    let address = url.as_deref().and_then(|url| Url::parse(url).ok());
    let mut body = markdown::blocks(content, address.as_ref().or(origin.base.as_ref()));
    let title = fields
        .text(&["title", "headline"])
        .or_else(|| take_first_heading(&mut body));
    let mut authors = fields.list(&["author", "authors", "byline"]);
    authors.retain(|author| !author.is_empty());
    Ok(Article {
        guid: fields.text(&["id", "guid"]),
        url,
        title: title.unwrap_or_default(),
        source: fields
            .text(&["source", "publisher", "site"])
            .or_else(|| origin.source.clone())
            .unwrap_or_default(),
        category: fields
            .list(&["category", "categories", "section"])
            .into_iter()
            .next(),
        tags: fields.list(&["tags", "keywords"]),
        authors,
        published: fields.date(&["published", "date", "pubdate"]),
        updated: fields.date(&["updated", "modified", "lastmod"]),
        language: fields.text(&["language", "lang"]),
        breaking: fields.flag("breaking"),
        summary: fields.text(&["summary", "description", "excerpt"]),
        image: fields.text(&["image", "cover", "thumbnail"]),
        body,
        ..Article::default()
    })
}

fn take_first_heading(body: &mut Vec<Block>) -> Option<String> {
    let Some(Block::Heading { text, .. }) = body.first() else {
        return None;
    };
    let title = sanitize::line(&text.text);
    body.remove(0);
    Some(title)
}

/// The fields and the text after them.
fn front_matter(text: &str) -> Result<(Fields, &str), FeedError> {
    let broken = |reason: String| FeedError::FrontMatter { reason };
    let (fence, rest) = text.split_once('\n').unwrap_or((text, ""));
    let fence = fence.trim_end();
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == fence {
            let (matter, content) = (&rest[..end], &rest[end + line.len()..]);
            guard(matter).map_err(broken)?;
            let fields = if fence == "+++" {
                toml(matter)
            } else {
                yaml(matter)
            };
            return Ok((fields.map_err(broken)?, content));
        }
        end += line.len();
    }
    Ok((Fields::default(), text))
}

/// Refuses what would exhaust the YAML parser.
fn guard(matter: &str) -> Result<(), String> {
    let count = |sign: &str| matter.matches(sign).count();
    let openings = count("[") + count("{") + count("- ") + count("-\n") + count("? ");
    let references = [" *", "[*", ",*", "\n*"].iter().map(|sign| count(sign));
    if matter.len() > LONGEST {
        Err(format!("longer than {} KB", LONGEST >> 10))
    } else if openings > OPENINGS || references.sum::<usize>() > REFERENCES {
        Err("nested too deep".to_owned())
    } else {
        Ok(())
    }
}

fn yaml(matter: &str) -> Result<Fields, String> {
    let document = format!("---\n{matter}---\n");
    let parsed = Matter::<YAML>::new()
        .parse::<Pod>(&document)
        .map_err(|error| error.to_string())?;
    match parsed.data {
        Some(Pod::Hash(map)) => Ok(Fields(
            map.into_iter()
                .map(|(name, value)| (name.to_lowercase(), values(&value)))
                .collect(),
        )),
        Some(Pod::Null) | None => Ok(Fields::default()),
        Some(_) => Err("no fields".to_owned()),
    }
}

fn values(value: &Pod) -> Vec<String> {
    match value {
        Pod::Null => Vec::new(),
        Pod::String(text) => vec![text.clone()],
        Pod::Integer(number) => vec![number.to_string()],
        Pod::Float(number) => vec![number.to_string()],
        Pod::Boolean(flag) => vec![flag.to_string()],
        Pod::Array(items) => items.iter().flat_map(values).collect(),
        Pod::Hash(map) => map.get("name").map(values).unwrap_or_default(),
    }
}

fn toml(matter: &str) -> Result<Fields, String> {
    let table: toml::Table = matter
        .parse()
        .map_err(|error: toml::de::Error| error.message().to_owned())?;
    Ok(Fields(
        table
            .iter()
            .map(|(name, value)| (name.to_lowercase(), toml_values(value)))
            .collect(),
    ))
}

fn toml_values(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => vec![text.clone()],
        toml::Value::Array(items) => items.iter().flat_map(toml_values).collect(),
        toml::Value::Table(table) => table.get("name").map(toml_values).unwrap_or_default(),
        other => vec![other.to_string()],
    }
}

/// Front matter: names in small letters, each with its values.
#[derive(Default)]
struct Fields(Vec<(String, Vec<String>)>);

impl Fields {
    /// The values of the first of `names` that has any; one string holding several,
    /// set apart by commas, gives several.
    fn list(&self, names: &[&str]) -> Vec<String> {
        let values = names.iter().find_map(|name| {
            let (_, values) = self.0.iter().find(|(field, _)| field == name)?;
            (!values.is_empty()).then_some(values)
        });
        match values.map(Vec::as_slice) {
            Some([one]) => one.split([',', '،']).map(|v| v.trim().to_owned()).collect(),
            Some(values) => values.to_vec(),
            None => Vec::new(),
        }
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let (_, values) = self.0.iter().find(|(field, _)| field == name)?;
            values.first().filter(|v| !v.trim().is_empty()).cloned()
        })
    }

    fn date(&self, names: &[&str]) -> Option<jiff::Timestamp> {
        date::parse(&self.text(names)?)
    }

    fn flag(&self, name: &str) -> bool {
        self.text(&[name])
            .is_some_and(|flag| flag == "true" || flag == "yes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Article, FeedError> {
        super::read(text, &Origin::named("a.md"))
    }

    #[test]
    fn yaml_and_toml_give_the_same_article() {
        let body = "\nنص **الخبر**.\n\n---\n\nتتمة.\n";
        let yaml = format!(
            "---\nid: 17\ntitle: \"عنوان: ثان\"\nsource: المرفأ\nauthor: [ليلى, سامي]\n\
             published: 2026-11-22T11:00:00+03:00\ntags: [ا, ب]\nbreaking: true\n---\n{body}"
        );
        let toml = format!(
            "+++\nid = 17\ntitle = \"عنوان: ثان\"\nsource = \"المرفأ\"\n\
             author = [\"ليلى\", \"سامي\"]\npublished = 2026-11-22T11:00:00+03:00\n\
             tags = [\"ا\", \"ب\"]\nbreaking = true\n+++\n{body}"
        );
        let article = read(&yaml).unwrap();
        assert_eq!(article.guid.as_deref(), Some("17"));
        assert_eq!(article.title, "عنوان: ثان");
        assert_eq!(article.authors, ["ليلى", "سامي"]);
        assert_eq!(article.published, "2026-11-22T08:00:00Z".parse().ok());
        assert!(article.breaking);
        assert_eq!(article.body.len(), 3);
        assert_eq!(read(&toml).unwrap(), article);
    }

    #[test]
    fn a_heading_stands_for_the_title() {
        let article = read("# عنوان\n\nنص.").unwrap();
        assert_eq!((article.title.as_str(), article.body.len()), ("عنوان", 1));
    }

    #[test]
    fn hostile_front_matter_is_refused() {
        let bomb: String = (1..9)
            .map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9)))
            .collect();
        for matter in [
            bomb,
            format!("a: {}", "[".repeat(50_000)),
            format!("a:\n {}x", "- ".repeat(20_000)),
            "title: \"لم يغلق".to_owned(),
        ] {
            let result = read(&format!("---\n{matter}\n---\nنص"));
            assert!(matches!(result, Err(FeedError::FrontMatter { .. })));
        }
    }
}
