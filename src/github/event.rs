//! What is done, by the event that started the run.

use serde_json::Value;

/// What the runner says of a run.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The name of the event; empty outside of GitHub Actions.
    pub event: String,
    /// The event itself.
    pub payload: Value,
    /// `owner/name`.
    pub repository: String,
    /// Who started the run.
    pub actor: String,
    /// Whether the user insists on `pull_request_target`.
    pub allow_target: bool,
}

/// The pull request as the event tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number; `None` where it has to be looked for by its head.
    pub number: Option<u64>,
    /// The commit that was judged.
    pub head: String,
    /// The repository of the head.
    pub head_repository: String,
    /// The branch of the head.
    pub head_branch: String,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Comment on this pull request.
    Comment(Event),
    /// Tell in the log and the summary of the step only; the text says why.
    Tell(&'static str),
    /// Do nothing at all; the text says why.
    Refuse(&'static str),
}

impl Mode {
    /// Decides.
    pub fn of(facts: &Facts) -> Self {
        match facts.event.as_str() {
            "pull_request" => of_pull_request(facts),
            "pull_request_target" if facts.allow_target => of_pull_request(facts),
            "pull_request_target" => Self::Refuse(
                "pull_request_target runs with rights of this repository on code that may be a stranger's; use pull_request, and workflow_run for forks",
            ),
            "workflow_run" => of_workflow_run(facts),
            "" => Self::Tell("not run by an event of GitHub"),
            "push" => Self::Tell("a push has no pull request"),
            "merge_group" => Self::Tell("a merge queue has no pull request to comment on"),
            "schedule" => Self::Tell("a scheduled run has no pull request"),
            _ => Self::Tell("the event has no pull request"),
        }
    }
}

fn of_pull_request(facts: &Facts) -> Mode {
    let pull = &facts.payload["pull_request"];
    let (Some(number), Some(head)) = (pull["number"].as_u64(), pull["head"]["sha"].as_str()) else {
        return Mode::Tell("the event names no pull request");
    };
    // The repository of a fork that was deleted is null.
    let head_repository = text(&pull["head"]["repo"]["full_name"]);
    if head_repository != text(&pull["base"]["repo"]["full_name"]) {
        return Mode::Tell("the pull request comes from a fork, so the token may only read");
    }
    if facts.actor == "dependabot[bot]" {
        return Mode::Tell("runs of Dependabot have a token that may only read");
    }
    Mode::Comment(Event {
        number: Some(number),
        head: head.to_owned(),
        head_repository,
        head_branch: text(&pull["head"]["ref"]),
    })
}

/// The second of the pair that is safe for forks: the first judged the pull request and kept the report.
fn of_workflow_run(facts: &Facts) -> Mode {
    let run = &facts.payload["workflow_run"];
    if run["event"].as_str() != Some("pull_request") {
        return Mode::Tell("the workflow that ran was not started by a pull request");
    }
    let Some(head) = run["head_sha"].as_str() else {
        return Mode::Tell("the event names no commit");
    };
    Mode::Comment(Event {
        number: None,
        head: head.to_owned(),
        head_repository: text(&run["head_repository"]["full_name"]),
        head_branch: text(&run["head_branch"]),
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn mode(event: &str, payload: Value) -> Mode {
        Mode::of(&Facts {
            event: event.to_owned(),
            payload,
            ..Facts::default()
        })
    }

    fn pull(head: &str) -> Value {
        json!({"pull_request": {"number": 7, "head": {"sha": "a", "ref": "b", "repo": {"full_name": head}},
            "base": {"repo": {"full_name": "o/r"}}}})
    }

    #[test]
    fn a_pull_request_of_the_repository_is_commented_on() {
        assert!(matches!(
            mode("pull_request", pull("o/r")),
            Mode::Comment(_)
        ));
        assert!(matches!(mode("pull_request", pull("x/r")), Mode::Tell(_)));
        assert!(matches!(mode("pull_request", json!({})), Mode::Tell(_)));
    }

    #[test]
    fn dependabot_may_only_read() {
        let facts = Facts {
            event: "pull_request".to_owned(),
            payload: pull("o/r"),
            actor: "dependabot[bot]".to_owned(),
            ..Facts::default()
        };
        assert!(matches!(Mode::of(&facts), Mode::Tell(_)));
    }

    #[test]
    fn rights_of_the_repository_are_not_lent_to_strangers() {
        assert!(matches!(
            mode("pull_request_target", pull("x/r")),
            Mode::Refuse(_)
        ));
    }

    #[test]
    fn the_pair_finds_its_pull_request_by_the_head() {
        let run = |event: &str| {
            json!({"workflow_run": {"event": event, "head_sha": "a", "head_branch": "b",
                "head_repository": {"full_name": "x/r"}}})
        };
        let Mode::Comment(found) = mode("workflow_run", run("pull_request")) else {
            panic!("not a comment");
        };
        assert_eq!(
            (found.number, found.head_repository.as_str()),
            (None, "x/r")
        );
        assert!(matches!(mode("workflow_run", run("push")), Mode::Tell(_)));
    }

    #[test]
    fn other_events_only_tell() {
        for event in ["push", "merge_group", "schedule", "workflow_dispatch", ""] {
            assert!(matches!(mode(event, json!({})), Mode::Tell(_)), "{event}");
        }
    }
}
