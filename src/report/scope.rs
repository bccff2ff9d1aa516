//! What a plan has to do with what is told: everything, or what it makes worse.

use std::fmt::Write as _;

use crate::finding::{Class, Finding};

use super::Part;

/// Which findings are shown, and may fail the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All.
    #[default]
    All,
    /// Those that a plan makes worse. What a plan does not tell the past of counts as worse.
    New,
}

impl Scope {
    /// The scope of that name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "all" => Some(Self::All),
            "new" => Some(Self::New),
            _ => None,
        }
    }

    pub(super) fn holds(self, finding: &Finding) -> bool {
        self == Self::All || finding.class != Some(Class::Existing)
    }
}

/// How many findings of each class there are, whether they are shown or not; in the order of [`Class::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Classes([usize; 4]);

impl Classes {
    /// `None` where no input tells what was before.
    pub(super) fn of(parts: &[Part<'_>]) -> Option<Self> {
        let findings = parts
            .iter()
            .flat_map(|part| part.report.findings.iter().chain(&part.report.fixed));
        let mut classes = findings.filter_map(|finding| finding.class).peekable();
        classes.peek()?;
        let mut counts = [0; 4];
        for class in classes {
            counts[class as usize] += 1;
        }
        Some(Self(counts))
    }

    pub(crate) fn count(self, class: Class) -> usize {
        self.0[class as usize]
    }

    /// Whether there is anything but what is new, as there is where a plan starts from nothing.
    pub(crate) fn differ(self) -> bool {
        self.0.iter().sum::<usize>() > self.count(Class::New)
    }

    /// `1 new, 0 regressed, 2 existing, 1 fixed`.
    pub(crate) fn phrase(self) -> String {
        let mut phrase = String::new();
        for class in Class::ALL {
            let comma = if phrase.is_empty() { "" } else { ", " };
            let _ = write!(phrase, "{comma}{} {}", self.count(class), class.name());
        }
        phrase
    }
}

/// What a class means, for people.
pub(super) const fn meaning(class: Class) -> &'static str {
    match class {
        Class::New => "new with this plan",
        Class::Regressed => "regressed: it did not fail before this plan",
        Class::Existing => "existing: it failed before this plan too",
        Class::Fixed => "fixed by this plan",
    }
}
