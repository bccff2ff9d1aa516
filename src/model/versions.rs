//! Version constraints.

/// The major version of `5.1.0` or `v5`.
pub fn major(version: &str) -> Option<u32> {
    let version = version.trim();
    let version = version.strip_prefix('v').unwrap_or(version);
    version.split(['.', '-', '+']).next()?.parse().ok()
}

/// The lowest and highest major version that a constraint such as `>= 4.0, < 6` admits; `u32::MAX` where it sets no
/// upper end. `None` when it cannot be read.
pub fn majors(constraint: &str) -> Option<(u32, u32)> {
    let mut range = (0, u32::MAX);
    for part in constraint.split(',') {
        let part = part.trim();
        let digits = part.find(|c: char| c.is_ascii_digit() || c == 'v')?;
        let (operator, version) = part.split_at(digits);
        let first = major(version)?;
        range = intersection(range, one(operator.trim(), version, first)?);
    }
    Some(range)
}

/// What both admit. Where nothing is left, Terraform would refuse too; the first is kept.
pub fn intersection(a: (u32, u32), b: (u32, u32)) -> (u32, u32) {
    let both = (a.0.max(b.0), a.1.min(b.1));
    if both.0 <= both.1 { both } else { a }
}

fn one(operator: &str, version: &str, first: u32) -> Option<(u32, u32)> {
    // Whether nothing but zeros follows the major version, as in `6` and `6.0.0`.
    let whole = version
        .split('.')
        .skip(1)
        .all(|part| part.trim().chars().all(|c| c == '0'));
    Some(match operator {
        // `~> 5` lets the last given part grow, and that is the major version itself.
        "~>" if !version.contains('.') => (first, u32::MAX),
        "~>" | "" | "=" => (first, first),
        ">=" | ">" => (first, u32::MAX),
        "<" if whole => (0, first.checked_sub(1)?),
        "<" | "<=" => (0, first),
        "!=" => (0, u32::MAX),
        _ => return None,
    })
}

/// Whether a version is one that a constraint such as `~> 5.1, != 5.2.0` admits; `None` where either cannot be read.
pub fn satisfies(version: &str, constraint: &str) -> Option<bool> {
    let version = Version::read(version)?;
    let mut all = true;
    for part in constraint.split(',') {
        let part = part.trim();
        let start = part.find(|c: char| c.is_ascii_digit() || c == 'v')?;
        let (operator, bound) = part.split_at(start);
        all &= version.meets(operator.trim(), &Version::read(bound)?)?;
    }
    Some(all)
}

/// A version: its numbers, and what makes it one before the release.
#[derive(Debug, PartialEq, Eq)]
struct Version<'v> {
    numbers: [u64; 3],
    /// How many numbers were written.
    written: usize,
    before: Option<&'v str>,
}

impl<'v> Version<'v> {
    fn read(text: &'v str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('v').unwrap_or(text);
        let text = text.split('+').next()?;
        let (text, before) = match text.split_once('-') {
            Some((text, before)) => (text, Some(before)),
            None => (text, None),
        };
        let mut numbers = [0; 3];
        let mut written = 0;
        for part in text.split('.') {
            *numbers.get_mut(written)? = part.parse().ok()?;
            written += 1;
        }
        Some(Self {
            numbers,
            written,
            before,
        })
    }

    fn meets(&self, operator: &str, bound: &Self) -> Option<bool> {
        // A version before a release is only meant where it is named.
        let same = self.numbers == bound.numbers && self.before == bound.before;
        let comparable = self.before.is_none() && bound.before.is_none();
        if !comparable && !matches!(operator, "" | "=" | "!=") {
            return if self.before.is_some() && bound.before.is_none() {
                Some(false)
            } else {
                None
            };
        }
        let (ours, theirs) = (self.numbers, bound.numbers);
        Some(match operator {
            "" | "=" => same,
            "!=" => !same,
            ">" => ours > theirs,
            ">=" => ours >= theirs,
            "<" => ours < theirs,
            "<=" => ours <= theirs,
            "~>" => {
                // All but the last number that was written stay as they are.
                let kept = bound.written.saturating_sub(1);
                ours >= theirs && ours.iter().zip(theirs).take(kept).all(|(a, b)| *a == b)
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_meet_constraints() {
        for (version, constraint, expected) in [
            ("5.1.2", "~> 5.0", Some(true)),
            ("6.0.0", "~> 5.0", Some(false)),
            ("6.0.0", "~> 5", Some(true)),
            ("5.1.2", "~> 5.1.0", Some(true)),
            ("5.2.0", "~> 5.1.0", Some(false)),
            ("5.0.9", "~> 5.1.0", Some(false)),
            ("5.1.2", "5.1.2", Some(true)),
            ("5.1.2", "= 5.1.3", Some(false)),
            ("5.1.2", "!= 5.1.2", Some(false)),
            ("5.1.2", ">= 5.0, < 5.1", Some(false)),
            ("5.1.2", ">= 5.0, < 6.0.0, != 5.1.1", Some(true)),
            ("5.1.2", "> 5.1.1, <= 5.1.2", Some(true)),
            ("5.1", ">= 5.1.0", Some(true)),
            ("5.2.0-beta1", "~> 5.1", Some(false)),
            ("5.2.0-beta1", "5.2.0-beta1", Some(true)),
            ("5.2.0", ">= 5.2.0-beta1", None),
            ("x", "1", None),
            ("1.0.0", "latest", None),
        ] {
            assert_eq!(
                satisfies(version, constraint),
                expected,
                "{version} {constraint}"
            );
        }
    }

    #[test]
    fn reads_constraints() {
        for (constraint, expected) in [
            ("~> 5.0", Some((5, 5))),
            ("~> 5.1.2", Some((5, 5))),
            ("~> 5", Some((5, u32::MAX))),
            (">= 4.0, < 6", Some((4, 5))),
            (">= 4.0, < 6.0.0", Some((4, 5))),
            (">= 4.0, < 6.1", Some((4, 6))),
            ("5.1.0", Some((5, 5))),
            ("= 5.1.0", Some((5, 5))),
            ("> 3.1, != 3.2.0", Some((3, u32::MAX))),
            ("<= 4", Some((0, 4))),
            (">=3.0,<5.0", Some((3, 4))),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(majors(constraint), expected, "{constraint}");
        }
    }

    #[test]
    fn majors_of_versions() {
        assert_eq!(major("5.100.0"), Some(5));
        assert_eq!(major("v6"), Some(6));
        assert_eq!(major("x"), None);
    }
}
