import { endpoint } from "@/lib/platform/endpoint";
import { one } from "@/lib/platform/schema";
import {
  entityDetail,
  entityFields,
  entityKey,
  entityListAnswer,
  entityRow,
  feedAnswer,
  feedInput,
  listEntitiesQuery,
} from "./schema";

const tag = "Linked entities";

export const entitiesApi = {
  list: endpoint({
    method: "GET",
    path: "/entities",
    tag,
    permission: "entities:read",
    summary: "Search the registry of bookings, trucks, payments … by the beginnings of words",
    description:
      "With `search`: the best matches up to `limit`, ids first. Without: everything of the types, page by page.",
    query: listEntitiesQuery,
    response: entityListAnswer,
  }),
  get: endpoint({
    method: "GET",
    path: "/entities/{type}/{entity_id}",
    tag,
    permission: "entities:read",
    summary: "Get one entity with the number of tickets linked to it",
    params: entityKey,
    response: one(entityDetail),
  }),
  put: endpoint({
    method: "PUT",
    path: "/entities/{type}/{entity_id}",
    tag,
    permission: "entities:write",
    summary: "Register or change one entity",
    params: entityKey,
    body: entityFields,
    response: one(entityRow),
  }),
  feed: endpoint({
    method: "POST",
    path: "/entities",
    tag,
    permission: "entities:write",
    summary: "Register or change up to 1,000 entities",
    description:
      "As soon as a type has one registered entity, tickets may link only to registered ones of that type. The last of several entries for one id counts.",
    body: feedInput,
    response: feedAnswer,
  }),
  delete: endpoint({
    method: "DELETE",
    path: "/entities/{type}/{entity_id}",
    tag,
    permission: "entities:write",
    summary: "Remove an entity no ticket links to",
    params: entityKey,
  }),
};
