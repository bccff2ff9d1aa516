//! Where a finding is, for formats that know files of the repository and lines only.

use crate::finding::Finding;
use crate::model::Problem;
use crate::text::{Sources, Span, TextRange};

use super::{Outcome, Sourced};

/// A place in a file of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RepositoryPlace {
    /// The path from the root of the repository.
    pub(crate) path: String,
    /// Where in the file; `None` where only the file is known.
    pub(crate) region: Option<Region>,
}

/// Columns of one line, from 1, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) line: u32,
    pub(crate) column: u32,
    /// The column after the last.
    pub(crate) end_column: u32,
}

impl RepositoryPlace {
    /// The line, or the first where it is not known.
    pub(crate) fn line(&self) -> u32 {
        self.region.map_or(1, |region| region.line)
    }
}

impl Outcome<'_> {
    /// Where to show a finding. What has no place in source is shown at its input.
    pub(crate) fn place_of(&self, finding: Sourced<'_, Finding>) -> RepositoryPlace {
        match span_in_repository(finding) {
            Some(span) => self.place_at(finding.sources, span),
            None => RepositoryPlace {
                path: self.options.base.path(&input_file(finding)),
                region: None,
            },
        }
    }

    /// Where to show a problem, if anywhere.
    pub(crate) fn place_of_problem(
        &self,
        problem: Sourced<'_, Problem>,
    ) -> Option<RepositoryPlace> {
        match (problem.of.span, &problem.of.path) {
            (Some(span), _) => Some(self.place_at(problem.sources, span)),
            (None, Some(path)) => Some(RepositoryPlace {
                path: self.options.base.path(path),
                region: None,
            }),
            (None, None) => None,
        }
    }

    /// The place of a span; of one over several lines its first.
    pub(crate) fn place_at(&self, sources: &Sources, span: Span) -> RepositoryPlace {
        let source = sources.get(span.file());
        let range = span.range();
        let first = source.slice(range).lines().next().unwrap_or("");
        let length = u32::try_from(first.trim_end().len()).unwrap_or(0);
        let line = TextRange::new(range.start(), range.start() + length);
        let (start, end) = (source.position(line.start()), source.position(line.end()));
        RepositoryPlace {
            path: self.options.base.path(source.path()),
            region: Some(Region {
                line: start.line,
                column: start.column,
                end_column: end.column.max(start.column + u32::from(line.is_empty())),
            }),
        }
    }
}

/// The place of a finding in source. One in a module that Terraform fetched is in no repository, so it is shown where
/// the module is called.
pub(crate) fn span_in_repository(finding: Sourced<'_, Finding>) -> Option<Span> {
    let own = finding.of.span?;
    let is_fetched = |span: &Span| {
        let path = finding.sources.get(span.file()).path();
        path.split('/').any(|name| name == ".terraform")
    };
    if !is_fetched(&own) {
        return Some(own);
    }
    let mut calls = finding.of.calls.iter().map(|call| call.span);
    calls.find(|call| !is_fetched(call)).or(Some(own))
}

/// The file to show what has no place at: the first of the module it was found in, or the plan.
fn input_file(finding: Sourced<'_, Finding>) -> String {
    let input = &*finding.of.input;
    let directory = match input {
        "." => "",
        other => other,
    };
    let directly = |path: &&str| match path.rsplit_once('/') {
        Some((folder, _)) => folder == directory,
        None => directory.is_empty(),
    };
    let files = finding.sources.all().iter().map(crate::text::Source::path);
    let first = files.filter(directly).min();
    first.unwrap_or(input).to_owned()
}
