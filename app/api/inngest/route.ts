import { serve } from "inngest/next";
import { functions } from "@/inngest/functions";
import { inngest } from "@/lib/platform/inngest";

export const dynamic = "force-dynamic";

/** Inngest calls in here; with a signing key, which the embedded server always has, nobody else can. */
export const { GET, POST, PUT } = serve({
  client: inngest,
  functions: [...functions],
  // Otherwise anybody could make the app name itself by another address.
  enableUnauthedSync: false,
});
