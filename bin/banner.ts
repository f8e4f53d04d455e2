import { env } from "@/lib/platform/env";
import { demoAccounts, demoPassword } from "@/prisma/seed/demo-people";
import { table } from "./table";

export type Banner = { hasDemo: boolean; milliseconds: number };

export function printBanner({ hasDemo, milliseconds }: Banner): void {
  const { DOCKET_URL, DATA_DIR } = env();
  console.log(
    `\n  Docket is ready at ${DOCKET_URL}  (${(milliseconds / 1000).toFixed(1)} s, data in ${DATA_DIR})\n`,
  );
  if (!hasDemo) return;
  const rows = demoAccounts.map(({ role, name, email }) => [role, name, email, demoPassword]);
  console.log(table(["Role", "Name", "E-mail", "Password"], rows, "  "));
  console.log("\n  Demo accounts: this server answers on this machine only.\n");
}
