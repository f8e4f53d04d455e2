import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild } from "./build";
import { ensureChromium } from "./chromium";
import { ensureGenerated } from "./generate";
import { type CommandResult, runProgram } from "./project";
import { ensureRedisServer } from "./redis-server";

type Counts = { passed: number; failed: number };
type Step = { name: string; run: () => Promise<CommandResult>; counts?: () => Counts };

const folder = mkdtempSync(join(tmpdir(), "docket-test-run-"));
const report = (name: string) => join(folder, `${name}.json`);

const steps: Step[] = [
  { name: "generate", run: () => succeed(ensureGenerated()) },
  {
    name: "format and lint",
    run: () => runProgram("biome", ["check", "--error-on-warnings", "--max-diagnostics=50"]),
  },
  { name: "types", run: () => runProgram("tsc", ["--noEmit"]) },
  { name: "unused code", run: () => runProgram("knip", []) },
  vitest("unit"),
  vitest("db"),
  { name: "build", run: () => succeed(ensureBuild()) },
  { name: "browser", run: runPlaywright, counts: () => readPlaywright(report("browser")) },
];

const total: Counts = { passed: 0, failed: 0 };
for (const step of steps) if (!(await take(step))) break;
rmSync(folder, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

/** Runs a step and adds what it counted; its output is shown only if it failed. */
async function take(step: Step): Promise<boolean> {
  const startedAt = performance.now();
  const { ok, output } = await step.run().catch((error: Error) => ({ ok: false, output: error.message }));
  const counts = step.counts?.() ?? { passed: 0, failed: 0 };
  const isGreen = ok && counts.failed === 0 && (!step.counts || counts.passed > 0);
  total.passed += counts.passed;
  total.failed += isGreen ? 0 : Math.max(counts.failed, 1);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
  const summary = step.counts ? `  ${counts.passed} tests` : "";
  console.log(`${isGreen ? "✓" : "✗"} ${step.name.padEnd(16)} ${seconds} s${summary}`);
  if (!isGreen) console.log(`\n${output.trim()}`);
  return isGreen;
}

async function succeed(work: Promise<unknown>): Promise<CommandResult> {
  await work;
  return { ok: true, output: "" };
}

function vitest(project: string): Step {
  const file = report(project);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return {
    name: project === "db" ? "database" : project,
    run: async () => {
      if (project === "db") await ensureRedisServer(() => console.log("Installing Redis …"));
      return runProgram("vitest", ["run", "--project", project, ...reporters], {
        environment: { NODE_ENV: "test" },
      });
    },
    counts: () => readVitest(file),
  };
}

async function runPlaywright(): Promise<CommandResult> {
  await ensureChromium(() => console.log("Installing Chromium …"));
  const data = mkdtempSync(join(tmpdir(), "docket-e2e-"));
  try {
    return await runProgram("playwright", ["test"], {
      environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: report("browser"), DOCKET_E2E_DATA: data },
    });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function readVitest(path: string): Counts {
  const { numPassedTests = 0, numFailedTests = 0 } = readReport(path);
  return { passed: numPassedTests, failed: numFailedTests };
}

function readPlaywright(path: string): Counts {
  const { stats } = readReport(path) as { stats?: { expected: number; flaky: number; unexpected: number } };
  return { passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0 };
}

/** A runner that broke off wrote no report, which counts as no tests and so as a failure. */
function readReport(path: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
