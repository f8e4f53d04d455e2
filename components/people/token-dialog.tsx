"use client";

import { type FormEvent, useState } from "react";
import type { companiesApi } from "@/lib/companies/api";
import type { tokensApi } from "@/lib/people/api";
import { call } from "@/lib/platform/api-client";
import type { Permission } from "@/lib/platform/permissions";
import { FormField } from "../shared/form-field";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { MultiCombobox } from "../ui/combobox";
import type { ComboboxOption } from "../ui/combobox-list";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { type FieldErrors, fieldErrors } from "./field-errors";
import { ScopesPicker } from "./scopes-picker";
import { SecretOnce } from "./secret-once";
import { useFirstError } from "./use-first-error";

export interface TokenDialogProps {
  held: Permission[];
  onClose: () => void;
  onCreated: () => void;
}

const lifetimes = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "730", label: "2 years" },
];

export default function TokenDialog({ held, onClose, onCreated }: TokenDialogProps) {
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [scopes, setScopes] = useState<string[]>(["tickets:read"]);
  const [companies, setCompanies] = useState<ComboboxOption[]>([]);
  const [token, setToken] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFirstError(errors);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    try {
      const company_ids = companies.length > 0 ? companies.map(({ value }) => value) : null;
      const body = { name, scopes, company_ids, expires_in_days: Number(days) };
      const answer = await call<typeof tokensApi.create>("POST", "/tokens", { body });
      setToken(answer.token);
      onCreated();
    } catch (error) {
      setErrors(fieldErrors(error, ["name", "scopes", "company_ids", "expires_in_days"]));
    }
    setIsBusy(false);
  };

  if (token)
    return (
      <Dialog open onOpenChange={onClose}>
        <DialogContent title={`${name.trim()} is ready`} width="sm">
          <DialogBody>
            <SecretOnce
              value={token}
              name="API token"
              advice="Copy it now: it is stored only as a hash and cannot be shown again. Send it as “Authorization: Bearer …”."
            />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Done</Button>
          </DialogFooter>
        </DialogContent>
      </Dialog>
    );

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title="Create API token">
        <form ref={form} onSubmit={submit} className="flex min-h-0 flex-col" noValidate>
          <DialogBody className="grid gap-4">
            {errors.form && <Alert tone="danger">{errors.form}</Alert>}
            <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
              <FormField
                label="Name"
                hint="What it is for, such as “Nightly report”."
                error={errors.name}
                isRequired
              >
                <Input
                  value={name}
                  maxLength={100}
                  autoComplete="off"
                  onChange={(event) => setName(event.target.value)}
                />
              </FormField>
              <FormField label="Expires after" error={errors.expires_in_days}>
                <Select options={lifetimes} value={days} onValueChange={setDays} />
              </FormField>
            </div>
            <FormField
              label="Only these companies"
              hint="For a partner: the token reads the tickets of these companies and nothing else."
              error={errors.company_ids}
              isRequired={false}
            >
              <MultiCombobox
                label="companies"
                placeholder="All companies"
                searchPlaceholder="Name or account number"
                loadOptions={loadCompanies}
                emptyText="No company matches."
                value={companies}
                onValueChange={setCompanies}
              />
            </FormField>
            <ScopesPicker held={held} value={scopes} onValueChange={setScopes} error={errors.scopes} />
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" isLoading={isBusy}>
              Create token
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

async function loadCompanies(search: string, signal: AbortSignal): Promise<ComboboxOption[]> {
  const { data } = await call<typeof companiesApi.list>("GET", "/companies", {
    query: { search: search || undefined, is_active: true, limit: 20 },
    signal,
  });
  return data.map(({ id, name, account_number }) => ({
    value: id,
    label: name,
    hint: account_number ?? undefined,
  }));
}
