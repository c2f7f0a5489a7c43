//! newsboat's filter language into ours, as far as ours goes.

/// The query that finds what the filter `expression` finds.
///
/// # Errors
/// What of it has no counterpart.
pub(super) fn translated(expression: &str) -> Result<String, String> {
    let tokens = tokens(expression)?;
    let mut parser = Parser { tokens, next: 0 };
    let query = parser.any()?;
    match parser.peek() {
        None => Ok(query),
        Some(token) => Err(format!("{token:?} is not understood")),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Operator(String),
    Open,
    Close,
}

fn tokens(expression: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut chars = expression.chars().peekable();
    while let Some(c) = chars.next() {
        tokens.push(match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            quote @ ('"' | '\'') => {
                let mut text = String::new();
                loop {
                    match chars.next() {
                        None => return Err("a quotation mark is never closed".to_owned()),
                        Some('\\') => text.extend(chars.next()),
                        Some(c) if c == quote => break,
                        Some(c) => text.push(c),
                    }
                }
                Token::Text(text)
            }
            c if "=!~<>#".contains(c) => {
                let mut operator = c.to_string();
                while let Some(c) = chars.next_if(|c| "=!~<>#".contains(*c)) {
                    operator.push(c);
                }
                Token::Operator(operator)
            }
            c => {
                let mut word = c.to_string();
                while let Some(c) =
                    chars.next_if(|c| !c.is_whitespace() && !"()\"'=!~<>#".contains(*c))
                {
                    word.push(c);
                }
                Token::Word(word)
            }
        });
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
}

impl Parser {
    fn any(&mut self) -> Result<String, String> {
        let mut query = self.all()?;
        while self.take_word("or") {
            query = format!("({query} OR {})", self.all()?);
        }
        Ok(query)
    }

    fn all(&mut self) -> Result<String, String> {
        let mut query = self.one()?;
        while self.take_word("and") {
            query = format!("{query} {}", self.one()?);
        }
        Ok(query)
    }

    fn one(&mut self) -> Result<String, String> {
        match self.take() {
            Some(Token::Open) => {
                let query = self.any()?;
                match self.take() {
                    Some(Token::Close) => Ok(format!("({query})")),
                    _ => Err("a bracket is never closed".to_owned()),
                }
            }
            Some(Token::Word(attribute)) => {
                let operator = match self.take() {
                    Some(Token::Operator(operator)) => operator,
                    _ => return Err(format!("nothing is asked of {attribute}")),
                };
                let value = match self.take() {
                    Some(Token::Text(value) | Token::Word(value)) => value,
                    _ => return Err(format!("{attribute} is compared with nothing")),
                };
                condition(&attribute, &operator, &value)
            }
            other => Err(match other {
                Some(token) => format!("{token:?} is not understood"),
                None => "it breaks off".to_owned(),
            }),
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.next += 1;
        token
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is_there = matches!(self.peek(), Some(Token::Word(found)) if found == word);
        self.next += usize::from(is_there);
        is_there
    }
}

fn condition(attribute: &str, operator: &str, value: &str) -> Result<String, String> {
    let (is_wanted, operator) = match operator {
        "!=" | "!==" => (false, "="),
        "!~" => (false, "=~"),
        "!#" => (false, "#"),
        "==" => (true, "="),
        other => (true, other),
    };
    let query = match (attribute, operator) {
        ("unread", "=") => match value {
            "yes" => "is:unread".to_owned(),
            _ => "is:read".to_owned(),
        },
        ("tags", "#") => format!("tag:{}", quoted(value)),
        ("title", "=" | "=~") => words("title:", value)?,
        ("content", "=" | "=~") => words("", value)?,
        ("feedtitle", "=" | "=~") => words("feed:", value)?,
        ("flags", _) => return flags(is_wanted, operator, value),
        ("unread_count" | "total_count", _) => {
            return Err(format!("{attribute} asks of feeds, not of articles"));
        }
        _ => return Err(format!("{attribute} {operator} has no counterpart")),
    };
    Ok(if is_wanted {
        query
    } else {
        format!("-{query}")
    })
}

/// A flag has become a tag of its own.
fn flags(is_wanted: bool, operator: &str, value: &str) -> Result<String, String> {
    let sign = if is_wanted { "" } else { "-" };
    match operator {
        "=" if value.is_empty() => Ok(if is_wanted {
            "-is:starred"
        } else {
            "is:starred"
        }
        .into()),
        "=" | "=~" | "#" if value.chars().all(char::is_alphabetic) => {
            let tags = value.chars().map(|flag| format!("{sign}tag:flag-{flag}"));
            Ok(tags.collect::<Vec<_>>().join(" "))
        }
        _ => Err(format!("flags {operator} has no counterpart")),
    }
}

/// A regular expression that is plain words, or several with `|` between them.
fn words(field: &str, value: &str) -> Result<String, String> {
    let value = value.trim_start_matches('^').trim_end_matches('$');
    let value = value.trim_start_matches(".*").trim_end_matches(".*");
    let inner = value
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let value = inner.unwrap_or(value);
    if value.is_empty() || value.contains(['*', '+', '?', '[', ']', '(', ')', '{', '\\', '.', '^'])
    {
        return Err(format!("the pattern {value:?} is more than words"));
    }
    let words: Vec<String> = value
        .split('|')
        .map(|words| format!("{field}{}", quoted(words)))
        .collect();
    Ok(match words.as_slice() {
        [one] => one.clone(),
        _ => format!("({})", words.join(" OR ")),
    })
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', " ").trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Query;

    #[test]
    fn what_has_a_counterpart_is_translated() {
        for (expression, expected) in [
            ("unread = \"yes\"", "is:unread"),
            (
                "unread = \"yes\" and tags # \"news\"",
                "is:unread tag:\"news\"",
            ),
            (
                "(title =~ \"نفط|غاز\" or content =~ 'ميناء') and tags !# \"رياضة\"",
                "(((title:\"نفط\" OR title:\"غاز\") OR \"ميناء\")) -tag:\"رياضة\"",
            ),
            ("flags =~ \"s\" and unread=\"no\"", "tag:flag-s is:read"),
            ("title !~ \"إعلان\"", "-title:\"إعلان\""),
        ] {
            let query = translated(expression).unwrap();
            assert_eq!(query, expected);
            Query::parse(&query).unwrap();
        }
    }

    #[test]
    fn what_has_none_says_so() {
        for expression in [
            "age < 3",
            "title =~ \"a.*b\"",
            "rssurl = \"x\"",
            "unread",
            "(unread = \"yes\"",
            "title = \"x",
            "",
        ] {
            let reason = translated(expression).unwrap_err();
            assert!(!reason.is_empty(), "{expression}");
        }
    }
}
