//! Addresses as people type them.

use std::path::Path;

use url::Url;

use super::GatherError;

/// The address that `typed` means: one with a scheme as it is, `feed:` as the web's, a
/// file that is there, else a host on the web.
///
/// # Errors
/// When it is none that can be fetched.
pub fn typed(typed: &str) -> Result<Url, GatherError> {
    let typed = typed.trim();
    let no_address = || GatherError::NoAddress(typed.to_owned());
    if let Some(rest) = typed.strip_prefix("feed:") {
        // Both feed:https://… and feed://… are seen.
        return match rest.strip_prefix("//") {
            Some(rest) => web(&format!("https://{rest}")).ok_or_else(no_address),
            None => web(rest).ok_or_else(no_address),
        };
    }
    if let Some(url) = web(typed) {
        return Ok(url);
    }
    let path = Path::new(typed);
    if let Ok(whole) = std::fs::canonicalize(path)
        && whole.is_file()
    {
        return Url::from_file_path(whole).map_err(|()| no_address());
    }
    if let Ok(url) = Url::parse(typed)
        && url.scheme() == "file"
    {
        return Ok(url);
    }
    let is_host = !typed.contains(char::is_whitespace) && !typed.contains("://");
    let host = typed.split(['/', ':']).next().unwrap_or_default();
    if is_host && (host.contains('.') || host == "localhost") && !host.starts_with('.') {
        return web(&format!("https://{typed}")).ok_or_else(no_address);
    }
    Err(no_address())
}

fn web(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_leave_much_out() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().canonicalize().unwrap();
        let path = path.to_str().unwrap();
        let as_url = format!("file://{path}");
        for (text, expected) in [
            (" https://a.example/x ", "https://a.example/x"),
            ("a.example", "https://a.example/"),
            ("a.example:8080/feed", "https://a.example:8080/feed"),
            (
                "موقع.example/خبر",
                "https://xn--4gbrim.example/%D8%AE%D8%A8%D8%B1",
            ),
            ("feed://a.example/x", "https://a.example/x"),
            ("feed:http://a.example/x", "http://a.example/x"),
            (path, &as_url),
            (&as_url, &as_url),
        ] {
            assert_eq!(typed(text).unwrap().as_str(), expected, "{text}");
        }
        for text in [
            "",
            "خبر عاجل",
            "javascript:alert(1)",
            "gopher://a.example/",
            "./none",
        ] {
            assert!(typed(text).is_err(), "{text}");
        }
    }
}
