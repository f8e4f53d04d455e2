import type { Desk, Refusal } from "../server/desk";

export const refusals: Record<Parameters<Desk["refuse"]>[0], Refusal> = {
  unauthenticated: {
    status: 401,
    body: { code: "invalid_credentials", message: "You have to be logged in to perform this action." },
  },
  forbidden: {
    status: 403,
    body: { code: "access_denied", message: "You are not authorized to perform this action." },
  },
  not_found: { status: 404 },
  throttled: { status: 429, body: { message: "You have exceeded the limit of requests per minute" } },
  failed: { status: 500, body: { message: "Internal Server Error" } },
};
