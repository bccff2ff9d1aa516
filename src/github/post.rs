//! The order of things: look, decide, write as little as possible.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::report::counted;

use super::address::encoded;
use super::anchor::{self, Texts};
use super::api::{ApiError, Client, Clock, Transport};
use super::comments::{self, Answer, Remark, SummaryComment, Viewer};
use super::diff::Diff;
use super::event::Event;
use super::marker::{self, RunNumber};
use super::report::{Counts, Finding, Report};
use super::review::{self, Names, Note, Style};
use super::summary::{self, Links, Sorted};

/// How many comments are made singly when a review is not accepted.
const SINGLE: usize = 10;
/// The most comments of a review.
const MOST: usize = 30;

/// When to write the comment that sums up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comment {
    /// When there is something to say, and from then on.
    OnFindings,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to speak of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// With the edits that mend them.
    Suggestions,
    /// Without.
    Comments,
    /// Not at all.
    Off,
}

/// Where the run is, and which one it is.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// `https://api.github.com`.
    pub api: String,
    /// `https://api.github.com/graphql`.
    pub graphql: String,
    /// `https://github.com`.
    pub server: String,
    /// `owner/name`.
    pub repository: String,
    /// The number of the run and of the attempt.
    pub number: RunNumber,
    /// The commit, where no pull request tells it.
    pub commit: String,
}

/// What to say, and how.
pub struct Job<'a> {
    /// The reports, their paths from the root of the repository.
    pub reports: &'a [Report],
    /// When to write the comment that sums up.
    pub comment: Comment,
    /// Which comment it is, where a pull request has several.
    pub id: &'a str,
    /// How to speak of lines.
    pub review: Review,
    /// No more comments on lines than this.
    pub most: usize,
    /// The text of a file as it was judged.
    pub texts: &'a Texts<'a>,
}

impl std::fmt::Debug for Job<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    /// The address of the comment that sums up.
    pub comment_url: Option<String>,
    /// The address of the review.
    pub review_url: Option<String>,
    /// What was done, for the log.
    pub log: Vec<String>,
    /// What could not be done.
    pub trouble: Option<String>,
    /// Whether the lines were spoken of in the pull request, so that annotations would say it twice.
    pub reviewed: bool,
}

impl Job<'_> {
    /// The summary of the step, as Markdown.
    pub fn step_summary(&self, run: &Run) -> String {
        let repository = repository_url(run);
        let links = Links {
            repository: if run.commit.is_empty() {
                ""
            } else {
                &repository
            },
            head: &run.commit,
        };
        // Without a pull request there is no before, unless the report tells it.
        let compared = self
            .reports
            .iter()
            .flat_map(Report::failing)
            .any(|finding| finding.change.is_some());
        let nothing = Diff::default();
        let is_new = |finding: &Finding| !compared || anchor::is_new(finding, &nothing, self.texts);
        summary::body(&Sorted::new(self.reports, &is_new, compared), links)
    }

    /// The annotations, as commands of the runner.
    pub fn annotations(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // A vector takes all that is written.
        let _ = super::annotations::write(self.reports, &mut bytes);
        bytes
    }

    /// How many there are of what.
    pub fn counts(&self) -> Counts {
        Counts::of(self.reports)
    }
}

fn repository_url(run: &Run) -> String {
    format!("{}/{}", run.server.trim_end_matches('/'), run.repository)
}

/// Says in the pull request what the reports say.
pub fn post(
    job: &Job<'_>,
    run: &Run,
    event: &Event,
    transport: &mut dyn Transport,
    clock: &mut dyn Clock,
) -> Posted {
    let client = Client::new(transport, clock, (&run.api, &run.graphql), &run.repository);
    let mut post = Post {
        job,
        run,
        client,
        series: marker::series(job.id),
        posted: Posted::default(),
    };
    if let Err(error) = post.all(event) {
        post.posted.trouble.get_or_insert(error.to_string());
    }
    post.posted
}

/// A run while it goes on.
struct Post<'a> {
    job: &'a Job<'a>,
    run: &'a Run,
    client: Client<'a>,
    series: String,
    posted: Posted,
}

/// The pull request as this run found it.
struct Found<'a> {
    number: u64,
    head: &'a str,
    viewer: Viewer,
    diff: Diff,
}

