import { meApi } from "@/lib/people/api";
import { endOwnSessions } from "@/lib/people/end-own-sessions";
import { handle } from "@/lib/platform/handle";

export const DELETE = handle(meApi.endSessions, ({ ctx }) => endOwnSessions(ctx));
