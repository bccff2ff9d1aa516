//! The control catalogue of ISO/IEC 27017, both editions: `rules/iso27017.hcl`, read when first asked for.
//!
//! What a rule may claim is decided here: a basis that names guidance needs a control that has it for that role.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use crate::syntax::{self, ExprId, ExprKind, Item, Tree};
use crate::text::{Source, Sources};

/// The text of the catalogue.
const TEXT: &str = include_str!("../rules/iso27017.hcl");

/// An edition of ISO/IEC 27017.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// ISO/IEC 27017:2015, clauses numbered as in ISO/IEC 27002:2013.
    First,
    /// ISO/IEC 27017:2026, clauses numbered as in ISO/IEC 27002:2022.
    Second,
}

impl Edition {
    /// Both, the older one first.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// The year, which is its name in settings and output.
    pub const fn year(self) -> &'static str {
        match self {
            Self::First => "2015",
            Self::Second => "2026",
        }
    }

    /// The edition of that year.
    pub fn parse(year: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|edition| edition.year() == year)
    }
}

/// For whom the standard gives guidance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who uses a cloud service.
    Customer,
    /// Who offers one.
    Provider,
}

impl Role {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Customer, Self::Provider];

    /// The name in settings and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Provider => "provider",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What supports the claim that a setting bears on a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The guidance that 27017 adds for the customer.
    CustomerGuidance,
    /// The guidance that 27017 adds for the provider.
    ProviderGuidance,
    /// The statement of a control of 27017 itself.
    ControlStatement,
    /// A note that is no part of the norm.
    OtherInformation,
    /// The control of 27002 that 27017 takes over.
    BaseControl,
}

impl Basis {
    /// All, the strongest first.
    pub const ALL: [Self; 5] = [
        Self::CustomerGuidance,
        Self::ProviderGuidance,
        Self::ControlStatement,
        Self::OtherInformation,
        Self::BaseControl,
    ];

    /// The name in rules and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CustomerGuidance => "customer-guidance",
            Self::ProviderGuidance => "provider-guidance",
            Self::ControlStatement => "control-statement",
            Self::OtherInformation => "other-information",
            Self::BaseControl => "base-control",
        }
    }

    /// The basis of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.name() == name)
    }
}

/// What configuration shows of a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// A setting that meets or opposes a material part of it.
    Direct,
    /// Traces; it also needs documents, people, runtime evidence or a declared input.
    Partial,
    /// Nothing: a rule must not claim it.
    None,
}

impl Visibility {
    /// The name in the catalogue and in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Partial => "partial",
            Self::None => "none",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Direct, Self::Partial, Self::None]
            .into_iter()
            .find(|visibility| visibility.name() == name)
    }
}

/// A control in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// The edition.
    pub edition: Edition,
    /// The clause: `10.1.1`, `CLD.9.5.2`, `8.24`.
    pub id: &'static str,
    /// The title.
    pub title: &'static str,
    /// Whether it is a control of 27017 itself, not one of 27002.
    pub own: bool,
    /// The roles for which there is cloud guidance.
    pub guidance: Vec<Role>,
    /// What configuration shows of it; `None` where the catalogue does not say (the second edition).
    pub visibility: Option<Visibility>,
    /// What exactly it shows, or why nothing.
    pub note: Option<&'static str>,
    /// The sense of it, in our own words, where no role is told apart.
    pub gist: Option<&'static str>,
    /// The sense of the customer's guidance.
    pub customer: Option<&'static str>,
    /// The sense of the provider's guidance.
    pub provider: Option<&'static str>,
    /// The sense of the note under the clause.
    pub other: Option<&'static str>,
    /// For the first edition: the controls of 27002:2022 that took its place, or come nearest.
    pub successors: Vec<&'static str>,
    /// For the second edition: the clauses of 2015 whose subject moved here.
    pub from: Vec<&'static str>,
    /// How the clause was read: `read`, `corroborated`, `recalled`.
    pub reading: Option<&'static str>,
}

