//! `cldlint explain`: a rule or a control, told to someone who never heard of it.

use std::io::{self, Write};

use crate::rule::{Rule, RuleSet};
use crate::settings;
use crate::standard::{Catalogue, Control, Edition};
use crate::syntax;
use crate::value::to_hcl;

use super::list::claiming;
use super::{Failure, Terminal, print};

/// Explains a rule or a control.
pub(super) fn run(subject: &str, terminal: Terminal) -> Result<(), Failure> {
    let page = Page {
        width: terminal.width.clamp(40, 100),
        bold: if terminal.color {
            anstyle::Style::new().bold()
        } else {
            anstyle::Style::new()
        },
    };
    if let Some(rule) = RuleSet::builtin().find(subject) {
        return print(|out| page.rule(rule, out));
    }
    let controls: Vec<_> = Edition::ALL
        .into_iter()
        .filter_map(|edition| Catalogue::get().find(edition, subject))
        .collect();
    if controls.is_empty() {
        return Err(Failure::new(
            format!("there is no rule or control `{subject}`"),
            settings::nearest_rule(subject, RuleSet::builtin()),
        ));
    }
    print(|out| {
        for (index, control) in controls.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            page.control(control, out)?;
        }
        Ok(())
    })
}

struct Page {
    width: usize,
    bold: anstyle::Style,
}

impl Page {
    fn rule(&self, rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
        let info = &rule.info;
        self.heading(&format!("{}: {}", info.id, info.title), out)?;
        let (severity, kind) = (rule.severity.name(), rule.kind.name());
        writeln!(out, "severity {severity}, {kind}, theme {}\n", info.theme)?;
        let first = Edition::First.year();
        for control in info.controls.chunk_by(|_, next| next.edition != first) {
            for clause in control {
                let basis = clause.basis.replace('-', " ");
                let (edition, id, title) = (clause.edition, &clause.id, &clause.title);
                let text = format!("27017:{edition} {id} {title} ({basis})");
                self.entry("control", &text, out)?;
            }
            if let Some(clause) = control.first() {
                self.entry("because", &clause.reason, out)?;
            }
        }
        for param in &rule.params {
            let source = param.source.as_deref().unwrap_or("no source is given");
            let default = to_hcl(&param.default);
            let text = format!("{} = {default}: {source}", param.name);
            self.entry("parameter", &text, out)?;
        }
        if let Some(limits) = &info.limits {
            self.entry("limits", limits, out)?;
        }
        for fix in &rule.fixes {
            self.entry("fix", &fix.title, out)?;
        }
        for reference in &info.references {
            self.entry("see", reference, out)?;
        }
        if let Some(text) = text_of(rule) {
            self.heading("\nThe rule", out)?;
            writeln!(out, "{text}")?;
        }
        Ok(())
    }

    fn control(&self, control: &Control, out: &mut dyn Write) -> io::Result<()> {
        let (year, id, title) = (control.edition.year(), control.id, control.title);
        self.heading(&format!("ISO/IEC 27017:{year} {id}: {title}"), out)?;
        for (name, text) in [
            ("customer", control.customer),
            ("provider", control.provider),
            ("sense", control.gist),
            ("note", control.other),
        ] {
            if let Some(text) = text {
                self.entry(name, text, out)?;
            }
        }
        if control.guidance.is_empty() {
            let text = "taken over from ISO/IEC 27002 without cloud guidance";
            self.entry("guidance", text, out)?;
        } else if control.customer.is_none() && control.provider.is_none() {
            let roles: Vec<_> = control.guidance.iter().map(|role| role.name()).collect();
            self.entry(
                "guidance",
                &format!("for the {}", roles.join(" and the ")),
                out,
            )?;
        }
        if let (Some(visibility), Some(note)) = (control.visibility, control.note) {
            self.entry("visible", &format!("{}: {note}", visibility.name()), out)?;
        }
        let moved: Vec<String> = match control.edition {
            Edition::First => Catalogue::get()
                .successors(id)
                .iter()
                .map(|c| format!("27017:2026 {} {}", c.id, c.title))
                .collect(),
            Edition::Second => Vec::new(),
        };
        for successor in moved {
            self.entry("moved to", &successor, out)?;
        }
        if !control.from.is_empty() {
            let from = format!("27017:2015 {}", control.from.join(", "));
            self.entry("came from", &from, out)?;
        }
        if let Some(reading) = control.reading {
            self.entry("reading", reading, out)?;
        }
        for rule in claiming(control) {
            self.entry("rule", rule.id(), out)?;
        }
        Ok(())
    }

    fn heading(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let bold = self.bold;
        writeln!(out, "{bold}{text}{bold:#}")
    }

    /// `name  text`, the text wrapped beside the name.
    fn entry(&self, name: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        const INDENT: usize = 12;
        let mut line = format!("{name:INDENT$}");
        let mut column = INDENT;
        for word in text.split_whitespace() {
            let length = word.chars().count();
            if column > INDENT && column + 1 + length > self.width {
                writeln!(out, "{line}")?;
                line = " ".repeat(INDENT);
                column = INDENT;
            }
            if column > INDENT {
                line.push(' ');
                column += 1;
            }
            line.push_str(word);
            column += length;
        }
        writeln!(out, "{line}")
    }
}

/// The rule as it is written.
fn text_of(rule: &Rule) -> Option<&'static str> {
    let sources: &'static _ = RuleSet::builtin().sources();
    let source = sources.get(rule.span.file());
    let tree = syntax::parse(source);
    let (_, block) = tree
        .blocks(tree.root())
        .find(|(_, block)| block.header == rule.span.range())?;
    Some(source.slice(block.range))
}
