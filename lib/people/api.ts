import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { listAnswer, one, uuid } from "@/lib/platform/schema";
import {
  changePasswordInput,
  createFranchiseInput,
  createRequesterInput,
  createTokenInput,
  createUserInput,
  franchiseRow,
  listRequestersQuery,
  listTokensQuery,
  listUsersQuery,
  me,
  organization,
  requesterRow,
  searchQuery,
  setPasswordInput,
  setupAnswer,
  setupInput,
  temporaryPassword,
  tokenRow,
  updateMeInput,
  updateOrganizationInput,
  updateUserInput,
  userDetail,
  userListAnswer,
} from "./schema";

const byId = z.object({ id: uuid });
const withPassword = one(userDetail).extend({ temporary_password: temporaryPassword });

export const usersApi = {
  list: endpoint({
    method: "GET",
    path: "/users",
    tag: "People",
    permission: "people:read",
    summary: "List people, by name",
    query: listUsersQuery,
    response: userListAnswer,
  }),
  create: endpoint({
    method: "POST",
    path: "/users",
    tag: "People",
    permission: "people:write",
    summary: "Create an account",
    hasSecret: true,
    description: "Without a password Docket makes one and answers it once as `temporary_password`.",
    body: createUserInput,
    response: withPassword,
    status: 201,
    example: { body: { email: "mateo@company.com", name: "Mateo Ruiz", role: "ops_agent" } },
  }),
  get: endpoint({
    method: "GET",
    path: "/users/{id}",
    tag: "People",
    permission: "people:read",
    summary: "Get one person",
    params: byId,
    response: one(userDetail),
  }),
  update: endpoint({
    method: "PATCH",
    path: "/users/{id}",
    tag: "People",
    permission: "people:write",
    summary: "Change a person's name, role, franchise, availability or shift",
    description: "A new role ends the person's sessions at once. The last admin keeps the role.",
    params: byId,
    body: updateUserInput,
    response: one(userDetail),
  }),
  deactivate: endpoint({
    method: "POST",
    path: "/users/{id}/deactivate",
    tag: "People",
    permission: "people:write",
    summary: "Deactivate a person: sessions and API tokens end with the next request",
    params: byId,
    response: one(userDetail),
  }),
  reactivate: endpoint({
    method: "POST",
    path: "/users/{id}/reactivate",
    tag: "People",
    permission: "people:write",
    summary: "Let a deactivated person sign in again",
    params: byId,
    response: one(userDetail),
  }),
  setPassword: endpoint({
    method: "POST",
    path: "/users/{id}/password",
    tag: "People",
    permission: "people:write",
    summary: "Reset a person's password",
    hasSecret: true,
    description:
      "Ends their sessions and, unless `revoke_tokens` is false, their API tokens; they choose a new password when they sign in.",
    params: byId,
    body: setPasswordInput,
    response: withPassword,
  }),
};

export const meApi = {
  get: endpoint({
    method: "GET",
    path: "/me",
    tag: "Me",
    permission: "signed_in",
    isForLimitedTokens: true,
    summary: "Who is signed in, and what they may do",
    response: one(me),
  }),
  update: endpoint({
    method: "PATCH",
    path: "/me",
    tag: "Me",
    permission: "signed_in",
    summary: "Change one's own name, availability, shift or time zone",
    body: updateMeInput,
    response: one(me),
  }),
  changePassword: endpoint({
    method: "POST",
    path: "/me/password",
    tag: "Me",
    permission: "signed_in",
    limit: "sign_in",
    summary: "Change one's own password",
    description: "Ends every session of the person, this one included.",
    body: changePasswordInput,
  }),
  endSessions: endpoint({
    method: "DELETE",
    path: "/me/sessions",
    tag: "Me",
    permission: "signed_in",
    limit: "sign_in",
    summary: "Sign out everywhere",
    description: "Ends every session of the person, this one included. API tokens go on.",
  }),
};

export const organizationApi = {
  get: endpoint({
    method: "GET",
    path: "/organization",
    tag: "Organization",
    permission: "organization:write",
    summary: "The organization's name, time zone and limits for files",
    response: one(organization),
  }),
  update: endpoint({
    method: "PATCH",
    path: "/organization",
    tag: "Organization",
    permission: "organization:write",
    summary: "Change the organization's name, time zone or limits for files",
    description:
      "The zone decides which day and hour an instant falls on: date filters, shifts, and quiet hours and summaries of people without a zone of their own. SLA calendars keep theirs; stored instants do not move.",
    body: updateOrganizationInput,
    response: one(organization),
  }),
};

export const franchisesApi = {
  list: endpoint({
    method: "GET",
    path: "/franchises",
    tag: "People",
    permission: "people:read",
    summary: "List franchises, by name",
    query: searchQuery,
    response: listAnswer(franchiseRow),
  }),
  create: endpoint({
    method: "POST",
    path: "/franchises",
    tag: "People",
    permission: "people:write",
    summary: "Create a franchise",
    body: createFranchiseInput,
    response: one(franchiseRow),
    status: 201,
  }),
};

export const requestersApi = {
  list: endpoint({
    method: "GET",
    path: "/requesters",
    tag: "Requesters",
    permission: "people:read",
    isForLimitedTokens: true,
    summary: "List requesters, by name",
    query: listRequestersQuery,
    response: listAnswer(requesterRow),
  }),
  create: endpoint({
    method: "POST",
    path: "/requesters",
    tag: "Requesters",
    permission: "tickets:update",
    summary: "Create a requester",
    body: createRequesterInput,
    response: one(requesterRow),
    status: 201,
  }),
};

export const tokensApi = {
  list: endpoint({
    method: "GET",
    path: "/tokens",
    tag: "API tokens",
    permission: "tokens:write",
    summary: "List API tokens, newest first",
    query: listTokensQuery,
    response: listAnswer(tokenRow),
  }),
  create: endpoint({
    method: "POST",
    path: "/tokens",
    tag: "API tokens",
    permission: "tokens:write",
    summary: "Create an API token",
    hasSecret: true,
    description: "`token` is answered here and never again. It can do no more than its person's role.",
    body: createTokenInput,
    response: one(tokenRow).extend({ token: z.string() }),
    status: 201,
    example: { body: { name: "Nightly report", scopes: ["tickets:read"], expires_in_days: 90 } },
  }),
  revoke: endpoint({
    method: "DELETE",
    path: "/tokens/{id}",
    tag: "API tokens",
    permission: "tokens:write",
    summary: "Revoke an API token; its next request is refused",
    params: byId,
    response: one(tokenRow),
  }),
};

export const setupApi = {
  create: endpoint({
    method: "POST",
    path: "/setup",
    tag: "Setup",
    permission: "public",
    limit: "sign_in",
    summary: "First run: create the organization and its first admin",
    description: "Answers 409 once an organization exists.",
    body: setupInput,
    response: setupAnswer,
    status: 201,
  }),
};
