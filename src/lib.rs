//! `cldlint`: a Terraform and `OpenTofu` linter for ISO/IEC 27017.
//!
//! Data flows one way: files become text, text becomes a syntax tree, trees are evaluated into a model of
//! configuration, plans are read into the same model, rules judge the model, and findings are reported. Each module
//! knows only those before it in this list; `tests/architecture.rs` holds that.

pub mod text;

pub mod value;

pub mod syntax;

pub mod eval;

pub mod finding;

pub mod model;

pub mod config;
pub mod plan;

pub mod standard;

pub mod rule;

pub mod engine;

pub mod settings;

pub mod fix;

pub mod report;

pub mod github;

pub mod show;

pub mod cli;

pub mod app;
