import { isSmsConfigured, type Sms, sendSms } from "@/lib/platform/sms";
import type { Channel, Notice } from "./channel";

// Two messages of the network, with room for the address.
const maximumLetters = 300;

/** To the number its person proved to be theirs, and to no other. */
export const smsChannel: Channel<Sms> = {
  name: "sms",
  prepare: async (ctx, notice) => {
    if (!isSmsConfigured()) return { skip: "No SMS provider is configured." };
    const [row] = await ctx.tx.$queryRaw<{ phone: string }[]>`
      select phone from user_phones
      where user_id = ${notice.recipient.user_id}::uuid and phone is not null and verified_at is not null`;
    if (!row) return { skip: "The person has proved no phone number." };
    return { id: notice.id, to: row.phone, text: textOf(notice) };
  },
  send: sendSms,
};

/** What a person can act on; the words of messages stay in the desk. */
function textOf({ organization_name, ticket, text }: Notice): string {
  const words = `${organization_name}: #${ticket.number} ${ticket.title ?? "Sensitive ticket"}. ${text}`;
  const address = ticket.url ? ` ${ticket.url}` : "";
  const room = maximumLetters - address.length;
  return `${words.length > room ? `${words.slice(0, room - 1)}…` : words}${address}`;
}
