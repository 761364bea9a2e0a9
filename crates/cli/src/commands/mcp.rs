//! `outweigh mcp`

use anyhow::Result;
use clap::Args;

#[derive(Debug, Args)]
pub struct Mcp {
    /// Where the server is
    #[arg(long, default_value = "http://localhost:8080", env = "OUTWEIGH_URL")]
    url: String,
    /// An API token; its person's rights are the agent's
    #[arg(long, env = "OUTWEIGH_TOKEN", hide_env_values = true)]
    token: String,
}

impl Mcp {
    /// Carries an agent's conversation on standard input and output to the server, until it ends.
    pub async fn run(self) -> Result<()> {
        Ok(outweigh_server::mcp_stdio(&self.url, &self.token).await?)
    }
}
