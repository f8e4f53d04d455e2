import { operationsApi } from "@/lib/operations/api";
import { listFunctions } from "@/lib/operations/list-functions";
import { handle } from "@/lib/platform/handle";

export const GET = handle(operationsApi.listFunctions, ({ ctx }) => listFunctions(ctx));
