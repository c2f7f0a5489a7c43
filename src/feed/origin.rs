//! Where bytes came from.

use url::Url;

use crate::text::sanitize;

/// Where a feed or a document came from: names it in messages and fills what it does
/// not say itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// File name or address, for messages; its extension settles the format where the
    /// content leaves a choice.
    pub name: String,
    /// What relative addresses are relative to.
    pub base: Option<Url>,
    /// The encoding that came with it from outside, as a server says it.
    pub charset: Option<String>,
    /// The title of an article that has none and no text to take one from.
    pub title: Option<String>,
    /// The outlet of articles that name none.
    pub source: Option<String>,
}

impl Origin {
    /// A file, or anything else with a name.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// An address on the web.
    #[must_use]
    pub fn at(url: Url) -> Self {
        Self {
            name: url.to_string(),
            base: Some(url),
            ..Self::default()
        }
    }

    /// The extension of the name in small letters, empty if it has none.
    pub(super) fn extension(&self) -> String {
        let path = match &self.base {
            Some(url) if self.name == url.as_str() => url.path(),
            _ => &self.name,
        };
        let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
        file.rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase())
            .unwrap_or_default()
    }

    /// The outlet of an article at `url` that does not say: the one given, else the
    /// site, else the name of the file.
    pub(super) fn fallback_source(&self, url: Option<&str>) -> String {
        let given = self.source.as_deref().map(sanitize::line);
        given
            .filter(|source| !source.is_empty())
            .or_else(|| site(url.and_then(|url| Url::parse(url).ok()).as_ref()))
            .or_else(|| site(self.base.as_ref()))
            .unwrap_or_else(|| self.stem())
    }

    fn stem(&self) -> String {
        let file = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = match file.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => file,
        };
        sanitize::line(stem)
    }
}

fn site(url: Option<&Url>) -> Option<String> {
    let host = url?.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_is_the_site_else_the_file() {
        let file = Origin::named("/a/b/خبر.الأول.TXT");
        assert_eq!(file.extension(), "txt");
        assert_eq!(file.fallback_source(None), "خبر.الأول");
        assert_eq!(
            file.fallback_source(Some("https://www.a.example/1")),
            "a.example"
        );
        let page = Origin::at(Url::parse("https://b.example/x.html?y=a.md").unwrap());
        assert_eq!(page.extension(), "html");
        assert_eq!(page.fallback_source(None), "b.example");
    }
}
