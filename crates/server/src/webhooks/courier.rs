//! One attempt to send one message, and what came of it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::{Client, Response, StatusCode, redirect};
use tokio::sync::Notify;

use super::{signature, target};
use crate::clock;

/// How long a receiver may take, from connecting to the end of its answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How much of an answer is read.
const READ_LIMIT: usize = 64 * 1024;
/// How many characters of an answer are kept.
const KEPT: usize = 500;

/// Carries messages to receivers; one per server.
pub(crate) struct Courier {
    allow_private: bool,
    client: OnceLock<Client>,
    /// Tells the worker that something is due now.
    pub(super) wake: Notify,
    /// By which name this server holds the lease.
    pub(super) holder: String,
}

/// A signed message.
pub(super) struct Letter<'a> {
    pub(super) url: &'a str,
    pub(super) secret: &'a str,
    /// The same for every attempt, so that receivers can tell repetitions.
    pub(super) id: &'a str,
    pub(super) body: Vec<u8>,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Delivered(String),
    /// The receiver answered, but not with success.
    Refused(String),
    /// The receiver wants no more messages.
    Gone(String),
    /// Nobody answered in time.
    Unreachable(String),
}

impl Courier {
    /// A courier; `allow_private` lets it go to addresses inside the server's own network.
    pub(crate) fn new(allow_private: bool) -> Self {
        let holder = clock::new_id().to_string();
        Self { allow_private, client: OnceLock::new(), wake: Notify::new(), holder }
    }

    /// Whether receivers may be inside the server's own network.
    pub(super) fn allows_private(&self) -> bool {
        self.allow_private
    }

    /// Sends a message once.
    pub(super) async fn send(&self, letter: Letter<'_>, now: Timestamp) -> Outcome {
        let url = match target::parse(letter.url, self.allow_private) {
            Ok(url) => url,
            Err(why) => return Outcome::Refused(format!("not sent: the address {why}")),
        };
        let timestamp = now.as_second();
        let Some(signature) = signature::sign(letter.secret, letter.id, timestamp, &letter.body) else {
            return Outcome::Refused("not sent: the webhook has no usable secret; make a new one".into());
        };
        let client = match self.client() {
            Ok(client) => client,
            Err(error) => return Outcome::Unreachable(format!("not sent: {}", words(&error))),
        };
        let request = client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", letter.id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(letter.body);
        match request.send().await {
            Ok(response) => answer(response).await,
            Err(error) => Outcome::Unreachable(words(&error.without_url())),
        }
    }

    fn client(&self) -> reqwest::Result<&Client> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let builder = Client::builder()
            .timeout(TIMEOUT)
            .redirect(redirect::Policy::none())
            // A proxy would resolve names itself, past our check.
            .no_proxy()
            .user_agent(concat!("Outweigh/", env!("CARGO_PKG_VERSION")));
        let client =
            if self.allow_private { builder } else { builder.dns_resolver(Arc::new(target::PublicOnly)) }
                .build()?;
        Ok(self.client.get_or_init(|| client))
    }
}

/// An error with its causes: reqwest's own words rarely say more than "error sending request".
fn words(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    kept(&text)
}

fn kept(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(KEPT).collect()
}

async fn answer(mut response: Response) -> Outcome {
    let status = response.status();
    let mut body = Vec::new();
    // What the receiver says beyond its status is kept for people; a broken body changes nothing.
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk[..chunk.len().min(READ_LIMIT - body.len())]);
        if body.len() == READ_LIMIT {
            break;
        }
    }
    let text = kept(format!("{status} {}", String::from_utf8_lossy(&body)).trim_end());
    match status {
        StatusCode::GONE => Outcome::Gone(text),
        status if status.is_success() => Outcome::Delivered(text),
        _ => Outcome::Refused(text),
    }
}
