/** Starts the program on a free port with a workspace in a temporary folder. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Server {
  /** Where it answers, without a slash at the end. */
  url: string;
  /** The link it printed: signs in to the demo, or makes the first administrator. */
  link: string;
  stop: () => Promise<void>;
}

const PROGRAM = process.env.OUTWEIGH_BIN ?? fileURLToPath(new URL("../../../target/debug/outweigh", import.meta.url));

/** The demo workspace, or an empty one. */
export async function start(workspace: "demo" | "empty"): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "outweigh-e2e-"));
  const child = spawn(PROGRAM, [workspace === "demo" ? "demo" : "serve", "--port", "0", "--database", join(folder, "workspace.sqlite")], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  const link = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http\S+\/welcome\?token=\S+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", reject);
    void ended.then(() => reject(new Error(`${PROGRAM} ended before it was ready:\n${said}`)));
  });
  return {
    url: new URL(link).origin,
    link,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
