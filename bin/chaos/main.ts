import { parseArgs } from "node:util";
import { runSlaChaos } from "./sla";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tickets: { type: "string", default: "5000" },
    minutes: { type: "string", default: "10" },
    help: { type: "boolean", default: false },
  },
});

const usage = `npm run chaos -- sla [--tickets 5000] [--minutes 10]

Files tickets with deadlines of one minute, kills the server (-9) at random moments meanwhile, and then checks in the
database that every ticket went through every level exactly once, and that nobody missed or repeated a notice. It uses a
database of its own that it throws away.`;

if (values.help || positionals[0] !== "sla") {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const problems = await runSlaChaos({ tickets: Number(values.tickets), minutes: Number(values.minutes) });
for (const problem of problems) console.log(`✗ ${problem}`);
console.log(problems.length === 0 ? "Nothing missing, nothing twice." : `${problems.length} problems.`);
process.exit(problems.length === 0 ? 0 : 1);
