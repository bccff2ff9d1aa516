//! Requests to GitHub: pages, rate limits, budgets, and what refusals mean.

use std::fmt;

use serde_json::{Value, json};

/// The most requests that list something, in one run.
const PAGES: usize = 60;
/// The most requests that change something, in one run.
const WRITES: usize = 30;
/// How many of them are kept for the comment that sums up, and what it replaces.
const RESERVED: usize = 5;
/// The longest that is waited for rate limits in one run, in seconds.
const PATIENCE: u64 = 60;
/// How often something is asked for again that the server failed to give.
const RETRIES: u64 = 2;

/// A request. The token is the business of who sends it.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// `GET`, `POST`, `PATCH`.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// JSON to send.
    pub body: Option<Value>,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find_map(|(key, value)| (key == name).then_some(value.as_str()))
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.header(name)?.trim().parse().ok()
    }

    /// What the server says is wrong.
    fn message(&self) -> String {
        let value: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let message = value["message"].as_str().unwrap_or("no reason given");
        format!("{} {message}", self.status)
    }
}

/// Sends requests.
pub trait Transport {
    /// Sends one; an error is what kept the answer from coming.
    fn send(&mut self, request: &Request) -> Result<Response, String>;
}

/// Time, which tests make up.
pub trait Clock {
    /// Seconds since 1970.
    fn now(&self) -> u64;
    /// Waits.
    fn wait(&mut self, seconds: u64);
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// 401, 403, 404: the token may not.
    Denied(String),
    /// 422: what was sent is not accepted.
    Rejected(String),
    /// A rate limit that lasts longer than a run should wait.
    Limited,
    /// The run has asked or written as often as it may.
    Spent,
    /// Anything else: no answer, a failure of the server, an answer that is none.
    Failed(String),
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied(message) => write!(
                f,
                "GitHub refuses ({message}); the job needs `permissions: pull-requests: write`"
            ),
            Self::Rejected(message) => {
                write!(f, "GitHub does not accept what was sent ({message})")
            }
            Self::Limited => f.write_str("GitHub's rate limit lasts longer than this run waits"),
            Self::Spent => f.write_str("this run has sent as many requests as it may"),
            Self::Failed(message) => write!(f, "GitHub could not be asked ({message})"),
        }
    }
}

/// Speaks to one repository.
pub(crate) struct Client<'a> {
    pub(crate) transport: &'a mut dyn Transport,
    pub(crate) clock: &'a mut dyn Clock,
    /// `https://api.github.com`, without a slash at its end.
    pub(crate) api: String,
    /// `https://api.github.com/graphql`.
    pub(crate) graphql: String,
    /// `owner/name`.
    pub(crate) repository: String,
    spent: Spent,
}

/// What a run has used up.
#[derive(Default)]
struct Spent {
    pages: usize,
    writes: usize,
    waited: u64,
}

impl<'a> Client<'a> {
    pub(crate) fn new(
        transport: &'a mut dyn Transport,
        clock: &'a mut dyn Clock,
        (api, graphql): (&str, &str),
        repository: &str,
    ) -> Self {
        Self {
            transport,
            clock,
            api: api.trim_end_matches('/').to_owned(),
            graphql: graphql.to_owned(),
            repository: repository.to_owned(),
            spent: Spent::default(),
        }
    }

    /// Reads one thing of the repository.
    pub(crate) fn get(&mut self, path: &str) -> Result<Value, ApiError> {
        let url = self.url(path);
        self.page(url).map(|(value, _)| value)
    }

    /// Reads all pages of a list of the repository.
    pub(crate) fn list(&mut self, path: &str) -> Result<Vec<Value>, ApiError> {
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut next = Some(self.url(&format!("{path}{joint}per_page=100")));
        let mut all = Vec::new();
        while let Some(url) = next {
            let (page, after) = self.page(url)?;
            let Value::Array(page) = page else {
                return Err(ApiError::Failed("a list was expected".to_owned()));
            };
            all.extend(page);
            next = after;
        }
        Ok(all)
    }

    /// Creates or changes something of the repository.
    pub(crate) fn write(
        &mut self,
        method: &'static str,
        path: &str,
        body: Value,
    ) -> Result<Value, ApiError> {
        self.spend_write()?;
        let url = self.url(path);
        let body = Some(body);
        let response = self.send(&Request { method, url, body })?;
        read(&response)
    }

    /// Asks in GraphQL.
    pub(crate) fn query(&mut self, query: &str, variables: &Value) -> Result<Value, ApiError> {
        self.spend_page()?;
        self.graphql(query, variables)
    }

