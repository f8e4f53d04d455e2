import { endpoint } from "@/lib/platform/endpoint";
import { one } from "@/lib/platform/schema";
import { functionsAnswer, listRunsQuery, operationsOverview, runDetail, runId, runsAnswer } from "./schema";

const tag = "Operations";
const permission = "operations:manage";

export const operationsApi = {
  overview: endpoint({
    method: "GET",
    path: "/operations",
    tag,
    permission,
    summary: "How background work is doing: unsent events, runs under way, failures of the last day",
    response: one(operationsOverview),
  }),
  listFunctions: endpoint({
    method: "GET",
    path: "/operations/functions",
    tag,
    permission,
    summary: "List background functions with what triggers them and when they run next",
    response: functionsAnswer,
  }),
  listRuns: endpoint({
    method: "GET",
    path: "/operations/runs",
    tag,
    permission,
    summary: "List runs of background functions, newest first",
    description: "Runs of this organization, and those of the whole installation such as schedules.",
    query: listRunsQuery,
    response: runsAnswer,
  }),
  getRun: endpoint({
    method: "GET",
    path: "/operations/runs/{id}",
    tag,
    permission,
    summary: "One run with its steps, their timings and errors",
    params: runId,
    response: one(runDetail),
  }),
  retryRun: endpoint({
    method: "POST",
    path: "/operations/runs/{id}/retry",
    tag,
    permission,
    summary: "Run a function again with the same events, as a new run",
    params: runId,
    response: one(runDetail),
    status: 201,
  }),
  cancelRun: endpoint({
    method: "POST",
    path: "/operations/runs/{id}/cancel",
    tag,
    permission,
    summary: "End a run before its next step",
    params: runId,
    response: one(runDetail),
  }),
};
