//! Which addresses of a document may be followed.

use url::Url;

/// Longest address kept, in bytes; browsers' own limits are of this order.
const LONGEST: usize = 4096;

/// `raw` as an absolute address, if it is one of http, https, mailto or gemini.
#[must_use]
pub fn absolute(raw: &str, base: Option<&Url>) -> Option<String> {
    with_scheme(raw, base, &["http", "https", "mailto", "gemini"]).map(Url::into)
}

/// `raw` as an absolute address on the web (http or https).
#[must_use]
pub fn absolute_web(raw: &str, base: Option<&Url>) -> Option<String> {
    web(raw, base).map(Url::into)
}

/// As [`absolute_web`], in its parts.
#[must_use]
pub fn web(raw: &str, base: Option<&Url>) -> Option<Url> {
    with_scheme(raw, base, &["http", "https"])
}

fn with_scheme(raw: &str, base: Option<&Url>, schemes: &[&str]) -> Option<Url> {
    let raw = raw.trim();
    if raw.is_empty() || raw.len() > LONGEST {
        return None;
    }
    let url = match base {
        Some(base) => base.join(raw),
        None => Url::parse(raw),
    }
    .ok()?;
    // Parsing leaves some characters of a mailto address as they are.
    let is_clean = !url.as_str().contains(|c: char| c.is_control());
    (schemes.contains(&url.scheme()) && is_clean).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_followed_is_an_address() {
        let base = Url::parse("https://a.example/news/1").unwrap();
        for (raw, expected) in [
            ("../2?a=b", Some("https://a.example/2?a=b")),
            ("//b.example/", Some("https://b.example/")),
            (" mailto:a@b.example ", Some("mailto:a@b.example")),
            ("gemini://b.example/", Some("gemini://b.example/")),
            ("java\nscript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("", None),
        ] {
            assert_eq!(absolute(raw, Some(&base)).as_deref(), expected, "{raw}");
        }
        assert_eq!(absolute("/2", None), None);
        assert_eq!(absolute_web("mailto:a@b.example", None), None);
    }
}
