import { findRedisServer } from "@/prisma/seed/redis-server";
import { runProgram } from "./project";

/** For the tests of several processes behind Redis; where it cannot be installed, those say that they were skipped. */
export async function ensureRedisServer(onInstall: () => void): Promise<void> {
  if (findRedisServer() || process.platform !== "linux" || process.getuid?.() !== 0) return;
  onInstall();
  await runProgram("apt-get", ["install", "-y", "--no-install-recommends", "redis-server"]).catch(
    () => undefined,
  );
  if (findRedisServer()) return;
  await runProgram("apt-get", ["update"]).catch(() => undefined);
  await runProgram("apt-get", ["install", "-y", "--no-install-recommends", "redis-server"]).catch(
    () => undefined,
  );
}