    /// Changes something by GraphQL.
    pub(crate) fn mutate(&mut self, query: &str, variables: &Value) -> Result<Value, ApiError> {
        self.spend_write()?;
        self.graphql(query, variables)
    }

    fn graphql(&mut self, query: &str, variables: &Value) -> Result<Value, ApiError> {
        let response = self.send(&Request {
            method: "POST",
            url: self.graphql.clone(),
            body: Some(json!({"query": query, "variables": variables})),
        })?;
        let mut value = read(&response)?;
        match value["errors"][0]["message"].as_str() {
            Some(message) => Err(ApiError::Denied(message.to_owned())),
            None => Ok(value["data"].take()),
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}/repos/{}/{path}", self.api, self.repository)
    }

    /// Reads a page, and says where the next one is.
    fn page(&mut self, url: String) -> Result<(Value, Option<String>), ApiError> {
        let request = Request {
            method: "GET",
            url,
            body: None,
        };
        let mut tries = 0;
        loop {
            self.spend_page()?;
            let failed = match self.send(&request) {
                Ok(response) if response.status < 500 => match read(&response) {
                    // An answer that was cut off is worth another try as much as none.
                    Err(error @ ApiError::Failed(_)) => error,
                    Err(error) => return Err(error),
                    Ok(value) => return Ok((value, self.next(&response))),
                },
                Ok(response) => ApiError::Failed(response.message()),
                Err(error @ ApiError::Failed(_)) => error,
                Err(error) => return Err(error),
            };
            tries += 1;
            if tries > RETRIES || !self.wait(tries) {
                return Err(failed);
            }
        }
    }

    /// The next page; never of another host, which would see the token.
    fn next(&self, response: &Response) -> Option<String> {
        let mut links = response.header("link")?.split(',');
        let link = links.find(|link| link.contains("rel=\"next\""))?;
        let (_, url) = link.split_once('<')?;
        let (url, _) = url.split_once('>')?;
        let below = url.strip_prefix(&self.api)?;
        below.starts_with('/').then(|| url.to_owned())
    }

    /// Sends, and sends again after a rate limit that does not last long.
    fn send(&mut self, request: &Request) -> Result<Response, ApiError> {
        loop {
            let response = self.transport.send(request).map_err(ApiError::Failed)?;
            let Some(seconds) = self.limited(&response) else {
                return Ok(response);
            };
            if !self.wait(seconds) {
                return Err(ApiError::Limited);
            }
        }
    }

    /// How long a rate limit lasts, if this is one. A refusal for want of rights has the same status.
    fn limited(&self, response: &Response) -> Option<u64> {
        if !matches!(response.status, 403 | 429) {
            return None;
        }
        if let Some(seconds) = response.number("retry-after") {
            return Some(seconds.max(1));
        }
        if response.number("x-ratelimit-remaining") == Some(0) {
            let reset = response.number("x-ratelimit-reset").unwrap_or(0);
            return Some(reset.saturating_sub(self.clock.now()).max(1));
        }
        let secondary = response.message().contains("secondary rate limit");
        (response.status == 429 || secondary).then_some(PATIENCE)
    }

    /// Waits, unless the run has waited enough.
    fn wait(&mut self, seconds: u64) -> bool {
        let waited = self.spent.waited.saturating_add(seconds);
        if waited > PATIENCE {
            return false;
        }
        self.spent.waited = waited;
        self.clock.wait(seconds);
        true
    }

    /// Whether something may be changed that can wait for the next run, so that enough is left for what cannot.
    pub(crate) const fn affords_more(&self) -> bool {
        self.spent.writes + RESERVED < WRITES
    }

    fn spend_page(&mut self) -> Result<(), ApiError> {
        self.spent.pages += 1;
        spent(self.spent.pages, PAGES)
    }

    fn spend_write(&mut self) -> Result<(), ApiError> {
        self.spent.writes += 1;
        spent(self.spent.writes, WRITES)
    }
}

const fn spent(count: usize, most: usize) -> Result<(), ApiError> {
    if count > most {
        return Err(ApiError::Spent);
    }
    Ok(())
}

fn read(response: &Response) -> Result<Value, ApiError> {
    match response.status {
        200..=299 => serde_json::from_slice(&response.body)
            .map_err(|error| ApiError::Failed(format!("the answer is no JSON: {error}"))),
        401 | 403 | 404 => Err(ApiError::Denied(response.message())),
        422 => Err(ApiError::Rejected(response.message())),
        _ => Err(ApiError::Failed(response.message())),
    }
}
