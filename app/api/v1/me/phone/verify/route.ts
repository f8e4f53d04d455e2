import { phonesApi } from "@/lib/phones/api";
import { verifyPhone } from "@/lib/phones/verify-phone";
import { answerError, handle } from "@/lib/platform/handle";

// A refusal is answered, not thrown: the guess it counts must be stored.
export const POST = handle(phonesApi.verify, async ({ ctx, body, request }) => {
  const verdict = await verifyPhone(ctx, body);
  return "refusal" in verdict
    ? answerError(verdict.refusal, request.headers.get("x-request-id") ?? crypto.randomUUID(), request)
    : verdict;
});
