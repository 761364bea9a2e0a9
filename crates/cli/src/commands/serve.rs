//! `outweigh serve`

use std::net::{IpAddr, SocketAddr};

use anyhow::{Context, Result};
use clap::Args;
use outweigh_core::ids::PersonId;
use outweigh_server::{AppState, Settings, first_start_link};
use outweigh_store::{Address, Store};
use tokio::net::TcpListener;

use crate::{output, workspace};

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub listen: Listen,
    /// Let webhooks reach addresses on this machine and its private networks
    #[arg(long)]
    allow_private_webhooks: bool,
}

/// Where the server listens.
#[derive(Debug, Args)]
pub struct Listen {
    /// Port; 0 chooses a free one
    #[arg(long, default_value_t = 8080, env = "OUTWEIGH_PORT")]
    pub port: u16,
    /// Address to listen on; 0.0.0.0 for every network of this machine
    #[arg(long, default_value = "127.0.0.1", env = "OUTWEIGH_HOST")]
    pub host: IpAddr,
    /// Where people reach it, when that differs: https://outweigh.example.com
    #[arg(long, env = "OUTWEIGH_BASE_URL")]
    pub base_url: Option<String>,
}

/// Whom a server is for.
#[derive(Debug, Clone, Copy)]
pub enum For {
    /// Whoever may sign in.
    People { allow_private_webhooks: bool },
    /// Visitors of the demo, whom its link signs in as this person.
    Demo(PersonId),
}

impl Serve {
    pub async fn run(self, database: Option<&str>) -> Result<()> {
        let address = workspace::address(database)?;
        let store = workspace::open_or_make(&address).await?;
        self.listen
            .serve(store, &address, For::People { allow_private_webhooks: self.allow_private_webhooks })
            .await
    }
}

impl Listen {
    /// Serves a store until it is told to stop.
    pub async fn serve(self, store: Store, address: &Address, whom: For) -> Result<()> {
        let demo = match whom {
            For::Demo(person) => Some(person),
            For::People { .. } => None,
        };
        let at = SocketAddr::new(self.host, self.port);
        let listener = TcpListener::bind(at).await.with_context(|| {
            format!("failed to listen on {at}\nhint: choose another port with --port, or --port 0 for any")
        })?;
        let port = listener.local_addr()?.port();
        let base_url = match self.base_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None if self.host.is_unspecified() => format!("http://localhost:{port}"),
            None => format!(
                "http://{}:{port}",
                if self.host.is_loopback() { "localhost".into() } else { self.host.to_string() }
            ),
        };
        let settings = Settings {
            base_url: base_url.clone(),
            data_folder: workspace::data_folder(address),
            demo: demo.is_some(),
        };
        let mut state = AppState::new(store.clone(), settings);
        if let For::People { allow_private_webhooks: true } = whom {
            state = state.allowing_private_webhooks();
        }
        output::print(&format!("Outweigh is running at {base_url}"))?;
        if demo.is_some() || !store.has_passwords().await? {
            let link =
                first_start_link(&state, demo).await.map_err(|problem| anyhow::anyhow!(problem.detail))?;
            let purpose = if demo.is_some() { "Sign in to the demo" } else { "Make the first administrator" };
            output::print(&format!("{purpose} (this link is yours alone): {link}"))?;
        }
        output::print("Stop with Ctrl-C.")?;
        outweigh_server::serve(state, listener, stop_signal()).await.context("failed to serve")?;
        store.close().await;
        Ok(())
    }
}

/// Ready when the process is asked to stop.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
    }
}
