//! Findings that say the same of the same place, for several instances of it.

use crate::finding::Finding;

use super::Sourced;

/// Runs of findings that differ in their address only: they are shown as one.
pub(crate) fn instances<'l, 'a>(
    findings: &'l [Sourced<'a, Finding>],
) -> impl Iterator<Item = &'l [Sourced<'a, Finding>]> {
    findings.chunk_by(|a, b| {
        let same_sources = std::ptr::eq(a.sources, b.sources);
        let (a, b) = (a.of, b.of);
        same_sources
            && a.span.is_some()
            && a.span == b.span
            && a.rule.id == b.rule.id
            && a.message == b.message
            && a.label == b.label
            && a.severity == b.severity
            && a.class == b.class
            && a.reasons == b.reasons
    })
}
