//! Terraform's configuration: from files to the model.
//!
//! A [`Workspace`] holds all files of a run and the modules they make. [`Workspace::model`] evaluates one root module
//! and everything it calls. Only what is asked for is evaluated, each thing once.

mod assigned;
mod attribute_types;
mod aws_region;
mod blocks;
mod body;
mod boundary;
mod constant;
mod declare;
mod definitions;
mod documents;
mod early;
mod entities;
mod evaluator;
mod expand;
mod fetched;
mod files;
mod fileset;
mod functions;
mod inputs;
mod json_maps;
mod load;
mod locate;
mod modules;
mod names;
mod overlay;
mod paths;
mod policy;
mod providers;
mod remembered;
mod resources;
mod roots;
mod scope;
mod secrets;
mod shared;
mod validation;
mod variables;
mod workspace;

#[cfg(test)]
mod tests;

pub use entities::{DEEP_STACK, ModelOptions};
pub use files::{Disk, Files, Memory, Walk};
pub use inputs::{Assignment, Inputs};
pub use load::OpenOptions;
pub use overlay::Overlay;
pub use workspace::{Root, Workspace};

pub(crate) use load::make_room;
