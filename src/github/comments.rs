//! What was said in the pull request before: our own comments and what people made of them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::api::{ApiError, Client};
use super::marker::{self, RunNumber, State};

/// Who we are, and which threads people closed. `GET /user` is not for the tokens of workflows, this is.
const VIEWER: &str = "query($owner: String!, $name: String!, $number: Int!, $after: String) {
  viewer { login }
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    reviewThreads(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { isResolved comments(first: 1) { nodes { databaseId } } }
    } } }
}";

const MINIMIZE: &str = "mutation($id: ID!, $why: ReportedContentClassifiers!) {
  minimizeComment(input: {subjectId: $id, classifier: $why}) { minimizedComment { isMinimized } }
}";

/// The name under which a token of a workflow writes, for servers that do not tell.
const BOT: &str = "github-actions";

/// Who we are in this pull request.
#[derive(Debug)]
pub(crate) struct Viewer {
    login: String,
    /// The first comments of threads that are resolved.
    resolved: BTreeSet<u64>,
}

impl Viewer {
    /// Asks. Without an answer we are the bot, and nothing is resolved.
    pub(crate) fn ask(client: &mut Client<'_>, number: u64) -> Result<Self, ApiError> {
        let mut viewer = Self {
            login: BOT.to_owned(),
            resolved: BTreeSet::new(),
        };
        let mut after = Value::Null;
        loop {
            let (owner, name) = client.repository.split_once('/').unwrap_or_default();
            let variables = json!({"owner": owner, "name": name, "number": number, "after": after});
            let data = match client.query(VIEWER, &variables) {
                Ok(data) => data,
                Err(ApiError::Denied(_) | ApiError::Failed(_)) => return Ok(viewer),
                Err(error) => return Err(error),
            };
            if let Some(login) = data["viewer"]["login"].as_str() {
                plain_login(login).clone_into(&mut viewer.login);
            }
            let threads = &data["repository"]["pullRequest"]["reviewThreads"];
            let nodes = threads["nodes"].as_array().into_iter().flatten();
            let resolved = nodes.filter(|thread| thread["isResolved"] == true);
            let first = resolved.filter_map(|t| t["comments"]["nodes"][0]["databaseId"].as_u64());
            viewer.resolved.extend(first);
            if threads["pageInfo"]["hasNextPage"] != true {
                return Ok(viewer);
            }
            after = threads["pageInfo"]["endCursor"].clone();
        }
    }

    /// A marker in a comment by someone else means nothing.
    fn wrote(&self, comment: &Value) -> bool {
        let login = comment["user"]["login"].as_str().unwrap_or_default();
        plain_login(login) == self.login
    }
}

/// REST and GraphQL name bots differently.
fn plain_login(login: &str) -> &str {
    login.trim_end_matches("[bot]")
}

/// A comment that sums up.
#[derive(Clone, Debug)]
pub(crate) struct SummaryComment {
    pub(crate) id: u64,
    pub(crate) node: String,
    pub(crate) url: String,
    pub(crate) body: String,
    pub(crate) run: RunNumber,
}

/// Our comments that sum up this series, the newest last.
pub(crate) fn summaries(
    client: &mut Client<'_>,
    number: u64,
    viewer: &Viewer,
    series: &str,
) -> Result<Vec<SummaryComment>, ApiError> {
    let comments = client.list(&format!("issues/{number}/comments"))?;
    let ours = comments.iter().filter(|comment| viewer.wrote(comment));
    let found = ours.filter_map(|comment| {
        let body = comment["body"].as_str()?;
        Some(SummaryComment {
            id: comment["id"].as_u64()?,
            node: text(&comment["node_id"]),
            url: text(&comment["html_url"]),
            body: body.to_owned(),
            run: marker::summary_run(body, series)?,
        })
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|comment| comment.id);
    Ok(found)
}

/// A review comment of ours.
#[derive(Clone, Debug)]
pub(crate) struct Remark {
    pub(crate) id: u64,
    pub(crate) node: String,
    pub(crate) name: String,
    pub(crate) state: State,
    pub(crate) body: String,
    /// Its line is no longer in the diff.
    pub(crate) outdated: bool,
    /// Somebody closed the thread.
    pub(crate) resolved: bool,
    pub(crate) answer: Answer,
}

/// Who answered to a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Nobody,
    /// Somebody else.
    Somebody,
    /// We, to say that it is fixed.
    Told,
}

/// Our review comments of this series.
pub(crate) fn remarks(
    client: &mut Client<'_>,
    number: u64,
    viewer: &Viewer,
    series: &str,
) -> Result<Vec<Remark>, ApiError> {
    let comments = client.list(&format!("pulls/{number}/comments"))?;
    let replies = |id: u64| {
        let comments = comments.iter();
        comments.filter(move |comment| comment["in_reply_to_id"].as_u64() == Some(id))
    };
    let ours = comments.iter().filter(|comment| viewer.wrote(comment));
    let found = ours.filter_map(|comment| {
        let (id, body) = (comment["id"].as_u64()?, comment["body"].as_str()?);
        let (name, state) = marker::remark(body, series)?;
        let tells = |reply: &Value| {
            let body = reply["body"].as_str().unwrap_or_default();
            matches!(marker::remark(body, series), Some((_, State::Reply)))
        };
        Some(Remark {
            id,
            node: text(&comment["node_id"]),
            name: name.to_owned(),
            state,
            body: body.to_owned(),
            outdated: comment["line"].is_null(),
            resolved: viewer.resolved.contains(&id),
            answer: if replies(id).any(|reply| viewer.wrote(reply) && tells(reply)) {
                Answer::Told
            } else if replies(id).any(|reply| !viewer.wrote(reply)) {
                Answer::Somebody
            } else {
                Answer::Nobody
            },
        })
    });
    Ok(found.collect())
}

/// Folds a comment away. Where that is not allowed it stays.
pub(crate) fn minimize(client: &mut Client<'_>, node: &str, why: &str) -> Result<(), ApiError> {
    match client.mutate(MINIMIZE, &json!({"id": node, "why": why})) {
        Ok(_) | Err(ApiError::Denied(_) | ApiError::Failed(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
