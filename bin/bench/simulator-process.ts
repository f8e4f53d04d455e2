import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { projectRoot } from "../project";
import type { CallLog } from "../simulators/server/call-log";

export type SimulatorProcess = {
  url: string;
  key: string;
  control: (what: string, body: object) => Promise<void>;
  calls: () => Promise<ReturnType<CallLog["report"]>>;
  forgetCalls: () => Promise<void>;
  newestTickets: (count: number) => Promise<number[]>;
  stop: () => Promise<void>;
};

/** In a process of its own, as a vendor is; without a rate limit at first. */
export async function startSimulatorProcess(tickets: number): Promise<SimulatorProcess> {
  const command = [
    "simulate",
    "freshservice",
    "--tickets",
    String(tickets),
    "--plan",
    "unlimited",
    "--port",
    "0",
  ];
  const child = spawn(process.execPath, ["--import", "tsx", "bin/docket.ts", "--json", ...command], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { url, keys } = await readAnswer(createInterface({ input: child.stdout }));
  const ask = async (method: string, what: string, body?: object) => {
    const answer = await fetch(`${url}/_simulator/${what}`, { method, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The simulator refused ${what}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    key: keys[0] ?? "",
    control: async (what, body) => void (await ask("POST", what, body)),
    calls: () => ask("GET", "calls"),
    forgetCalls: () => ask("DELETE", "calls"),
    newestTickets: async (count) => {
      const authorization = `Basic ${Buffer.from(`${keys[0]}:X`).toString("base64")}`;
      const path = `/api/v2/tickets?updated_since=2000-01-01T00:00:00Z&per_page=${count}`;
      const answer = await fetch(`${url}${path}`, { headers: { authorization } });
      return ((await answer.json()) as { tickets: { id: number }[] }).tickets.map(({ id }) => id);
    },
    stop: async () => {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function readAnswer(lines: AsyncIterable<string>): Promise<{ url: string; keys: string[] }> {
  let text = "";
  for await (const line of lines) {
    text += line;
    if (line === "}") return JSON.parse(text);
  }
  throw new Error("The simulator did not start; its messages are above.");
}