impl Control {
    fn new(edition: Edition, id: &'static str) -> Self {
        Self {
            edition,
            id,
            title: "",
            own: false,
            guidance: Vec::new(),
            visibility: None,
            note: None,
            gist: None,
            customer: None,
            provider: None,
            other: None,
            successors: Vec::new(),
            from: Vec::new(),
            reading: None,
        }
    }

    /// Whether a claim about this control may rest on `basis`.
    pub fn allows(&self, basis: Basis) -> bool {
        self.visibility != Some(Visibility::None)
            && match basis {
                Basis::CustomerGuidance => self.guidance.contains(&Role::Customer),
                Basis::ProviderGuidance => self.guidance.contains(&Role::Provider),
                Basis::ControlStatement => self.own,
                Basis::OtherInformation => self.other.is_some(),
                Basis::BaseControl => !self.own,
            }
    }

    /// The bases a claim about this control may have, the strongest first.
    pub fn bases(&self) -> Vec<Basis> {
        Basis::ALL
            .into_iter()
            .filter(|&basis| self.allows(basis))
            .collect()
    }

    /// Where the control stands in its edition: by clause, those of 27017 itself last.
    fn order(&self) -> (bool, Vec<u32>) {
        let clause = self.id.trim_start_matches("CLD.");
        let numbers = clause.split('.').map(|part| part.parse().unwrap_or(0));
        (self.id.starts_with("CLD."), numbers.collect())
    }
}

/// Why a claim is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The edition has no such control.
    Unknown {
        /// The edition.
        edition: Edition,
        /// What was asked for.
        id: String,
    },
    /// Configuration shows nothing of the control.
    Invisible(&'static str),
    /// The control does not have that basis.
    Basis {
        /// The control.
        control: &'static Control,
        /// What was claimed.
        basis: Basis,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { edition, id } => {
                write!(f, "ISO/IEC 27017:{} has no control {id}", edition.year())
            }
            Self::Invisible(id) => {
                write!(
                    f,
                    "configuration shows nothing of control {id}, so no rule may claim it"
                )
            }
            Self::Basis { control, basis } => {
                let allowed: Vec<_> = control
                    .bases()
                    .into_iter()
                    .map(|b| format!("`{}`", b.name()))
                    .collect();
                write!(
                    f,
                    "control {} of {} cannot be claimed by `{}`, only by {}",
                    control.id,
                    control.edition.year(),
                    basis.name(),
                    allowed.join(" or ")
                )
            }
        }
    }
}

/// All controls.
#[derive(Debug)]
pub struct Catalogue {
    controls: [Vec<Control>; 2],
}

impl Catalogue {
    /// The catalogue, read at the first call.
    pub fn get() -> &'static Self {
        static SOURCES: OnceLock<Sources> = OnceLock::new();
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        CATALOGUE.get_or_init(|| {
            let sources = SOURCES.get_or_init(|| {
                let mut sources = Sources::default();
                sources.add("rules/iso27017.hcl", TEXT.into());
                sources
            });
            let mut controls = [Vec::new(), Vec::new()];
            for source in sources.all() {
                let tree = syntax::parse(source);
                Reader {
                    source,
                    tree: &tree,
                }
                .file(&mut controls);
            }
            for list in &mut controls {
                list.sort_by_key(Control::order);
            }
            Self { controls }
        })
    }

    /// The controls of an edition, by clause.
    pub fn controls(&self, edition: Edition) -> &[Control] {
        &self.controls[edition as usize]
    }

    /// A control.
    pub fn find(&self, edition: Edition, id: &str) -> Option<&Control> {
        self.controls(edition)
            .iter()
            .find(|control| control.id == id)
    }

    /// The control, if a rule may claim it on that basis.
    pub fn claim(
        &'static self,
        edition: Edition,
        id: &str,
        basis: Basis,
    ) -> Result<&'static Control, Refusal> {
        let control = self.find(edition, id).ok_or_else(|| Refusal::Unknown {
            edition,
            id: id.to_owned(),
        })?;
        if control.visibility == Some(Visibility::None) {
            Err(Refusal::Invisible(control.id))
        } else if control.allows(basis) {
            Ok(control)
        } else {
            Err(Refusal::Basis { control, basis })
        }
    }

    /// The controls of the second edition to which the subject of a clause of 2015 moved.
    pub fn successors(&self, id: &str) -> Vec<&Control> {
        let listed = self.find(Edition::First, id).map(|c| &c.successors);
        self.controls(Edition::Second)
            .iter()
            .filter(|control| {
                control.from.contains(&id) || listed.is_some_and(|l| l.contains(&control.id))
            })
            .collect()
    }
}

