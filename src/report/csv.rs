//! A table for spreadsheets: RFC 4180, one row a finding, undetermined check or problem.
//!
//! Spreadsheets take cells that begin with certain characters for formulas and run them, so such cells get a quotation
//! mark in front.

use std::io::{self, Write};

use crate::finding::{Finding, Verdict};
use crate::model::Problem;

use super::clean::clean;
use super::{Outcome, Sourced};

/// The columns, in order.
const COLUMNS: [&str; 16] = [
    "verdict",
    "severity",
    "fails",
    "rule",
    "title",
    "kind",
    "theme",
    "controls",
    "address",
    "path",
    "file",
    "line",
    "column",
    "message",
    "input",
    "fingerprint",
];

pub(super) fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    row(out, &COLUMNS.map(str::to_owned))?;
    for finding in outcome.findings.iter().chain(&outcome.undetermined) {
        row(out, &finding_cells(outcome, *finding))?;
    }
    for problem in &outcome.problems {
        row(out, &problem_cells(outcome, *problem))?;
    }
    Ok(())
}

fn finding_cells(outcome: &Outcome<'_>, sourced: Sourced<'_, Finding>) -> [String; COLUMNS.len()] {
    let finding = sourced.of;
    let rule = &finding.rule;
    let place = outcome.place_of(sourced);
    let undetermined = finding.verdict == Verdict::Undetermined;
    let fails = !undetermined && outcome.options.fails(finding);
    let number = |number: Option<u32>| number.map_or(String::new(), |n| n.to_string());
    [
        if undetermined { "undetermined" } else { "fail" }.to_owned(),
        finding.severity.name().to_owned(),
        fails.to_string(),
        rule.id.to_string(),
        rule.title.to_string(),
        finding.kind.name().to_owned(),
        rule.theme.to_string(),
        outcome.options.clauses(rule).join("; "),
        finding.address.to_string(),
        finding.path.clone(),
        place.path,
        number(place.region.map(|region| region.line)),
        number(place.region.map(|region| region.column)),
        finding.message.clone(),
        finding.input.to_string(),
        finding.fingerprint.clone(),
    ]
}

/// What could not be judged is no finding, but a table without it would look complete.
fn problem_cells(outcome: &Outcome<'_>, sourced: Sourced<'_, Problem>) -> [String; COLUMNS.len()] {
    let problem = sourced.of;
    let place = outcome.place_of_problem(sourced);
    let region = place.as_ref().and_then(|place| place.region);
    let mut cells = [const { String::new() }; COLUMNS.len()];
    cells[0].push_str(if problem.fatal { "error" } else { "note" });
    cells[5].push_str(problem.kind.name());
    cells[10] = place.map_or_else(String::new, |place| place.path);
    if let Some(region) = region {
        cells[11] = region.line.to_string();
        cells[12] = region.column.to_string();
    }
    cells[13].push_str(&problem.message);
    cells
}

fn row(out: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        out.write_all(escape(cell).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

fn escape(cell: &str) -> String {
    let mut text = clean(cell).into_owned();
    // What follows a blank is taken for a formula too.
    let first = text.trim_start().chars().next();
    if matches!(
        first,
        Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠')
    ) {
        text.insert(0, '\'');
    }
    if text.contains([',', '"']) || text.starts_with(' ') || text.ends_with(' ') {
        text = format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("\t=1", "' =1"),
            ("-1", "'-1"),
            ("@SUM(a)", "'@SUM(a)"),
            ("a\r\nb", "a b"),
            ("say \"a\", b", "\"say \"\"a\"\", b\""),
            ("plain", "plain"),
        ] {
            assert_eq!(escape(cell), written, "{cell}");
        }
    }
}
