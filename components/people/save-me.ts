import type { meApi } from "@/lib/people/api";
import type { Me, UpdateMeInput } from "@/lib/people/schema";
import { call, type Wire } from "@/lib/platform/api-client";

export interface OwnFieldsProps {
  person: Wire<Me>;
  onSaved: (person: Wire<Me>) => void;
}

export async function saveMe(change: UpdateMeInput): Promise<Wire<Me>> {
  const { data } = await call<typeof meApi.update>("PATCH", "/me", { body: change });
  return data;
}
