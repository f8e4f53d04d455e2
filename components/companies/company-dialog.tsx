"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { companiesApi } from "@/lib/companies/api";
import { call } from "@/lib/platform/api-client";
import { type FieldErrors, fieldErrors } from "../people/field-errors";
import { useFirstError } from "../people/use-first-error";
import { Choice } from "../shared/choice";
import { FormField } from "../shared/form-field";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { Textarea } from "../ui/textarea";
import { toast } from "../ui/toast";
import type { CompanyData } from "./company-queries";

export interface CompanyDialogProps {
  /** Null: a new one. */
  company: CompanyData | null;
  onClose: () => void;
}

const shown = ["name", "account_number", "domains", "minimum_charge_minutes", "description"] as const;
const usualCharges = [0, 5, 10, 15, 30, 60];

export default function CompanyDialog({ company, onClose }: CompanyDialogProps) {
  const client = useQueryClient();
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(company));
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFirstError(errors);
  const set = (change: Partial<typeof draft>) => setDraft((current) => ({ ...current, ...change }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    try {
      const saved = await save(company, draft);
      await client.invalidateQueries({ queryKey: ["companies"] });
      toast.success(`${saved.name} saved`);
      onClose();
      if (!company) router.push(`/companies/${saved.id}`);
    } catch (error) {
      setErrors(fieldErrors(error, shown));
      setIsBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={company ? `Edit ${company.name}` : "Add company"} width="sm">
        <form ref={form} onSubmit={submit} className="flex min-h-0 flex-col" noValidate>
          <DialogBody className="grid gap-4">
            {errors.form && <Alert tone="danger">{errors.form}</Alert>}
            <FormField label="Name" error={errors.name} isRequired>
              <Input
                value={draft.name}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => set({ name: event.target.value })}
              />
            </FormField>
            <FormField
              label="Account number"
              hint="What other systems and the partner API know the company by."
              error={errors.account_number}
              isRequired={false}
            >
              <Input
                value={draft.account_number}
                maxLength={50}
                autoComplete="off"
                spellCheck={false}
                className="font-mono"
                onChange={(event) => set({ account_number: event.target.value })}
              />
            </FormField>
            <FormField
              label="Domains"
              hint="Of its e-mail addresses, one a line or parted by commas."
              error={errors.domains}
              isRequired={false}
            >
              <Textarea
                rows={2}
                value={draft.domains}
                spellCheck={false}
                onChange={(event) => set({ domains: event.target.value })}
              />
            </FormField>
            <FormField
              label="Minimum charge"
              hint="The least that a ticket's time counts as. Hours that could not be read are never charged."
              error={errors.minimum_charge_minutes}
            >
              <Select
                options={chargeOptions(company)}
                value={draft.minimum_charge_minutes}
                onValueChange={(minutes) => set({ minimum_charge_minutes: minutes })}
              />
            </FormField>
            <FormField label="Description" error={errors.description} isRequired={false}>
              <Textarea
                rows={3}
                maxLength={2000}
                value={draft.description}
                onChange={(event) => set({ description: event.target.value })}
              />
            </FormField>
            {company && (
              <Choice
                label="Active"
                hint="An inactive company keeps its tickets and hours."
                isOn={draft.is_active}
                onChange={(is_active) => set({ is_active })}
              />
            )}
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" isLoading={isBusy}>
              {company ? "Save company" : "Add company"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

type Draft = ReturnType<typeof draftOf>;

function draftOf(company: CompanyData | null) {
  return {
    name: company?.name ?? "",
    account_number: company?.account_number ?? "",
    domains: company?.domains.join("\n") ?? "",
    minimum_charge_minutes: String(company?.minimum_charge_minutes ?? 0),
    description: company?.description ?? "",
    is_active: company?.is_active ?? true,
  };
}

async function save(company: CompanyData | null, draft: Draft): Promise<{ id: string; name: string }> {
  const body = {
    name: draft.name,
    account_number: draft.account_number.trim() || null,
    domains: draft.domains.split(/[\s,;]+/).filter(Boolean),
    minimum_charge_minutes: Number(draft.minimum_charge_minutes),
    description: draft.description.trim() || null,
  };
  const answer = company
    ? await call<typeof companiesApi.update>("PATCH", "/companies/{id}", {
        params: { id: company.id },
        body: { ...body, is_active: draft.is_active },
      })
    : await call<typeof companiesApi.create>("POST", "/companies", { body });
  return answer.data;
}

/** The usual steps, and whatever is set already. */
function chargeOptions(company: CompanyData | null) {
  const minutes = new Set([...usualCharges, company?.minimum_charge_minutes ?? 0]);
  return [...minutes]
    .sort((one, other) => one - other)
    .map((value) => ({ value: String(value), label: value === 0 ? "Off" : `${value} minutes a ticket` }));
}
