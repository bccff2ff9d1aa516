//! Requests over the network: the only place that makes any, and the only one that holds the token.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ureq::Agent;
use ureq::http;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig};

use crate::github::{Request, Response, Transport};

/// No answer may be longer, in bytes: a page of files with their patches is the longest.
const LONGEST: u64 = 64 << 20;
/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Sends requests to GitHub.
pub struct Http {
    agent: Agent,
    authorization: String,
}

impl std::fmt::Debug for Http {
    /// The token is not printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http").finish_non_exhaustive()
    }
}

impl Http {
    /// Speaks to the server at `api` with a token, and trusts the certificates in a file instead of those that are
    /// built in, if there is one. A token is not sent in the clear, except to this machine.
    pub fn new(api: &str, token: &str, certificates: Option<&Path>) -> Result<Self, String> {
        let is_local = is_local(api);
        if !api.starts_with("https://") && !is_local {
            return Err(
                "the token is sent over https only, and GITHUB_API_URL says otherwise".to_owned(),
            );
        }
        let token = token.trim();
        if token.is_empty() {
            return Err(
                "there is no token: the step needs GITHUB_TOKEN in its environment".to_owned(),
            );
        }
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .https_only(!is_local)
            .max_redirects(3)
            .user_agent(concat!("cldlint/", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(TIMEOUT));
        if is_local {
            config = config.proxy(None);
        }
        if let Some(path) = certificates {
            let roots = RootCerts::Specific(Arc::new(read_certificates(path)?));
            config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
        }
        Ok(Self {
            agent: config.build().into(),
            authorization: format!("Bearer {token}"),
        })
    }

    fn answer(&self, request: &Request) -> Result<Response, ureq::Error> {
        let head = http::Request::builder()
            .method(request.method)
            .uri(&request.url)
            .header("accept", "application/vnd.github+json")
            .header("x-github-api-version", "2022-11-28")
            .header("authorization", &self.authorization);
        let mut response = match &request.body {
            None => self.agent.run(head.body(())?)?,
            Some(body) => {
                let head = head.header("content-type", "application/json");
                self.agent.run(head.body(body.to_string())?)?
            }
        };
        let headers = response.headers().iter();
        let headers = headers.filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        });
        Ok(Response {
            status: response.status().as_u16(),
            headers: headers.collect(),
            body: response
                .body_mut()
                .with_config()
                .limit(LONGEST)
                .read_to_vec()?,
        })
    }
}

impl Transport for Http {
    fn send(&mut self, request: &Request) -> Result<Response, String> {
        self.answer(request).map_err(|error| error.to_string())
    }
}

/// Whether an address is one of this machine.
fn is_local(api: &str) -> bool {
    let Some(rest) = api.strip_prefix("http://") else {
        return false;
    };
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    matches!(host, "127.0.0.1" | "localhost") && !rest.contains('@')
}

fn read_certificates(path: &Path) -> Result<Vec<Certificate<'static>>, String> {
    let shown = path.display();
    let text = fs::read(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let items = ureq::tls::parse_pem(&text).filter_map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    let certificates: Vec<_> = items.collect();
    if certificates.is_empty() {
        return Err(format!("{shown} holds no certificates"));
    }
    Ok(certificates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_not_sent_in_the_clear() {
        for api in [
            "http://github.example",
            "http://localhost.example",
            "http://localhost:80@x.example",
            "",
        ] {
            assert!(Http::new(api, "t", None).is_err(), "{api}");
        }
        for api in ["https://api.github.com", "http://127.0.0.1:8080/api"] {
            assert!(Http::new(api, "t", None).is_ok(), "{api}");
        }
    }
}
