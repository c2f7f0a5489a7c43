//! Texts cut between characters.

/// The first `most` bytes of `text`, or as many as there are in whole characters.
#[must_use]
pub fn beginning(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stay_whole() {
        let cut = [0, 1, 2, 3, 5, 9].map(|most| beginning("aبت", most));
        assert_eq!(cut, ["", "a", "a", "aب", "aبت", "aبت"]);
    }
}
