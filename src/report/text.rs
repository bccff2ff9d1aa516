//! For people: the marked source, the chain of the value, the control, the edit, and a summary.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use annotate_snippets::{Level, Origin, Renderer};
use anstyle::Style;

use crate::finding::{Finding, RuleInfo, Verdict};
use crate::model::Problem;
use crate::text::{Place, Span};

use super::clean::{clean, shorten};
use super::diff::{self, Palette};
use super::instances::instances;
use super::snippet::{self, Mark};
use super::wrap::wrap;
use super::{Look, Outcome, Rank, Sourced, scope, summary};

/// Notes are wrapped to this many columns, or fewer if the terminal has fewer.
const WIDEST: usize = 120;
/// The longest message that is written at a mark, in characters.
const LABEL: usize = 60;
/// How many further instances of a finding are named.
const INSTANCES: usize = 5;
/// How many places of a note are named.
const PLACES: usize = 5;
/// How many steps of a value's chain are shown.
const CHAIN: usize = 8;

pub(super) fn write(outcome: &Outcome<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let options = outcome.options;
    let page = Page {
        outcome,
        renderer: snippet::renderer(look.color, look.width),
        palette: Palette::new(look.color),
        width: look.width.min(WIDEST),
    };
    let mut told = BTreeSet::new();
    let undetermined = options.undetermined.then_some(&outcome.undetermined);
    for list in [Some(&outcome.findings), undetermined]
        .into_iter()
        .flatten()
    {
        for findings in instances(list) {
            let first = findings.first().is_some_and(|f| told.insert(&f.of.rule.id));
            page.finding(findings, first, out)?;
        }
    }
    let same = |a: &Sourced<'_, Problem>, b: &Sourced<'_, Problem>| {
        !a.of.fatal && !b.of.fatal && a.of.message == b.of.message
    };
    for problems in outcome.problems.chunk_by(same) {
        page.problem(problems, out)?;
    }
    let bold = if look.color {
        Style::new().bold()
    } else {
        Style::new()
    };
    let line = wrap(&summary::line(outcome), page.width);
    writeln!(out, "{bold}{line}{bold:#}")?;
    match summary::fixable(outcome) {
        Some(fixable) => writeln!(out, "{}", wrap(&fixable, page.width)),
        None => Ok(()),
    }
}

struct Page<'a> {
    outcome: &'a Outcome<'a>,
    renderer: Renderer,
    palette: Palette,
    width: usize,
}

impl Page<'_> {
    /// A finding, and the other instances of it. What is said of the rule is said in full the first time only.
    fn finding(
        &self,
        instances: &[Sourced<'_, Finding>],
        first_of_rule: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let Some((first, others)) = instances.split_first() else {
            return Ok(());
        };
        let Sourced {
            sources,
            of: finding,
        } = *first;
        let mut group = snippet::titled(
            self.level(finding),
            Some(&finding.rule.id),
            &finding.rule.title,
        );
        let (marks, secret) = (marks(finding), secret(finding));
        if marks.is_empty() {
            let place = format!("{}: {}", finding.input, finding.address);
            group = group.element(Origin::path(clean(&place).into_owned()));
        } else {
            group = group.elements(snippet::snippets(sources, &marks, &secret));
        }
        let mut notes = notes(finding, others);
        if let Some(class) = self.outcome.told_class(finding) {
            notes.push(("change", scope::meaning(class).to_owned()));
        }
        notes.extend(self.about_rule(&finding.rule, first_of_rule));
        for (name, text) in notes {
            let text = wrap(&clean(&text), self.width.saturating_sub(name.len() + 8));
            group = group.element(Level::NOTE.with_name(name).message(text));
        }
        writeln!(out, "{}", self.renderer.render(&[group]))?;
        for fix in &finding.fixes {
            out.write_all(diff::draw(sources, fix, &secret, &self.palette, self.width).as_bytes())?;
        }
        writeln!(out)
    }

    /// The controls and limits of a rule; in short only the clauses.
    fn about_rule(&self, rule: &RuleInfo, in_full: bool) -> Vec<(&'static str, String)> {
        let controls = self.outcome.options.claims(rule);
        if !in_full {
            let clauses = controls.into_iter();
            return clauses.map(|(clauses, _)| ("control", clauses)).collect();
        }
        let mut notes: Vec<_> = controls
            .into_iter()
            .map(|(clauses, reason)| ("control", format!("{clauses}: {reason}")))
            .collect();
        if let Some(limits) = &rule.limits {
            notes.push(("note", limits.to_string()));
        }
        notes
    }

    fn level(&self, finding: &Finding) -> Level<'static> {
        if finding.verdict == Verdict::Undetermined {
            return Level::INFO.with_name("undetermined");
        }
        match self.outcome.options.rank(finding) {
            Rank::Error => Level::ERROR,
            Rank::Warning => Level::WARNING,
            Rank::Note => Level::NOTE,
        }
    }

    /// A problem; one that keeps nothing from being judged is told once for all its places.
    fn problem(&self, same: &[Sourced<'_, Problem>], out: &mut dyn Write) -> io::Result<()> {
        let Some(Sourced { of: problem, .. }) = same.first() else {
            return Ok(());
        };
        let level = if problem.fatal {
            Level::ERROR
        } else {
            Level::NOTE
        };
        let mut group = snippet::titled(level, Some(problem.kind.name()), &problem.message);
        for Sourced { sources, of } in same.iter().take(PLACES) {
            group = match (of.span, &of.path) {
                (Some(span), _) if of.fatal => {
                    let mark = Mark {
                        span,
                        label: Cow::Borrowed(""),
                        primary: true,
                    };
                    group.elements(snippet::snippets(sources, &[mark], &[]))
                }
                (Some(span), _) => group.element(snippet::origin(sources, span)),
                (None, Some(path)) => group.element(Origin::path(clean(path).into_owned())),
                (None, None) => group,
            };
        }
        if same.len() > PLACES {
            let more = format!("and in {} more places", same.len() - PLACES);
            group = group.element(Level::NOTE.no_name().message(more));
        }
        if let Some(help) = &problem.help {
            let help = wrap(&clean(help), self.width.saturating_sub(12));
            group = group.element(Level::HELP.message(help));
        }
        writeln!(out, "{}\n", self.renderer.render(&[group]))
    }
}

