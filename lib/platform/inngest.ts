import { Inngest } from "inngest";

/** Every background function and every event goes through this one client; see `inngest/functions.ts`. */
export const inngest = new Inngest({ id: "docket" });
