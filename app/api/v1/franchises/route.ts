import { franchisesApi } from "@/lib/people/api";
import { createFranchise } from "@/lib/people/create-franchise";
import { listFranchises } from "@/lib/people/list-franchises";
import { handle } from "@/lib/platform/handle";

export const GET = handle(franchisesApi.list, ({ ctx, query }) => listFranchises(ctx, query));
export const POST = handle(franchisesApi.create, ({ ctx, body }) => createFranchise(ctx, body));
