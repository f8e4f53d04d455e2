import type { Context } from "@/lib/platform/organization";
import { makeBook, type NamedCalendar, type Policy, type PolicyBook, type Version } from "./policy-book";

type Row = {
  kind: "policy" | "calendar";
  subject_id: string;
  definition: unknown;
  valid_from: Date;
  valid_to: Date | null;
};

/** Policies and calendars of the organization, with what they said before. */
export async function readPolicyBook(ctx: Context): Promise<PolicyBook> {
  const rows = await ctx.tx.$queryRaw<Row[]>`
    select kind, subject_id, definition, valid_from, valid_to from sla_versions order by valid_from, id`;
  const versions = (kind: Row["kind"]) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ subject_id, definition, valid_from, valid_to }) => ({
        subject_id,
        definition,
        valid_from: valid_from.getTime(),
        valid_to: valid_to?.getTime() ?? Number.POSITIVE_INFINITY,
      }));
  const calendars = versions("calendar").map((version) => {
    const { name, definition } = version.definition as { name: string; definition: NamedCalendar };
    return { ...version, definition: { ...definition, name } };
  });
  return makeBook(versions("policy") as Version<Policy>[], calendars);
}
