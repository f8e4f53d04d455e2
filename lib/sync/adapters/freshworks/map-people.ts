import type { RemoteAgent, RemoteCompany, RemoteGroup, RemotePerson } from "../adapter";
import { codeOf, codesOf, type Fields, fieldsOf, instantOf, nameOf, wordOf, wordsOf } from "../read-fields";
import type { Understood } from "../read-page";

const noId = { reason: "It has no id." };

export function toCompany(row: Fields): Understood<RemoteCompany> {
  const id = codeOf(row.id);
  if (!id) return noId;
  return {
    external_id: id,
    raw: row,
    name: wordOf(row.name) ?? `Department ${id}`,
    description: wordOf(row.description),
    domains: wordsOf(row.domains),
    custom_fields: fieldsOf(row.custom_fields) ?? {},
    updated_at: instantOf(row.updated_at),
  };
}

export function toPerson(row: Fields): Understood<RemotePerson> {
  const id = codeOf(row.id);
  if (!id) return noId;
  const email = wordOf(row.primary_email) ?? wordOf(row.email);
  return {
    external_id: id,
    raw: row,
    name: nameOf(row) ?? email ?? `Requester ${id}`,
    email,
    phone: wordOf(row.work_phone_number) ?? wordOf(row.mobile_phone_number),
    company_external_ids: codesOf(row.department_ids),
    is_active: row.active !== false,
    updated_at: instantOf(row.updated_at),
  };
}

export function toAgent(row: Fields): Understood<RemoteAgent> {
  const id = codeOf(row.id);
  if (!id) return noId;
  const email = wordOf(row.email);
  return {
    external_id: id,
    raw: row,
    name: nameOf(row) ?? email ?? `Agent ${id}`,
    email,
    is_active: row.active !== false,
    group_external_ids: [...new Set([...codesOf(row.group_ids), ...codesOf(row.member_of)])],
  };
}

export function toGroup(row: Fields): Understood<RemoteGroup> {
  const id = codeOf(row.id);
  return id ? { external_id: id, raw: row, name: wordOf(row.name) ?? `Group ${id}` } : noId;
}
