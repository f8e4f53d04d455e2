import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { one, uuid } from "@/lib/platform/schema";
import {
  createViewInput,
  listViewsQuery,
  orderViewsInput,
  updateViewInput,
  viewListAnswer,
  viewRow,
} from "./schema";

const byId = z.object({ id: uuid });
const tag = "Saved views";

export const viewsApi = {
  list: endpoint({
    method: "GET",
    path: "/views",
    tag,
    permission: "views:read",
    summary: "List one's own views, the team's and everyone's, with live counts on request",
    query: listViewsQuery,
    response: viewListAnswer,
  }),
  create: endpoint({
    method: "POST",
    path: "/views",
    tag,
    permission: "views:write",
    summary: "Save a view",
    description:
      "A team's view is for one role, by default one's own. Publishing to everyone needs views:publish.",
    body: createViewInput,
    response: one(viewRow),
    status: 201,
  }),
  update: endpoint({
    method: "PATCH",
    path: "/views/{id}",
    tag,
    permission: "views:write",
    summary: "Rename, change or share a view",
    params: byId,
    body: updateViewInput,
    response: one(viewRow),
  }),
  delete: endpoint({
    method: "DELETE",
    path: "/views/{id}",
    tag,
    permission: "views:write",
    summary: "Delete a view",
    params: byId,
  }),
  order: endpoint({
    method: "PUT",
    path: "/views/order",
    tag,
    permission: "views:write",
    summary: "Put one's list of views in order; it stays the same for others",
    body: orderViewsInput,
    response: viewListAnswer,
  }),
};
