//! The rule language: rules are HCL, and say of the model what must hold.
//!
//! Rule files are read into a [`RuleSet`], which is checked completely before it is used, so that a rule never fails
//! when it runs. What rules judge by beside Terraform's functions is in `native`; `docs/rule-language.md` describes the
//! language.

mod address;
mod builtin;
mod change;
mod check;
mod definition;
mod judge;
mod load;
mod native;
mod paths;
mod read;
mod settings;
mod walk;
mod wanted;
mod world;

pub use definition::{Assert, Code, DECLARED, FixRule, Param, Rule, RuleSet, Selector, THEMES};
pub use load::Refused;
pub use paths::NamedPath;
pub use settings::Settings;
pub use wanted::Wanted;

pub(crate) use judge::{Each, Judge};
pub(crate) use native::glob;
pub(crate) use paths::Reads;
pub(crate) use world::World;
