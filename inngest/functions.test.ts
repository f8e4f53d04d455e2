import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { inngest } from "@/lib/platform/inngest";
import { functions } from "./functions";
import { readFunctionConfig } from "./local-server/function-config";

const files = globSync("inngest/*/*.ts")
  .filter((file) => !file.startsWith("inngest/local-server/") && !file.endsWith(".test.ts"))
  .filter((file) => readFileSync(file, "utf8").includes("createFunction("));

test("every function has a file of its id's name, and every file is listed", () => {
  const ids = functions.map((fn) => fn.id());
  expect(ids.toSorted()).toEqual(files.map((file) => basename(file, ".ts")).toSorted());
});

type Configured = { getConfig: (place: { baseUrl: URL; appPrefix: string }) => { id: string }[] };

test.each(functions.map((fn) => [fn.id(), fn] as const))(
  "%s uses only options that the embedded server supports",
  (_, fn) => {
    const baseUrl = new URL("http://docket.test/api/inngest");
    const configs = (fn as unknown as Configured).getConfig({ baseUrl, appPrefix: inngest.id });
    for (const config of configs)
      expect(readFunctionConfig(inngest.id, JSON.parse(JSON.stringify(config)))).toMatchObject({
        id: config.id,
      });
  },
);
