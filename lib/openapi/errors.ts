import { type ErrorCode, errorStatus } from "@/lib/platform/errors";

/** What each code means and what a program should do about it. */
export const errorMeanings: Record<ErrorCode, string> = {
  unauthenticated:
    "No valid session or API token came with the request. Sign in, or send `Authorization: Bearer …`.",
  forbidden:
    "You are known, but your role, your token's scopes or a rule of this record do not allow it. Repeating does not help.",
  reason_required:
    "The ticket is sensitive. State a reason of at least 20 characters with `POST /tickets/{id}/access`; it is recorded.",
  not_found:
    "There is no such record, or you may not see it. Another organization's records are always not found.",
  conflict:
    "The record changed or is in a state that refuses this. For a stale version, `differing_fields` names yours and the current values; read again and send the current version.",
  invalid_transition: "The state machine has no such move. `allowed` lists the statuses reachable from here.",
  payload_too_large: "The body is larger than this operation takes.",
  misdirected: "The request names a host that this desk does not answer for; see `ALLOWED_HOSTS`.",
  invalid_input:
    "A field is missing or not allowed. `errors` names each field, the problem and, where they are few, the allowed values.",
  rate_limited: "More requests in a minute than allowed. Wait for `Retry-After` seconds.",
  internal: "Something went wrong on our side and nothing was saved. Quote `request_id` when you report it.",
  upstream_failed: "A system that Docket calls did not answer properly. Try again later.",
  storage_full:
    "The place where files are kept has no room. Nothing of the file was kept; an administrator must free some space.",
  unavailable:
    "The database cannot be reached right now. Nothing was saved; try again after `Retry-After` seconds.",
};

export const errorList = (Object.keys(errorMeanings) as ErrorCode[]).map((code) => ({
  code,
  status: errorStatus[code],
  meaning: errorMeanings[code],
}));
