//! Why nothing was fetched, in the language of the interface.

use crate::gather::{GatherError, WebError};
use crate::locale::Locale;

/// Says what went wrong. What is rare, or means something to those alone who make feeds,
/// is said as it is everywhere.
#[must_use]
pub fn message(error: &GatherError, locale: &Locale) -> String {
    let (id, what) = match error {
        GatherError::NoAddress(typed) => ("web-no-address", typed.clone()),
        GatherError::NoFeed => ("web-no-feed", String::new()),
        GatherError::NowhereOnTheWeb => ("web-nowhere", String::new()),
        GatherError::NoMore => ("web-no-more", String::new()),
        GatherError::Web(error) => match error {
            WebError::NoWebAddress(url) => ("web-no-address", url.to_string()),
            WebError::Private { host } => ("web-private", host.clone()),
            WebError::NoHost { host } => ("web-no-host", host.clone()),
            WebError::Unreachable { host, .. } => ("web-unreachable", host.clone()),
            WebError::Insecure { host, .. } => ("web-insecure", host.clone()),
            WebError::TooSlow { .. } => ("web-too-slow", String::new()),
            WebError::Status {
                code: 404 | 410, ..
            } => ("web-not-there", String::new()),
            WebError::Status { code, .. } => ("web-status", locale.number(code)),
            error => return error.to_string(),
        },
        error => return error.to_string(),
    };
    locale.with(id, [("what", what.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn what_often_goes_wrong_is_said_in_arabic() {
        let arabic = Locale::new(Language::ARABIC);
        let unreachable = WebError::Unreachable {
            host: "a.example".to_owned(),
            reason: "Connection refused".to_owned(),
        };
        let said = message(&unreachable.into(), &arabic);
        assert_eq!(said, "تعذّر الوصول إلى \u{2068}a.example\u{2069}");
        let status = |code| WebError::Status {
            code,
            retry_after: None,
        };
        let said = message(&status(404).into(), &arabic);
        assert_eq!(said, "لا صفحة في هذا العنوان");
        let said = message(&status(503).into(), &arabic);
        assert!(said.contains("503"), "{said}");
        assert_eq!(
            message(&GatherError::NoPicture, &arabic),
            GatherError::NoPicture.to_string()
        );
    }
}
