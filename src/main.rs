//! The `cldlint` command.

fn main() {}
