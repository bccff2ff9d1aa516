//! HCL: text to tree.
//!
//! The parser is written from the HCL specification and proved against Terraform's verdicts; it recovers at the next
//! attribute or block, keeps comments, and takes time and memory linear in the text. JSON configuration is read into
//! the same tree.

mod find;
mod json;
mod layout;
mod lexer;
mod literal;
mod names;
mod number;
mod parser;
mod tree;

pub use json::{parse_json, parse_json_expression, parse_json_literals};
pub use layout::{Blank, Layout};
pub use names::is_name;
pub use parser::{parse, parse_expression, parse_template};
pub use tree::*;
