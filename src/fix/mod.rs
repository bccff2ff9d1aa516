//! Fixes: which to make together, and whether they did what they are for. Pure; files are the caller's.

mod batch;
mod tally;

pub use batch::{Batch, FileBatch, Made};
pub use tally::{Key, Tally};
