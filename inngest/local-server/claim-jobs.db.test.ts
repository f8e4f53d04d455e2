import { expect, test } from "vitest";
import { withConnection } from "@/lib/platform/database/connect";
import { useTestDatabase } from "@/prisma/seed/test-database";

const database = useTestDatabase();

test("a long queue whose turn is full neither hides what waits behind it nor goes past its limit", async () => {
  const claimed = await withConnection(database.appUrl, async (client) => {
    await client.query(
      `insert into inngest.runs (id, app_id, function_id, event_name, events)
       select 'run-' || n, 'app', 'fn', 'e', '[]' from generate_series(1, 3006) n`,
    );
    await client.query(
      `insert into inngest.jobs (app_id, run_id, concurrency_keys, concurrency_limits, due_at, order_at)
       select 'app', 'run-' || n, case when n <= 3000 then '{slow}' when n <= 3004 then '{all,mine}' else '{all,theirs}' end::text[],
         case when n <= 3000 then '{2}' else '{3,2}' end::int[], now() - interval '1 minute', now() - make_interval(secs => 4000 - n)
       from generate_series(1, 3006) n`,
    );
    const claim = async () => {
      const { rows } = await client.query<{ run_id: string }>(
        "select run_id from inngest.claim_jobs('{app}', 1, 10, interval '1 minute') order by order_at",
      );
      return rows.map(({ run_id }) => Number(run_id.slice(4)));
    };
    const first = await claim();
    const second = await claim();
    await client.query("delete from inngest.jobs where run_id in ('run-1', 'run-3001')");
    return [first, second, await claim()];
  });
  // Two of the slow ones, then two of mine and one of theirs, as all of them together may be three.
  expect(claimed).toEqual([[1, 2, 3001, 3002, 3005], [], [3, 3003]]);
});
