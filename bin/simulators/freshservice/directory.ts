import { pageOf } from "../freshworks/paging";
import type { DeskParts, Right, Route, SimResponse } from "../server/desk";
import { agentRecord, departmentRecord, groupRecord, requesterRecord, workspaceRecord } from "./records";

export function directoryRoutes({ world }: DeskParts): Route[] {
  const { directory } = world;
  return [
    ...resource("departments", "department", "companies", () => directory.companies, departmentRecord),
    ...resource("requesters", "requester", "people", () => directory.requesters, requesterRecord),
    {
      name: "agents_me",
      method: "GET",
      pattern: /^\/api\/v2\/agents\/me$/,
      right: null,
      handle: () => ({ status: 200, body: { agent: directory.agents.slice(0, 1).map(agentRecord)[0] } }),
    },
    ...resource("agents", "agent", "agents", () => directory.agents, agentRecord),
    ...resource(
      "groups",
      "group",
      "groups",
      () => directory.groups,
      (group) => groupRecord(group, directory.agents),
    ),
    ...resource("workspaces", "workspace", "fields", () => directory.workspaces, workspaceRecord),
    {
      name: "ticket_form_fields",
      method: "GET",
      pattern: /^\/api\/v2\/ticket_form_fields$/,
      right: "fields",
      handle: () => ({ status: 200, body: { ticket_fields: formFields } }),
    },
  ];
}

function resource<Row extends { id: number }>(
  many: string,
  one: string,
  right: Right,
  rows: () => readonly Row[],
  make: (row: Row) => unknown,
): Route[] {
  const view = (id: string | undefined): SimResponse => {
    const row = rows().find((each) => String(each.id) === id);
    return row ? { status: 200, body: { [one]: make(row) } } : { status: 404 };
  };
  return [
    {
      name: `list_${many}`,
      method: "GET",
      pattern: new RegExp(`^/api/v2/${many}$`),
      right,
      kind: `list_${many}`,
      handle: (request) => pageOf(request, rows(), many, make),
    },
    {
      name: `view_${one}`,
      method: "GET",
      pattern: new RegExp(`^/api/v2/${many}/(\\d+)$`),
      right,
      handle: ({ params }) => view(params[0]),
    },
  ];
}

/** Codes above 5 are this desk's own; 41 stands in no list, as codes of removed choices do. */
const statusChoices = [
  [2, "Open"],
  [3, "Pending"],
  [4, "Resolved"],
  [5, "Closed"],
  [8, "Scheduled"],
  [9, "Waiting on Customer"],
  [10, "Waiting on Third Party"],
  [26, "Customer Replied"],
] as const;
const priorityChoices = [
  [1, "Low"],
  [2, "Medium"],
  [3, "High"],
  [4, "Urgent"],
] as const;
const sourceChoices = [
  [1, "Email"],
  [2, "Portal"],
  [3, "Phone"],
  [4, "Chat"],
  [9, "Walkup"],
  [10, "Slack"],
  [1001, "Kiosk"],
] as const;

const formFields = [
  formField(1, "status", "Status", statusChoices),
  formField(2, "priority", "Priority", priorityChoices),
  formField(3, "source", "Source", sourceChoices),
];

function formField(id: number, name: string, label: string, choices: readonly (readonly [number, string])[]) {
  return {
    id: 21_000_000_200 + id,
    workspace_id: 2,
    created_at: "2023-01-04T14:22:43Z",
    updated_at: "2023-01-04T14:22:43Z",
    name,
    label,
    description: null,
    field_type: `default_${name}`,
    required_for_agents: true,
    required_for_customers: false,
    default_field: true,
    choices: choices.map(([code, value]) => ({
      id: code,
      value,
      label: value,
      position: code,
      nested_options: [],
    })),
    nested_fields: [],
  };
}
