import { type ChildProcess, spawn } from "node:child_process";
import { projectRoot } from "../project";

/** A production server that is started and killed over and over, on the same port and database. */
export class DoomedServer {
  kills = 0;
  private child: ChildProcess | null = null;

  constructor(
    private readonly port: number,
    private readonly variables: Record<string, string>,
  ) {}

  async start(): Promise<void> {
    this.child = spawn(process.execPath, ["--import", "tsx", "bin/start.ts"], {
      cwd: projectRoot,
      env: {
        ...process.env,
        ...this.variables,
        NODE_ENV: "production",
        PORT: String(this.port),
        HOST: "127.0.0.1",
        DOCKET_DEMO: "off",
        LOG_LEVEL: "fatal",
      },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const { child } = this;
    for (const until = Date.now() + 300_000; Date.now() < until && child.exitCode === null; ) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/api/health/ready`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    child.kill("SIGKILL");
    throw new Error("The server did not become ready; its messages are above.");
  }

  async kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await exited;
    this.child = null;
    if (signal === "SIGKILL") this.kills += 1;
  }
}
