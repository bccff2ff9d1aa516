//! How the controls of a rule are named.

use std::fmt::Write as _;

use crate::finding::{ControlRef, RuleInfo};
use crate::standard::Edition;

use super::Options;

impl Options {
    /// The clauses of the editions asked for, each once: `27017:2015 10.1.1`.
    pub(crate) fn clauses(&self, rule: &RuleInfo) -> Vec<String> {
        let mut clauses = Vec::new();
        for control in rule.controls.iter().filter(|control| self.names(control)) {
            let clause = clause(control);
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        clauses
    }

    /// For each control its clauses in the editions asked for with what carries the claim in each, and why.
    pub(crate) fn claims<'c>(&self, rule: &'c RuleInfo) -> Vec<(String, &'c str)> {
        rule.controls
            .chunk_by(|_, next| next.edition != Edition::First.year())
            .filter_map(|control| {
                let clauses: Vec<_> = control.iter().filter(|c| self.names(c)).collect();
                let reason = &clauses.first()?.reason;
                Some((with_basis(&clauses), &**reason))
            })
            .collect()
    }

    /// Whether the edition of a control was asked for.
    pub(crate) fn names(&self, control: &ControlRef) -> bool {
        self.editions.iter().any(|e| e.year() == control.edition)
    }
}

fn clause(control: &ControlRef) -> String {
    format!("27017:{} {}", control.edition, control.id)
}

/// `27017:2015 10.1.1, 27017:2026 8.24 (customer guidance)`; the basis is said once where it is the same.
fn with_basis(clauses: &[&ControlRef]) -> String {
    let mut line = String::new();
    for (index, control) in clauses.iter().enumerate() {
        if index > 0 {
            line.push_str(", ");
        }
        line.push_str(&clause(control));
        let next = clauses.get(index + 1);
        if next.is_none_or(|next| next.basis != control.basis) {
            let _ = write!(line, " ({})", control.basis.replace('-', " "));
        }
    }
    line
}
