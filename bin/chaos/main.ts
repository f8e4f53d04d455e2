import { parseArgs } from "node:util";
import { runSlaChaos } from "./sla";
import { chaosVendors, runSyncChaos } from "./sync";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tickets: { type: "string" },
    minutes: { type: "string", default: "10" },
    vendor: { type: "string", default: "freshservice" },
    seed: { type: "string", default: "7" },
    help: { type: "boolean", default: false },
  },
});

const usage = `npm run chaos -- sla [--tickets 5000] [--minutes 10]
npm run chaos -- sync [--tickets 2000] [--minutes 10] [--seed 7] [--vendor freshservice|freshdesk|zendesk]

sla: Files tickets with deadlines of one minute, kills the server (-9) at random moments meanwhile, and then checks in the
database that every ticket went through every level exactly once, and that nobody missed or repeated a notice.

sync: Mirrors a simulated desk whose calls fail in every way and whose tickets change meanwhile, kills the server (-9) at
random moments, and then compares every field of the copy with the desk.

Both use a database of their own that they throw away.`;

const minutes = Number(values.minutes);
const tickets = (usual: number) => Number(values.tickets ?? usual);
const vendor = chaosVendors.find((each) => each === values.vendor);
const chaos = {
  sla: () => runSlaChaos({ tickets: tickets(5_000), minutes }),
  sync:
    vendor && (() => runSyncChaos({ vendor, tickets: tickets(2_000), minutes, seed: Number(values.seed) })),
}[positionals[0] ?? ""];

if (values.help || !chaos) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const problems = await chaos();
for (const problem of problems) console.log(`✗ ${problem}`);
console.log(problems.length === 0 ? "Nothing missing, nothing twice." : `${problems.length} problems.`);
process.exit(problems.length === 0 ? 0 : 1);
