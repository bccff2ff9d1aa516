//! The pull request: what a report says, as a comment that sums it up and a review of the lines that changed.
//!
//! Everything here follows from a report, an event and what the server answers. Nothing reads the environment, files
//! or the clock; the caller gives them.

mod address;
mod anchor;
mod annotations;
mod api;
mod comments;
mod diff;
mod event;
mod marker;
mod post;
mod report;
mod review;
mod suggestion;
mod summary;

pub use api::{Clock, Request, Response, Transport};
pub use event::{Event, Facts, Mode};
pub use post::{Comment, Job, Posted, Review, Run, post};
pub use report::{Counts, Report};
