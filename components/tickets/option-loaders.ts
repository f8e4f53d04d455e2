import type { ComboboxOption } from "@/components/ui/combobox-list";
import type { entitiesApi } from "@/lib/entities/api";
import type { franchisesApi, requestersApi, usersApi } from "@/lib/people/api";
import { call } from "@/lib/platform/api-client";
import { roleName } from "@/lib/platform/role-name";
import type { ticketFiltersApi } from "@/lib/ticket-filters/api";
import type { ticketsApi } from "@/lib/tickets/api";
import type { linkedTypes } from "@/lib/tickets/schema";
import { sentenceCase, statusName } from "./ticket-words";

export type LinkedType = (typeof linkedTypes)[number];

const shown = 20;

export async function loadPeople(search: string, signal: AbortSignal): Promise<ComboboxOption[]> {
  const { data } = await call<typeof usersApi.list>("GET", "/users", {
    query: { search: search || undefined, limit: shown },
    signal,
  });
  return data.map((person) => ({ value: person.id, label: person.name, hint: roleName(person.role) }));
}

export async function loadTags(search: string, signal: AbortSignal): Promise<ComboboxOption[]> {
  const { data } = await call<typeof ticketFiltersApi.options>("GET", "/ticket-filter-options", {
    query: { field: "tags", search: search || undefined },
    signal,
  });
  return data.map(({ value, label, hint }) => ({ value, label, hint: hint ? "new tag" : undefined }));
}

export async function loadFranchises(search: string, signal: AbortSignal): Promise<ComboboxOption[]> {
  const { data } = await call<typeof franchisesApi.list>("GET", "/franchises", {
    query: { search: search || undefined, limit: shown },
    signal,
  });
  return data.map(({ id, name, code }) => ({ value: id, label: name, hint: code }));
}

export async function loadRequesters(search: string, signal: AbortSignal): Promise<ComboboxOption[]> {
  const { data } = await call<typeof requestersApi.list>("GET", "/requesters", {
    query: { search: search || undefined, limit: shown },
    signal,
  });
  return data.map(({ id, name, company_name, email }) => ({
    value: id,
    label: name,
    hint: company_name ?? email ?? undefined,
  }));
}

/** Entities of one type, found by the beginnings of their words; the value is the entity's own id. */
export function entityLoader(type: LinkedType) {
  return async (search: string, signal: AbortSignal): Promise<ComboboxOption[]> => {
    const { data } = await call<typeof entitiesApi.list>("GET", "/entities", {
      query: { type, search: search || undefined, limit: shown },
      signal,
    });
    return data.map(({ entity_id, label, detail }) => ({
      value: entity_id,
      label: label === entity_id ? label : `${entity_id} · ${label}`,
      hint: detail ?? undefined,
    }));
  };
}

/** Entities of every type; the value names the type as well: "booking:BKG-20718". */
export async function loadEntities(search: string, signal: AbortSignal): Promise<ComboboxOption[]> {
  const { data } = await call<typeof entitiesApi.list>("GET", "/entities", {
    query: { search: search || undefined, limit: shown },
    signal,
  });
  return data.map(({ type, entity_id, label }) => ({
    value: `${type}:${entity_id}`,
    label: label === entity_id ? label : `${entity_id} · ${label}`,
    group: linkedTypeName(type),
  }));
}

/** Tickets by number or words, for merging. */
export function ticketLoader(exceptId: string) {
  return async (search: string, signal: AbortSignal): Promise<ComboboxOption[]> => {
    const { data } = await call<typeof ticketsApi.list>("GET", "/tickets", {
      query: {
        search: search || undefined,
        limit: shown,
        sort: "updated_at",
        count: "false",
        status_not: "CLOSED",
      },
      signal,
    });
    return data
      .filter((ticket) => ticket.id !== exceptId)
      .map(({ id, number, title, status, is_withheld }) => ({
        value: id,
        label: `#${number} ${title}`,
        hint: is_withheld ? "open it with a reason first" : statusName(status),
        isDisabled: is_withheld,
      }));
  };
}

export function linkedTypeName(type: string): string {
  return sentenceCase(type);
}
