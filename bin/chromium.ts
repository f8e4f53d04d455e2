import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { runProgram } from "./project";

const systemBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser to test in: the one CHROMIUM_PATH names, the system's, or Playwright's own. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  return [...systemBrowsers, chromium.executablePath()].find((path) => existsSync(path) && runs(path));
}

export async function ensureChromium(onInstall: () => void): Promise<void> {
  if (findChromium()) return;
  onInstall();
  await runProgram("playwright", ["install", "chromium"]);
  if (findChromium()) return;
  if (process.getuid?.() === 0) {
    await runProgram("apt-get", ["update"]);
    await runProgram("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
  }
  if (!findChromium())
    throw new Error(
      "No Chromium was found and none could be installed: install one and set CHROMIUM_PATH to it.",
    );
}

/** A downloaded browser without its system libraries is there, yet cannot start. */
function runs(path: string): boolean {
  try {
    execFileSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
