//! Hidden first lines of comments, by which a later run finds its own.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::report::Finding;

/// What a marker begins with; the version at its end lets a later one change it.
const SUMMARY: &str = "<!-- cldlint:summary ";
const REMARK: &str = "<!-- cldlint:f=";
const END: &str = " v=1 -->";

/// `run_number.run_attempt`: which run is later.
pub(crate) type RunNumber = (u64, u64);

/// The name of a series of comments, shortened.
pub(crate) fn series(id: &str) -> String {
    hex(&[id], 16)
}

/// What names a finding whatever its line, index, instance or value.
pub(crate) fn name(finding: &Finding) -> String {
    let file = finding.place.file.as_deref().unwrap_or(&finding.input);
    let (address, path) = (without_keys(&finding.address), without_keys(&finding.path));
    hex(&[&finding.rule, &address, &path, file], 32)
}

/// Another name for what has the same one at another place.
pub(crate) fn further(name: &str, number: usize) -> String {
    hex(&[name, &number.to_string()], 32)
}

/// A text without what stands in brackets: instance keys and indexes.
fn without_keys(text: &str) -> String {
    let mut kept = String::new();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if depth > 0 => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

fn hex(parts: &[&str], length: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut digits = String::new();
    for byte in hash.finalize() {
        let _ = write!(digits, "{byte:02x}");
    }
    digits.truncate(length);
    digits
}

/// The first line of the comment that sums up.
pub(crate) fn of_summary(series: &str, head: &str, run: RunNumber) -> String {
    let (number, attempt) = run;
    format!("{SUMMARY}id={series} head={head} run={number}.{attempt}{END}")
}

/// The run that wrote a comment, if it sums up this series.
pub(crate) fn summary_run(body: &str, series: &str) -> Option<RunNumber> {
    let fields = first_line(body).strip_prefix(SUMMARY)?.strip_suffix(END)?;
    let field = |name: &str| fields.split(' ').find_map(|field| field.strip_prefix(name));
    if field("id=")? != series {
        return None;
    }
    let (number, attempt) = field("run=")?.split_once('.')?;
    Some((number.parse().ok()?, attempt.parse().ok()?))
}

/// Whether what a review comment tells is still so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// As far as the last run knows.
    Open,
    /// No longer found.
    Fixed,
    /// A reply that says so.
    Reply,
}

impl State {
    const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Fixed => "fixed",
            Self::Reply => "reply",
        }
    }
}

/// The first line of a review comment.
pub(crate) fn of_remark(name: &str, series: &str, state: State) -> String {
    format!("{REMARK}{name} id={series} state={}{END}", state.name())
}

/// The name and state of a review comment of this series.
pub(crate) fn remark<'b>(body: &'b str, series: &str) -> Option<(&'b str, State)> {
    let fields = first_line(body).strip_prefix(REMARK)?.strip_suffix(END)?;
    let (name, rest) = fields.split_once(" id=")?;
    let (id, state) = rest.split_once(" state=")?;
    let states = [State::Open, State::Fixed, State::Reply];
    let state = states.into_iter().find(|known| known.name() == state)?;
    (id == series).then_some((name, state))
}

fn first_line(body: &str) -> &str {
    body.lines().next().unwrap_or_default()
}

/// A body without its marker.
pub(crate) fn rest(body: &str) -> &str {
    body.split_once('\n').map_or("", |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_read_back() {
        let marker = of_summary("a1", "c0ffee", (12, 3));
        assert_eq!(
            summary_run(&format!("{marker}\r\ntext"), "a1"),
            Some((12, 3))
        );
        assert_eq!(summary_run(&marker, "other"), None);
        assert_eq!(
            summary_run("text\n<!-- cldlint:summary id=a1 run=1.1 v=1 -->", "a1"),
            None
        );
        let marker = of_remark("f0", "a1", State::Fixed);
        assert_eq!(remark(&marker, "a1"), Some(("f0", State::Fixed)));
        assert_eq!(remark(&marker, "b2"), None);
    }

    #[test]
    fn names_do_not_depend_on_instances() {
        for (text, kept) in [
            ("module.a[\"x]\"].b.c[0]", "module.a.b.c"),
            ("ingress[0].cidr_blocks", "ingress.cidr_blocks"),
            ("a[\"q\\\"]\"].b", "a.b"),
            ("", ""),
        ] {
            assert_eq!(without_keys(text), kept);
        }
    }
}