impl Post<'_> {
    fn all(&mut self, event: &Event) -> Result<(), ApiError> {
        let Some(number) = self.pull_request(event)? else {
            return Ok(());
        };
        let diff = Diff::new(&self.client.list(&format!("pulls/{number}/files"))?);
        let viewer = Viewer::ask(&mut self.client, number)?;
        let found = Found {
            number,
            head: &event.head,
            viewer,
            diff,
        };
        let (diff, texts) = (&found.diff, self.job.texts);
        let sorted = Sorted::new(
            self.job.reports,
            &|finding| anchor::is_new(finding, diff, texts),
            true,
        );
        let summaries = comments::summaries(&mut self.client, number, &found.viewer, &self.series)?;
        if summaries
            .last()
            .is_some_and(|last| last.run > self.run.number)
        {
            self.log("a later run has spoken already");
            return Ok(());
        }
        // The comment that sums up matters more, so trouble with the review does not keep it from being written.
        let reviewed = match self.job.review {
            Review::Off => Ok(()),
            Review::Comments | Review::Suggestions => self.review(&found, &sorted),
        };
        let stale = self.posted.log.last().is_some_and(|line| line == MOVED);
        if !stale && self.job.comment != Comment::Never {
            self.sum_up(&found, &sorted, &summaries)?;
        }
        reviewed
    }

    /// The number of the pull request, if it still has the head that was judged.
    fn pull_request(&mut self, event: &Event) -> Result<Option<u64>, ApiError> {
        let Some(number) = event.number else {
            return self.pull_request_by_head(event);
        };
        if self.has_moved(number, &event.head)? {
            return Ok(None);
        }
        Ok(Some(number))
    }

    /// A report by a stranger is not asked which pull request it is for.
    fn pull_request_by_head(&mut self, event: &Event) -> Result<Option<u64>, ApiError> {
        let Some((owner, _)) = event.head_repository.split_once('/') else {
            self.log("the event names no repository of the head");
            return Ok(None);
        };
        let mut candidates = self.client.list(&format!("commits/{}/pulls", event.head))?;
        if candidates.is_empty() {
            // Commits of a fork are not always found by the first way.
            let head = format!("{}:{}", encoded(owner), encoded(&event.head_branch));
            candidates = self.client.list(&format!("pulls?state=open&head={head}"))?;
        }
        let matches = |pull: &&Value| {
            pull["state"] == "open"
                && pull["head"]["sha"] == event.head.as_str()
                && pull["head"]["repo"]["full_name"] == event.head_repository.as_str()
                && pull["base"]["repo"]["full_name"] == self.run.repository.as_str()
        };
        let mut matching = candidates.iter().filter(matches);
        let number = matching.next().and_then(|pull| pull["number"].as_u64());
        if number.is_none() || matching.next().is_some() {
            self.log("no single open pull request has this head; nothing is written");
            return Ok(None);
        }
        Ok(number)
    }

    fn has_moved(&mut self, number: u64, head: &str) -> Result<bool, ApiError> {
        let pull = self.client.get(&format!("pulls/{number}"))?;
        let moved = pull["head"]["sha"] != head;
        if moved {
            self.log(MOVED);
        }
        Ok(moved)
    }

    fn review(&mut self, found: &Found<'_>, sorted: &Sorted<'_>) -> Result<(), ApiError> {
        let remarks =
            comments::remarks(&mut self.client, found.number, &found.viewer, &self.series)?;
        let failing = self.job.reports.iter().flat_map(Report::failing);
        let names = Names::new(failing);
        let style = Style {
            series: &self.series,
            suggestions: self.job.review == Review::Suggestions,
            most: self.job.most.min(MOST),
        };
        let notes = review::notes(&sorted.new, &names, &found.diff, self.job.texts, style);
        let fresh: Vec<_> = notes
            .iter()
            .filter(|note| !review::is_known(note, &remarks))
            .collect();
        if !fresh.is_empty() && !self.submit(found, &fresh)? {
            return Ok(());
        }
        self.posted.reviewed = true;
        for note in &fresh {
            for old in review::replaced(note, &remarks) {
                if self.client.affords_more() {
                    comments::minimize(&mut self.client, &old.node, "OUTDATED")?;
                }
            }
        }
        if sorted.complete() {
            self.mark_fixed(found, &remarks, &names)?;
        }
        Ok(())
    }

    /// Submits a review. Not if the head has moved, which is why the server may refuse it.
    fn submit(&mut self, found: &Found<'_>, notes: &[&Note]) -> Result<bool, ApiError> {
        let review = json!({
            "commit_id": found.head,
            "event": "COMMENT",
            "body": format!("cldlint: {}", counted(notes.len(), "new problem")),
            "comments": notes.iter().map(|note| note.json()).collect::<Vec<_>>(),
        });
        let path = format!("pulls/{}/reviews", found.number);
        match self.client.write("POST", &path, review) {
            Ok(review) => {
                self.posted.review_url = review["html_url"].as_str().map(str::to_owned);
                self.log(&format!("review with {}", counted(notes.len(), "comment")));
                Ok(true)
            }
            Err(ApiError::Rejected(message)) => {
                if self.has_moved(found.number, found.head)? {
                    return Ok(false);
                }
                self.log(&format!(
                    "the review was not accepted ({message}); its comments are made singly"
                ));
                self.submit_singly(found, notes)?;
                Ok(true)
            }
            Err(error) => Err(error),
        }
    }

    /// A review is refused as a whole and the server does not say for which of its comments.
    fn submit_singly(&mut self, found: &Found<'_>, notes: &[&Note]) -> Result<(), ApiError> {
        let path = format!("pulls/{}/comments", found.number);
        let mut left_out = notes.len().saturating_sub(SINGLE);
        for note in notes.iter().take(SINGLE) {
            match self.client.write("POST", &path, note.single(found.head)) {
                Ok(_) => {}
                Err(ApiError::Rejected(_)) => left_out += 1,
                Err(error) => return Err(error),
            }
        }
        if left_out > 0 {
            self.log(&format!(
                "{} left to the summary",
                counted(left_out, "comment")
            ));
        }
        Ok(())
    }

    /// Says of comments that what they tell is fixed.
    fn mark_fixed(
        &mut self,
        found: &Found<'_>,
        remarks: &[Remark],
        names: &Names,
    ) -> Result<(), ApiError> {
        let present = self.present(names);
        let gone = review::gone(found.head, self.job.reports.iter().any(Report::is_scoped));
        for remark in review::mended(remarks, &present) {
            if !self.client.affords_more() {
                self.log("the next run marks the other comments whose findings are gone");
                break;
            }
            if remark.answer == Answer::Somebody {
                let body = review::mended_reply(remark, &self.series, &gone);
                let path = format!("pulls/{}/comments/{}/replies", found.number, remark.id);
                self.client.write("POST", &path, json!({"body": body}))?;
                continue;
            }
            let body = review::mended_body(remark, &self.series, &gone);
            let path = format!("pulls/comments/{}", remark.id);
            self.client.write("PATCH", &path, json!({"body": body}))?;
            comments::minimize(&mut self.client, &remark.node, "RESOLVED")?;
        }
        Ok(())
    }

    /// The names of all that is or may be wrong, whether or not it can be shown.
    fn present(&self, names: &Names) -> BTreeSet<String> {
        let reports = self.job.reports.iter();
        let undetermined = reports.flat_map(|report| &report.undetermined);
        let undetermined = undetermined.map(marker::name);
        names.all().cloned().chain(undetermined).collect()
    }

    fn sum_up(
        &mut self,
        found: &Found<'_>,
        sorted: &Sorted<'_>,
        summaries: &[SummaryComment],
    ) -> Result<(), ApiError> {
        let repository = repository_url(self.run);
        let links = Links {
            repository: &repository,
            head: found.head,
        };
        let text = summary::body(sorted, links);
        let marker = marker::of_summary(&self.series, found.head, self.run.number);
        let body = json!({"body": format!("{marker}\n{text}")});
        let Some((last, older)) = summaries.split_last() else {
            if self.job.comment == Comment::OnFindings && !sorted.matters() {
                self.log("nothing to say, so no comment is begun");
                return Ok(());
            }
            let path = format!("issues/{}/comments", found.number);
            let comment = self.client.write("POST", &path, body)?;
            self.posted.comment_url = comment["html_url"].as_str().map(str::to_owned);
            self.log("summary written");
            return Ok(());
        };
        self.posted.comment_url = Some(last.url.clone());
        if marker::rest(&last.body).replace('\r', "").trim() == text.trim() {
            self.log("the summary says this already");
        } else {
            let path = format!("issues/comments/{}", last.id);
            self.client.write("PATCH", &path, body)?;
            self.log("summary brought up to date");
        }
        for older in older
            .iter()
            .filter(|older| !older.body.ends_with(SUPERSEDED))
        {
            self.supersede(older)?;
        }
        Ok(())
    }

    /// Two runs at once may have begun a comment each.
    fn supersede(&mut self, comment: &SummaryComment) -> Result<(), ApiError> {
        let (marker, _) = comment.body.split_once('\n').unwrap_or((&comment.body, ""));
        let body = json!({"body": format!("{marker}\n{SUPERSEDED}")});
        self.client
            .write("PATCH", &format!("issues/comments/{}", comment.id), body)?;
        comments::minimize(&mut self.client, &comment.node, "DUPLICATE")
    }

    fn log(&mut self, line: &str) {
        self.posted.log.push(line.to_owned());
    }
}

/// What is logged when a newer commit is the head, of which a newer run will speak.
const MOVED: &str = "the pull request has a newer head; nothing is written";

/// What becomes of a second comment that sums up.
const SUPERSEDED: &str = "A later comment takes the place of this one.";
