import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type RunningSimulator, startSimulator } from "@/bin/simulators/start";
import { setEnv } from "@/lib/platform/env";
import { type OutgoingFile, vendors } from "./adapter";
import { createAdapter } from "./create-adapter";

let simulator: RunningSimulator | undefined;
beforeAll(() => setEnv({ SYNC_ALLOW_PRIVATE: "true" }));
afterEach(() => simulator?.stop());
afterAll(() => setEnv({ SYNC_ALLOW_PRIVATE: undefined }));

const gate = { take: async () => undefined, learn: async () => undefined };

function file(name: string, content: Buffer, size = content.length): OutgoingFile {
  const parts = [content.subarray(0, 3), content.subarray(3)];
  return {
    name,
    type: "image/png",
    size,
    open: async () =>
      (async function* () {
        yield* parts;
      })(),
  };
}

test.each(vendors)("files go to %s with the message, whatever they hold and are called", async (vendor) => {
  simulator = await startSimulator({ vendor, tickets: 20, seed: 5, plan: "unlimited" });
  const key = vendor === "zendesk" ? `admin@sim-desk.example/token:${simulator.keys[0]}` : simulator.keys[0];
  const adapter = createAdapter(
    { vendor, base_url: simulator.url, web_url: null, key: key ?? "", account_field: null },
    gate,
  );
  const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 137, 80]);
  const files = [file('the "new" screen\r\n.png', bytes), file("naïve.png", Buffer.alloc(70_000, 7))];
  const sent = await adapter.addReply("9", { html: "<p>See both.</p>", files });
  const stored = simulator.world.conversations(9).at(-1);
  expect(stored).toMatchObject({ id: Number(sent.external_id), body: "<p>See both.</p>", private: false });
  expect(stored?.files?.map(({ name, size, type }) => [name.replace(/%0D%0A|\r\n/, ""), size, type])).toEqual(
    [
      [
        vendor === "zendesk"
          ? 'the "new" screen.png'
          : expect.stringMatching(/^the ("|%22)new("|%22) screen\.png$/),
        8,
        "image/png",
      ],
      ["naïve.png", 70_000, "image/png"],
    ],
  );
  const note = await adapter.addNote("9", { html: "<p>Ours.</p>", files: files.slice(1) }, true);
  expect(simulator.world.conversations(9).at(-1)).toMatchObject({
    id: Number(note.external_id),
    private: true,
    files: [{ size: 70_000 }],
  });
  const spent = simulator.calls.report().calls;
  const huge = [file("film.mp4", bytes, 51 * 1_048_576)];
  await expect(adapter.addReply("9", { html: "<p>x</p>", files: huge })).rejects.toMatchObject({
    kind: "invalid_request",
    message: expect.stringMatching(/^The file film\.mp4 has 51\.0 MB, and \w+ takes no more than \d0 MB\./),
  });
  expect(simulator.calls.report().calls).toBe(spent);
});
