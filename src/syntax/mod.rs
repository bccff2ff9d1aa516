//! HCL: text to tree.
//!
//! The parser is written from the HCL specification and proved against Terraform's verdicts; it recovers at the next
//! attribute or block, keeps comments, and takes time and memory linear in the text. JSON configuration is read into
//! the same tree.

mod tree;

pub use tree::*;
