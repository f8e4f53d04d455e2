import { phonesApi } from "@/lib/phones/api";
import { getPhone } from "@/lib/phones/get-phone";
import { removePhone } from "@/lib/phones/remove-phone";
import { setPhone } from "@/lib/phones/set-phone";
import { handle } from "@/lib/platform/handle";

export const GET = handle(phonesApi.get, ({ ctx }) => getPhone(ctx));
export const PUT = handle(phonesApi.set, ({ ctx, body }) => setPhone(ctx, body));
export const DELETE = handle(phonesApi.remove, ({ ctx }) => removePhone(ctx));
