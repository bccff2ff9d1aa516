//! SARIF 2.1.0, in two profiles.
//!
//! GitHub's code scanning reads a part of the format and takes the rest amiss: results that pass or that are open become
//! alerts, a region of several lines is not shown in a pull request unless all of them changed, and a report over its
//! limits is refused. So one profile keeps to that part, and another has all there is a place for.

mod results;
mod rules;
mod run;
mod taxonomies;

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::json;

use super::{Outcome, harmless};

/// What the report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    /// GitHub's code scanning.
    Github,
    /// Everything else.
    Full,
}

/// What stands for the root of the repository.
const ROOT: &str = "%SRCROOT%";

pub(super) fn write(
    outcome: &Outcome<'_>,
    profile: Profile,
    out: &mut dyn Write,
) -> io::Result<()> {
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run::run(outcome, profile)],
    });
    harmless::write(&document, out)
}

/// A path as a URI: what is not allowed in one is written in percent.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    // A colon is left out of what is plain, since in the first name it would end a scheme.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    for byte in path.bytes() {
        if plain(byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a b/ä:c.tf"), "a%20b/%C3%A4%3Ac.tf");
    }
}
