import { once } from "node:events";
import { createReadStream } from "node:fs";
import { connect, type Socket } from "node:net";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";

const silenceMs = 60_000;

/** Asks the virus scanner, where there is one, before a file becomes reachable. Without its answer nothing is taken in. */
export async function scanFile(path: string, name: string): Promise<void> {
  const { CLAMAV_URL } = env();
  if (!CLAMAV_URL) return;
  const verdict = await askScanner(new URL(CLAMAV_URL), path).catch((error: unknown) => {
    logger.error({ err: error }, "The virus scanner did not answer.");
    return "";
  });
  if (verdict.endsWith(" OK")) return;
  const found = verdict.match(/^stream: (.+) FOUND$/)?.[1];
  if (found)
    throw new AppError(
      "invalid_input",
      `${name} was refused: the virus scanner found ${found} in it. Nothing was kept.`,
      {
        fields: [{ field: "file", message: "The virus scanner refused it." }],
      },
    );
  if (verdict.includes("size limit exceeded"))
    throw new AppError(
      "payload_too_large",
      `${name} is larger than the virus scanner takes. Ask the person who runs Docket to raise StreamMaxLength.`,
    );
  throw new AppError(
    "unavailable",
    "The virus scanner does not answer, so the file was not taken in and nothing was kept. Try again in a moment.",
    { retry_after_seconds: 10 },
  );
}

/** clamd's INSTREAM: each chunk behind its length, a length of zero at the end, one line as the answer. */
async function askScanner(address: URL, path: string): Promise<string> {
  const socket = connect(Number(address.port), address.hostname);
  socket.setTimeout(silenceMs, () => socket.destroy(new Error("The virus scanner was silent for a minute.")));
  const answer = readAnswer(socket);
  try {
    // Whoever refuses early closes while the file is still being sent; its answer counts, not the broken pipe.
    await Promise.race([sendFile(socket, path).catch(() => undefined), answer]);
    return await answer;
  } finally {
    socket.destroy();
  }
}

async function sendFile(socket: Socket, path: string): Promise<void> {
  await once(socket, "connect");
  socket.write("zINSTREAM\0");
  const frame = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, Buffer.concat([lengthOf(chunk.length), chunk])),
    flush: (done) => done(null, lengthOf(0)),
  });
  await pipeline(createReadStream(path), frame, socket, { end: false });
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

async function readAnswer(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    text += chunk.toString("utf8");
    if (text.includes("\0")) break;
  }
  return text.replaceAll("\0", "").trim();
}
