import { redirect } from "next/navigation";
import { myWorkQuery } from "@/components/tickets/ticket-list/list-address";

/** My work is a list like any other: what is mine, what waits in my queue, what I watch. */
export default function MyWorkPage(): never {
  redirect(`/tickets?${myWorkQuery}`);
}
