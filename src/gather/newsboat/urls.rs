//! newsboat's list of feeds: an address a line, then tags; `"~…"` is a title, `!` keeps
//! the feed out of its list. `query:name:expression` is a named query.

use crate::text::sanitize;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Feed {
        address: String,
        title: Option<String>,
        tags: Vec<String>,
    },
    Query {
        name: String,
        expression: String,
    },
    /// A feed that a program makes (`exec:`, `filter:`).
    Program {
        address: String,
    },
}

/// The lines of `text` that say anything.
pub(super) fn lines(text: &str) -> Vec<Line> {
    text.lines().filter_map(line).collect()
}

fn line(text: &str) -> Option<Line> {
    let mut words = words(text).into_iter();
    let address = words.next()?;
    if let Some(query) = address.strip_prefix("query:") {
        let (name, expression) = query.split_once(':')?;
        return Some(Line::Query {
            name: sanitize::line(name),
            expression: expression.to_owned(),
        });
    }
    if address.starts_with("exec:") || address.starts_with("filter:") {
        return Some(Line::Program { address });
    }
    let mut title = None;
    let mut tags = Vec::new();
    for word in words {
        match word.strip_prefix('~') {
            Some(name) => title = Some(sanitize::line(name)).filter(|name| !name.is_empty()),
            None if word == "!" => {}
            None => tags.push(sanitize::line(&word)),
        }
    }
    tags.retain(|tag| !tag.is_empty());
    Some(Line::Feed {
        address,
        title,
        tags,
    })
}

/// The words of a line: set apart by blanks, quoted with `"` where `\` keeps a sign from
/// its meaning, up to a `#` that begins one.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = line.chars().peekable();
    loop {
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        let mut word = String::new();
        match chars.peek() {
            None | Some('#') => return words,
            Some('"') => {
                chars.next();
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => word.extend(chars.next()),
                        c => word.push(c),
                    }
                }
            }
            Some(_) => {
                while let Some(c) = chars.next_if(|c| !c.is_whitespace()) {
                    word.push(c);
                }
            }
        }
        words.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_newsboat_reads_it() {
        let text = "# أخبار\n\nhttps://a.example/1 أخبار \"كأس العالم\" \"~صحيفة المرفأ\" # آخر\n\
            https://a.example/2#x !\n\"query:غير مقروء:unread = \\\"yes\\\"\" تتبع\n\
            \"exec:~/bin/make feed\"\nfilter:x:https://a.example/3\n";
        let feed = |address: &str, title: Option<&str>, tags: &[&str]| Line::Feed {
            address: address.into(),
            title: title.map(Into::into),
            tags: tags.iter().map(|&tag| tag.into()).collect(),
        };
        let program = |address: &str| Line::Program {
            address: address.into(),
        };
        assert_eq!(
            lines(text),
            [
                feed(
                    "https://a.example/1",
                    Some("صحيفة المرفأ"),
                    &["أخبار", "كأس العالم"]
                ),
                feed("https://a.example/2#x", None, &[]),
                Line::Query {
                    name: "غير مقروء".into(),
                    expression: "unread = \"yes\"".into()
                },
                program("exec:~/bin/make feed"),
                program("filter:x:https://a.example/3"),
            ]
        );
    }
}
