//! Patterns with `*` (any run of characters) and `?` (one character).

/// Whether the pattern matches the whole text. Time is bounded by the product of the lengths, and linear in practice.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    covers(&pattern, &text, |p, t| p == '?' || p == t)
}

/// Whether every text that `inner` matches is matched by `outer` too, letter case aside.
pub(super) fn contains(outer: &str, inner: &str) -> bool {
    let outer: Vec<char> = outer.to_lowercase().chars().collect();
    let inner: Vec<char> = inner.to_lowercase().chars().collect();
    // A `*` of the inner pattern is a letter like any other that only a `*` of the outer one takes.
    covers(&outer, &inner, |p, t| (p == '?' && t != '*') || p == t)
}

/// Whether a text exists that both patterns match, letter case aside.
pub(super) fn overlap(a: &str, b: &str) -> bool {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    // reachable[j]: the first i characters of `a` and j of `b` can match the same text.
    let mut reachable = vec![false; b.len() + 1];
    for i in 0..=a.len() {
        let mut row = vec![false; b.len() + 1];
        for j in 0..=b.len() {
            row[j] = (i == 0 && j == 0)
                || (i > 0 && reachable[j] && a[i - 1] == '*')
                || (j > 0 && row[j - 1] && b[j - 1] == '*')
                || (i > 0 && j > 0 && {
                    let (x, y) = (a[i - 1], b[j - 1]);
                    // A star that has already been entered takes one more character of the other pattern.
                    (reachable[j - 1] && (x == y || x == '?' || y == '?'))
                        || (x == '*' && row[j - 1])
                        || (y == '*' && reachable[j])
                });
        }
        reachable = row;
    }
    reachable[b.len()]
}

/// Matches with `*` by going back to the last star only.
fn covers(pattern: &[char], text: &[char], same: impl Fn(char, char) -> bool) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(&c) if same(c, text[t]) => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    t = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_the_whole_text() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("aws_*", "aws_s3_bucket", true),
            ("aws_*_bucket", "aws_s3_bucket", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("europe-*", "us-europe-1", false),
            ("a*b*c", "a_b_b_c", true),
            ("Ä*", "Ärger", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn one_pattern_holds_another() {
        for (outer, inner, expected) in [
            ("*", "iam:*", true),
            ("IAM:*", "iam:Get*", true),
            ("iam:Get*", "iam:*", false),
            ("iam:?*", "iam:*", false),
            ("iam:*", "iam:*", true),
        ] {
            assert_eq!(contains(outer, inner), expected, "{outer} {inner}");
        }
    }

    #[test]
    fn two_patterns_share_a_text() {
        for (a, b, expected) in [
            ("iam:Get*", "iam:*User", true),
            ("iam:Get*", "iam:Put*", false),
            ("*", "s3:GetObject", true),
            ("s3:Get?bject", "s3:GetObject", true),
            ("iam:*", "iam:", true),
            ("a*", "b*", false),
        ] {
            assert_eq!(overlap(a, b), expected, "{a} {b}");
            assert_eq!(overlap(b, a), expected, "{b} {a}");
        }
    }
}
