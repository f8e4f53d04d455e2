import { endpoint } from "@/lib/platform/endpoint";
import { one } from "@/lib/platform/schema";
import { ownPhone, setPhoneInput, verifyPhoneInput } from "./schema";

const shared = { tag: "Me", permission: "signed_in" } as const;

export const phonesApi = {
  get: endpoint({
    ...shared,
    method: "GET",
    path: "/me/phone",
    summary: "One's own number for text messages",
    response: one(ownPhone),
  }),
  set: endpoint({
    ...shared,
    method: "PUT",
    path: "/me/phone",
    limit: "sign_in",
    summary: "Give a number; a code is sent to it",
    description: "Nothing else is sent there until the code came back. At most five codes a day.",
    body: setPhoneInput,
    response: one(ownPhone),
    example: { body: { phone: "+49 170 1234567" } },
  }),
  verify: endpoint({
    ...shared,
    method: "POST",
    path: "/me/phone/verify",
    limit: "sign_in",
    summary: "Prove that the number is one's own",
    body: verifyPhoneInput,
    response: one(ownPhone),
    example: { body: { code: "481920" } },
  }),
  remove: endpoint({
    ...shared,
    method: "DELETE",
    path: "/me/phone",
    summary: "Forget one's number",
  }),
};
