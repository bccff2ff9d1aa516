//! The order in which providers built on Terraform's plugin SDK go through the elements of a set.
//!
//! Each element is written as text and hashed, and the hashes are sorted as text. Where a provider makes a list of a
//! set, as `data.aws_iam_policy_document` does, that order shows.

use std::fmt::Write as _;

/// Elements with the text they are hashed by: each once, in the order of a set.
pub(super) fn in_set_order<T>(mut elements: Vec<(String, T)>) -> Vec<T> {
    elements.sort_by_cached_key(|(text, _)| crc32(text).to_string());
    elements.dedup_by(|(a, _), (b, _)| a == b);
    elements.into_iter().map(|(_, element)| element).collect()
}

/// The text of an attribute of a block: the texts of all, in the order of their names, make up that of the block.
pub(super) fn attribute(name: &str, value: &str) -> String {
    format!("{name}:{value};")
}

/// The text of a list of strings.
pub(super) fn list<'s>(elements: impl IntoIterator<Item = &'s str>) -> String {
    enclosed('(', elements, ')')
}

/// The text of a set of strings.
pub(super) fn set<'s>(elements: impl IntoIterator<Item = &'s str>) -> String {
    let elements = elements.into_iter();
    let elements = elements.map(|element| (format!("{element};"), element));
    enclosed('{', in_set_order(elements.collect()), '}')
}

fn enclosed<'s>(open: char, elements: impl IntoIterator<Item = &'s str>, close: char) -> String {
    let mut text = String::from(open);
    for element in elements {
        // Writing to a string does not fail.
        let _ = write!(text, "{element};");
    }
    text.push(close);
    text
}

/// The checksum of IEEE 802.3.
fn crc32(text: &str) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    let rest = text.bytes().fold(u32::MAX, |rest, byte| {
        (0..8).fold(rest ^ u32::from(byte), |rest, _| {
            (rest >> 1) ^ (POLYNOMIAL * (rest & 1))
        })
    });
    !rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_the_standard_says() {
        assert_eq!(crc32("123456789"), 0xcbf4_3926);
    }

    #[test]
    fn sorts_hashes_as_text() {
        // 1846000382, 3083618524 and 3083618524.
        let texts = ["values:(b;);", "values:(a;c;);", "values:(b;);"];
        let texts = texts.map(|text| (format!("test:StringLike;{text}variable:s3:prefix;"), text));
        assert_eq!(
            in_set_order(texts.to_vec()),
            ["values:(a;c;);", "values:(b;);"]
        );
    }
}
