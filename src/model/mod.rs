//! What rules judge: one model for source, for plans, and for the two joined.

mod change;
mod entity;
mod locate;
mod policy;
mod secrets;
mod versions;

pub use change::{Before, Change, Changes};
pub use entity::{Entity, EntityId, EntityKind, Model, Need, Problem, ProblemKind, ProviderRef};
pub use locate::{EditSite, Locate, Located, LocatedPart};
pub use policy::{PolicyDocument, StatementOrigin, google_policy};
pub use secrets::{with_access_marked, with_secrets_marked};
pub use versions::{intersection, major, majors, satisfies};
