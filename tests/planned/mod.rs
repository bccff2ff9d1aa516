//! Compares what cldlint makes of a configuration with what Terraform planned of it.

mod case;
mod compare;
mod schema;
mod written;

pub(crate) use case::Case;
pub(crate) use compare::Tally;
pub(crate) use schema::Schemas;
