//! What was meant by a name that is not known.

/// Names that differ in more letters than this are other names.
const MOST: usize = 3;

/// `; did you mean …?` with the name in `known` that is like `name`, if one is.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let distance = |known: &str| strsim::damerau_levenshtein(name, known);
    let most = MOST.min(name.chars().count().div_ceil(2));
    known
        .into_iter()
        .map(|known| (distance(known), known))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map_or_else(String::new, |(_, known)| {
            format!("; did you mean `{known}`?")
        })
}

/// The message of serde `said`, with what was meant where a name is not known.
pub(super) fn explain(said: &str) -> String {
    // unknown field `langauge`, expected one of `language`, `bidi`
    let mut names = said.split('`').skip(1).step_by(2);
    let what = [("unknown field", "setting"), ("unknown variant", "choice")]
        .into_iter()
        .find(|(start, _)| said.starts_with(start));
    let (Some((_, what)), Some(unknown)) = (what, names.next()) else {
        return said.trim_end().replace('\n', " ");
    };
    let known: Vec<&str> = names.collect();
    let hint = nearest(unknown, known.iter().copied());
    if hint.is_empty() {
        format!("there is no {what} `{unknown}`: use {}", known.join(", "))
    } else {
        format!("there is no {what} `{unknown}`{hint}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_what_was_meant() {
        let known = ["language", "bidi", "mouse", "keys"];
        assert_eq!(nearest("langauge", known), "; did you mean `language`?");
        assert_eq!(nearest("mouze", known), "; did you mean `mouse`?");
        assert_eq!(nearest("font", known), "");
        assert_eq!(nearest("", known), "");
    }

    #[test]
    fn what_serde_says_is_said_plainly() {
        assert_eq!(
            explain("unknown field `moose`, expected `mouse`"),
            "there is no setting `moose`; did you mean `mouse`?"
        );
        assert_eq!(
            explain("unknown variant `tlh`, expected one of `ar`, `en`\n"),
            "there is no choice `tlh`: use ar, en"
        );
        assert_eq!(explain("invalid type:\n a map"), "invalid type:  a map");
    }
}
