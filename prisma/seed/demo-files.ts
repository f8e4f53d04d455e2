import { attachFile } from "@/lib/attachments/attach-file";
import { type ReceivedFile, receiveFile } from "@/lib/attachments/receive-file";
import { attachFileQuery } from "@/lib/attachments/schema";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import type { DemoCast } from "./demo-cast";
import { deliveryNote, positions, weighingSlip } from "./demo-papers";
import { cratesPicture } from "./demo-pictures";
import { createRandom, type Random } from "./random";

const seed = 20_260_402;
const ticketsWithFiles = 36;
/** Contents are few: the store keeps each once, however many tickets show it. */
const contentsOfKind = 3;

const kinds: { name: string; make: (random: Random) => Buffer }[] = [
  { name: "damaged-crates.png", make: cratesPicture },
  { name: "delivery-note.pdf", make: deliveryNote },
  { name: "positions.csv", make: positions },
  { name: "weighing-slip.txt", make: weighingSlip },
];

type Found = { id: string; updated_at: Date; created_by_id: string | null; owner_id: string | null };

/** Photographs, papers and lists with recent tickets, made here and stored the way every upload is. */
export async function attachDemoFiles(organizationId: string, cast: DemoCast, now: Date): Promise<void> {
  const random = createRandom(seed);
  const sender = cast.account("ops_manager");
  const files: ReceivedFile[][] = [];
  for (const { name, make } of kinds) {
    const ofKind: ReceivedFile[] = [];
    for (let each = 0; each < contentsOfKind; each += 1) {
      const request = new Request("http://docket.local/", {
        method: "POST",
        body: new Uint8Array(make(random)),
      });
      ofKind.push(await receiveFile(request, sender, { max_mb: 1 }, name));
    }
    files.push(ofKind);
  }
  const tickets = await withOrganization(
    systemActor(organizationId),
    (ctx) => ctx.tx.$queryRaw<Found[]>`
      select id, updated_at, created_by_id, owner_id from tickets where status not in ('RESOLVED', 'CLOSED') and not archived and not is_sensitive
      order by number desc limit ${ticketsWithFiles}`,
  );
  for (const ticket of tickets) {
    const people = [ticket.created_by_id, ticket.owner_id].filter((id) => id !== null);
    const actor = (people.length > 0 && cast.byId(random.pick(people))) || sender;
    const at = new Date(
      Math.min(now.getTime(), ticket.updated_at.getTime() + random.between(1, 20) * 60_000),
    );
    // One of a kind at most, and never none.
    const kindsHere = new Set(Array.from({ length: random.between(1, 3) }, () => random.pick(files)));
    const chosen = [...kindsHere].map((ofKind) => random.pick(ofKind));
    await withOrganization(
      actor,
      async (ctx) => {
        for (const file of chosen) {
          const isInternal = isStaff(actor.role) && random.chance(0.2);
          const query = attachFileQuery.parse({ is_internal: String(isInternal) });
          await attachFile(ctx, ticket.id, query, file);
        }
      },
      { now: at },
    );
  }
}