/// What is said below the source: each with its name.
fn notes(finding: &Finding, others: &[Sourced<'_, Finding>]) -> Vec<(&'static str, String)> {
    let mut notes = Vec::new();
    if finding.span.is_none() && !finding.path.is_empty() {
        let at = finding.pointer.as_deref().unwrap_or("");
        let at = if at.is_empty() {
            String::new()
        } else {
            format!(" ({at})")
        };
        notes.push(("value", format!("`{}`{at}", finding.path)));
    }
    if finding.verdict == Verdict::Undetermined {
        let said = usize::from(finding.span.is_some());
        for reason in finding.reasons.iter().skip(said) {
            notes.push(("because", reason.to_string()));
        }
    } else if finding.span.is_none() || primary_label(finding) != finding.message {
        notes.push(("why", finding.message.clone()));
    }
    if let Some(others) = also(others) {
        notes.push(("also", others));
    }
    notes
}

/// The places of a finding: what is wrong, the header of its block, where the value came from, who called the module.
fn marks(finding: &Finding) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    let context = |span, label| Mark {
        span,
        label,
        primary: false,
    };
    if let Some(span) = finding.span {
        let label = primary_label(finding);
        let label = match (finding.header == Some(span), label.is_empty()) {
            (false, _) => label,
            (true, true) => Cow::Borrowed(&*finding.address),
            (true, false) => Cow::Owned(format!("{}: {label}", finding.address)),
        };
        marks.push(Mark {
            span,
            label,
            primary: true,
        });
    }
    let related = finding.related.iter().take(CHAIN);
    if let Some(header) = finding.header.filter(|span| finding.span != Some(*span)) {
        let mut label = finding.address.to_string();
        // What is absent is said at the header too.
        for place in related.clone().filter(|place| place.span == header) {
            let _ = write!(label, ": {}", place.label);
        }
        marks.push(context(header, Cow::Owned(label)));
    }
    let related = related.filter(|place| finding.header != Some(place.span));
    for place in related.chain(shown(&finding.chain)).chain(&finding.calls) {
        marks.push(context(place.span, Cow::Borrowed(&place.label)));
    }
    marks
}

/// The steps of a chain that are shown: where it is long, those nearest to the finding, and where the value was written.
fn shown(chain: &[Place]) -> impl Iterator<Item = &Place> {
    let left_out = chain.len().saturating_sub(CHAIN);
    let (near, far) = chain.split_at(chain.len().min(CHAIN - 2));
    near.iter().chain(&far[left_out..])
}

/// What is written at the mark: the label; where there is none the message, unless it is long and stands below.
fn primary_label(finding: &Finding) -> Cow<'_, str> {
    match finding.reasons.first() {
        Some(reason) if finding.verdict == Verdict::Undetermined => Cow::Owned(reason.to_string()),
        _ if !finding.label.is_empty() => Cow::Borrowed(&finding.label),
        _ if finding.message.chars().count() <= LABEL => Cow::Borrowed(&finding.message),
        _ => Cow::Borrowed(""),
    }
}

/// The places whose literals are not shown.
fn secret(finding: &Finding) -> Vec<Span> {
    if !finding.sensitive {
        return Vec::new();
    }
    let chain = finding.chain.iter().map(|place| place.span);
    // The header of a block that lacks the attribute holds no value.
    let own = finding.span.filter(|span| finding.header != Some(*span));
    own.into_iter().chain(chain).collect()
}

/// `module.b.aws_x.y, module.c.aws_x.y and 3 more`.
fn also(others: &[Sourced<'_, Finding>]) -> Option<String> {
    let named: Vec<_> = others
        .iter()
        .take(INSTANCES)
        .map(|other| shorten(&other.of.address, 120))
        .collect();
    let rest = others.len() - named.len();
    match (named.is_empty(), rest) {
        (true, _) => None,
        (false, 0) => Some(named.join(", ")),
        (false, rest) => Some(format!("{} and {rest} more", named.join(", "))),
    }
}
