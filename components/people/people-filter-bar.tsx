"use client";

import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { roles } from "@/lib/platform/permissions";
import { roleName } from "@/lib/platform/role-name";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import type { PeopleFilters } from "./people-queries";

export interface PeopleFilterBarProps {
  filters: PeopleFilters;
  onChange: (change: Partial<PeopleFilters>) => void;
}

const searchDelayMs = 150;
const everyRole = "any";
const roleOptions = [
  { value: everyRole, label: "Every role" },
  ...roles.map((role) => ({ value: role, label: roleName(role) })),
];
const stateOptions = [
  { value: "active", label: "Active" },
  { value: "deactivated", label: "Deactivated" },
  { value: "any", label: "Active and deactivated" },
];

export function PeopleFilterBar({ filters, onChange }: PeopleFilterBarProps) {
  const [search, setSearch] = useState(filters.search);
  useEffect(() => setSearch(filters.search), [filters.search]);
  useEffect(() => {
    if (search === filters.search) return;
    const timer = setTimeout(() => onChange({ search: search.trim() }), searchDelayMs);
    return () => clearTimeout(timer);
  });

  return (
    <search className="mt-5 mb-3 grid grid-cols-2 gap-2 sm:flex">
      <Input
        type="search"
        aria-label="Search people"
        placeholder="Search by name or e-mail"
        leading={<Search aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="col-span-2 sm:w-72"
      />
      <Select
        aria-label="Role"
        options={roleOptions}
        value={filters.role || everyRole}
        onValueChange={(role) => onChange({ role: role === everyRole ? "" : role })}
        className="sm:w-44"
      />
      <Select
        aria-label="State"
        options={stateOptions}
        value={filters.state}
        onValueChange={(state) => onChange({ state: state as PeopleFilters["state"] })}
        className="sm:w-48"
      />
    </search>
  );
}
