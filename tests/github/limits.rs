//! Rate limits, with a clock that only notes how long it was asked to wait.

use std::cell::RefCell;

use cldlint::app::Http;
use cldlint::github::{Clock, Comment, Event, Job, Posted, Report, Review, Run, post};

use crate::pull::{Pull, finding, head, report};
use crate::stub::Fault;

#[derive(Default)]
struct Noted(RefCell<Vec<u64>>);

impl Clock for Noted {
    fn now(&self) -> u64 {
        1000
    }

    fn wait(&mut self, seconds: u64) {
        self.0.borrow_mut().push(seconds);
    }
}

/// Runs with these faults; what was posted, and how long was waited.
fn run(pull: &Pull, faults: Vec<Fault>) -> (Posted, Vec<u64>) {
    pull.stub.state().faults = faults;
    let text = report(&[finding("r", "a.b", 3)]).to_string();
    let reports = [Report::read(text.as_bytes()).unwrap()];
    let texts = |_: &str| None;
    let job = Job {
        reports: &reports,
        comment: Comment::OnFindings,
        id: "",
        review: Review::Suggestions,
        most: 20,
        texts: &texts,
    };
    let run = Run {
        api: pull.stub.api.clone(),
        graphql: pull.stub.api.replace("/v3", "/graphql"),
        server: "https://github.test".to_owned(),
        repository: "o/r".to_owned(),
        number: (1, 1),
        commit: String::new(),
    };
    let event = Event {
        number: Some(7),
        head: head("a"),
        head_repository: "o/r".to_owned(),
        head_branch: "topic".to_owned(),
    };
    let mut clock = Noted::default();
    let mut http = Http::new(&run.api, "the-token", None).unwrap();
    let posted = post(&job, &run, &event, &mut http, &mut clock);
    (posted, clock.0.into_inner())
}

fn limit(status: u16, headers: &'static str, body: &'static str) -> Fault {
    Fault {
        method: "POST",
        path: "/reviews",
        status,
        headers,
        body,
    }
}

#[test]
fn short_limits_are_waited_for() {
    for (fault, seconds) in [
        (limit(429, "Retry-After: 7\r\n", "{}"), 7),
        (limit(403, "Retry-After: 9\r\n", "{}"), 9),
        (
            limit(
                403,
                "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 1030\r\n",
                "{}",
            ),
            30,
        ),
        (
            limit(
                403,
                "",
                "{\"message\": \"You have exceeded a secondary rate limit\"}",
            ),
            60,
        ),
        (limit(429, "", ""), 60),
    ] {
        let (posted, waited) = run(&Pull::new("short-limit"), vec![fault]);
        assert_eq!(waited, [seconds]);
        assert!(posted.reviewed && posted.trouble.is_none(), "{posted:?}");
    }
}

#[test]
fn long_limits_are_not() {
    for fault in [
        limit(429, "Retry-After: 61\r\n", "{}"),
        limit(
            403,
            "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 9000\r\n",
            "{}",
        ),
    ] {
        let pull = Pull::new("long-limit");
        let (posted, waited) = run(&pull, vec![fault]);
        assert!(waited.is_empty());
        assert!(posted.trouble.unwrap().contains("rate limit"));
        assert!(!posted.reviewed);
    }
}

#[test]
fn the_whole_run_waits_no_longer_than_a_minute() {
    let faults = vec![
        limit(429, "Retry-After: 40\r\n", "{}"),
        limit(429, "Retry-After: 40\r\n", "{}"),
    ];
    let (posted, waited) = run(&Pull::new("patience"), faults);
    assert_eq!(waited, [40]);
    assert!(!posted.reviewed);
}
