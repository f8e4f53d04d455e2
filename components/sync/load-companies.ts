import type { companiesApi } from "@/lib/companies/api";
import { call } from "@/lib/platform/api-client";
import type { ComboboxOption } from "../ui/combobox-list";

export async function loadCompanies(search: string, signal: AbortSignal): Promise<ComboboxOption[]> {
  const { data } = await call<typeof companiesApi.list>("GET", "/companies", {
    query: { search: search || undefined, limit: 20 },
    signal,
  });
  return data.map(({ id, name, account_number }) => ({
    value: id,
    label: name,
    hint: account_number ?? undefined,
  }));
}