/// Reads the embedded file, whose strings have no escapes: a test holds that nothing in it is passed over.
struct Reader<'t> {
    source: &'static Source,
    tree: &'t Tree,
}

impl Reader<'_> {
    fn file(&self, controls: &mut [Vec<Control>; 2]) {
        for (_, block) in self.tree.blocks(self.tree.root()) {
            let year = self
                .tree
                .labels(block)
                .first()
                .map(|l| self.source.slice(l.text));
            let Some(edition) = year.and_then(Edition::parse) else {
                continue;
            };
            for (_, block) in self.tree.blocks(self.tree.body(block.body)) {
                let id = self
                    .tree
                    .labels(block)
                    .first()
                    .map(|l| self.source.slice(l.text));
                let mut control = Control::new(edition, id.unwrap_or_default());
                for item in self.tree.items(self.tree.body(block.body)) {
                    if let Item::Attribute(attribute) = *item {
                        let attribute = self.tree.attribute(attribute);
                        let name = self.source.slice(attribute.name);
                        self.set(&mut control, name, attribute.expr);
                    }
                }
                controls[edition as usize].push(control);
            }
        }
    }

    fn set(&self, control: &mut Control, name: &str, value: ExprId) {
        let text = || self.string(value);
        match name {
            "title" => control.title = text().unwrap_or_default(),
            "own" => control.own = matches!(self.tree.expr(value).kind, ExprKind::Bool(true)),
            "guidance" => {
                control.guidance = self.strings(value).filter_map(Role::parse).collect();
            }
            "plan" => control.visibility = text().and_then(Visibility::parse),
            "note" => control.note = text(),
            "gist" => control.gist = text(),
            "customer" => control.customer = text(),
            "provider" => control.provider = text(),
            "other" => control.other = text(),
            "iso27002" | "nearest" => control.successors.extend(self.strings(value)),
            "from" => control.from = self.strings(value).collect(),
            "reading" => control.reading = text(),
            _ => {}
        }
    }

    fn string(&self, expr: ExprId) -> Option<&'static str> {
        match self.tree.string(self.source, expr)? {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    fn strings(&self, expr: ExprId) -> impl Iterator<Item = &'static str> {
        let elements = match self.tree.expr(expr).kind {
            ExprKind::Tuple(list) => self.tree.exprs(list),
            _ => &[],
        };
        elements.iter().filter_map(|&element| self.string(element))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(edition: Edition, test: impl Fn(&Control) -> bool) -> usize {
        let controls = Catalogue::get().controls(edition);
        controls.iter().filter(|control| test(control)).count()
    }

    #[test]
    fn the_first_edition_has_the_published_counts() {
        let first = |test: &dyn Fn(&Control) -> bool| count(Edition::First, test);
        let guided =
            |role| move |c: &Control, own: bool| c.own == own && c.guidance.contains(&role);
        let (customer, provider) = (guided(Role::Customer), guided(Role::Provider));
        assert_eq!(first(&|_| true), 121);
        assert_eq!(first(&|c| c.own), 7);
        assert_eq!(first(&|c| !c.own && !c.guidance.is_empty()), 37);
        assert_eq!(first(&|c| customer(c, false)), 34);
        assert_eq!(first(&|c| provider(c, false)), 33);
        assert_eq!(first(&|c| customer(c, true)), 5);
        assert_eq!(first(&|c| provider(c, true)), 7);
        for (visibility, all, guided) in [
            (Visibility::Direct, 18, 13),
            (Visibility::Partial, 45, 23),
            (Visibility::None, 58, 8),
        ] {
            let seen = |c: &Control| c.visibility == Some(visibility);
            assert_eq!(first(&seen), all);
            assert_eq!(first(&|c| seen(c) && !c.guidance.is_empty()), guided);
        }
        assert_eq!(first(&|c| c.own != c.id.starts_with("CLD.")), 0);
    }

    #[test]
    fn the_second_edition_follows_from_the_first() {
        let catalogue = Catalogue::get();
        assert_eq!(count(Edition::Second, |_| true), 93 + 4);
        assert_eq!(count(Edition::Second, |c| c.own), 4);
        assert_eq!(
            count(Edition::Second, |c| !c.own && !c.guidance.is_empty()),
            39
        );
        for control in catalogue.controls(Edition::Second) {
            for id in &control.from {
                assert!(catalogue.find(Edition::First, id).is_some(), "{id}");
            }
        }
        for control in catalogue.controls(Edition::First) {
            assert!(
                !catalogue.successors(control.id).is_empty(),
                "{}",
                control.id
            );
            for id in &control.successors {
                assert!(catalogue.find(Edition::Second, id).is_some(), "{id}");
            }
        }
    }

    #[test]
    fn every_entry_is_complete() {
        for edition in Edition::ALL {
            let mut ids = Vec::new();
            for control in Catalogue::get().controls(edition) {
                assert!(!control.title.is_empty(), "{}", control.id);
                assert_eq!(
                    control.customer.is_some(),
                    edition == Edition::First && control.guidance.contains(&Role::Customer)
                );
                assert_eq!(control.visibility.is_some(), edition == Edition::First);
                ids.push(control.id);
            }
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all);
        }
    }

    #[test]
    fn claims_need_their_basis() {
        let catalogue = Catalogue::get();
        let claim = |edition, id, basis| catalogue.claim(edition, id, basis).map(|c| c.title);
        assert_eq!(
            claim(Edition::First, "10.1.1", Basis::CustomerGuidance),
            Ok("Policy on the use of cryptographic controls")
        );
        // The guidance of CLD.9.5.1 is for providers only.
        let refused = claim(Edition::First, "CLD.9.5.1", Basis::CustomerGuidance).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "control CLD.9.5.1 of 2015 cannot be claimed by `customer-guidance`, only by `provider-guidance` or `control-statement`"
        );
        assert_eq!(
            claim(Edition::First, "5.1.1", Basis::CustomerGuidance),
            Err(Refusal::Invisible("5.1.1"))
        );
        assert!(claim(Edition::First, "8.24", Basis::BaseControl).is_err());
        assert!(claim(Edition::Second, "8.22", Basis::BaseControl).is_ok());
        assert!(claim(Edition::Second, "8.22", Basis::CustomerGuidance).is_err());
    }

    #[test]
    fn nothing_in_the_file_is_passed_over() {
        let mut sources = Sources::default();
        let file = sources.add("rules/iso27017.hcl", TEXT.into());
        assert_eq!(syntax::parse(sources.get(file)).errors(), []);
        // A string with an escape would not be borrowed from the text, and be left out.
        assert!(!TEXT.contains(['\\', '$']));
        let known = [
            "standard",
            "numbering",
            "title",
            "own",
            "guidance",
            "plan",
            "note",
            "customer",
            "provider",
            "other",
            "iso27002",
            "nearest",
            "reading",
            "gist",
            "from",
        ];
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once('=') {
                assert!(known.contains(&name.trim()), "{line}");
            }
        }
    }
}
