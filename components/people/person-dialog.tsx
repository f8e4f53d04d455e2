"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { usersApi } from "@/lib/people/api";
import { call } from "@/lib/platform/api-client";
import { type Role, roles } from "@/lib/platform/permissions";
import { roleName } from "@/lib/platform/role-name";
import { FormField } from "../shared/form-field";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { type FieldErrors, fieldErrors } from "./field-errors";
import { franchiseOptions, type Person } from "./people-queries";
import { PersonAvailabilityFields } from "./person-availability-fields";
import { roleSummaries } from "./role-summaries";
import { SecretOnce } from "./secret-once";
import { useFirstError } from "./use-first-error";

export interface PersonDialogProps {
  /** Null: a new one. */
  person: Person | null;
  onClose: () => void;
  onSaved: () => void;
}

const shown = ["name", "email", "role", "franchise_id", "shift_starts_at", "shift_ends_at"] as const;
const noFranchise = "none";
const roleOptions = roles.map((role) => ({ value: role, label: roleName(role), hint: roleSummaries[role] }));

export type PersonDraft = {
  name: string;
  email: string;
  role: Role;
  franchise_id: string | null;
  is_available: boolean;
  shift_starts_at: string;
  shift_ends_at: string;
};

export default function PersonDialog({ person, onClose, onSaved }: PersonDialogProps) {
  const [draft, setDraft] = useState<PersonDraft>(() => draftOf(person));
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFirstError(errors);
  const [handedOver, setHandedOver] = useState<{ name: string; password: string } | null>(null);
  const franchises = useQuery(franchiseOptions);
  const set = (change: Partial<PersonDraft>) => setDraft((current) => ({ ...current, ...change }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    try {
      const password = person ? await update(person, draft) : await create(draft);
      onSaved();
      if (password) {
        setHandedOver({ name: draft.name, password });
      } else {
        toast.success(`${draft.name} saved`);
        onClose();
      }
    } catch (error) {
      setErrors(fieldErrors(error, shown));
    }
    setIsBusy(false);
  };

  if (handedOver)
    return (
      <Dialog open onOpenChange={onClose}>
        <DialogContent title={`${handedOver.name} has an account`} width="sm">
          <DialogBody>
            <SecretOnce
              value={handedOver.password}
              name="temporary password"
              advice={`Give ${draft.email} this temporary password over a channel you trust. It is not shown again; the first sign-in asks for a new one.`}
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
      <DialogContent title={person ? `Edit ${person.name}` : "Add person"} width="sm">
        <form ref={form} onSubmit={submit} className="flex min-h-0 flex-col" noValidate>
          <DialogBody className="grid gap-4">
            {errors.form && <Alert tone="danger">{errors.form}</Alert>}
            <FormField label="Name" error={errors.name} isRequired>
              <Input
                value={draft.name}
                onChange={(event) => set({ name: event.target.value })}
                maxLength={200}
              />
            </FormField>
            <FormField
              label="E-mail address"
              error={errors.email}
              hint={person || errors.email ? undefined : "What they sign in with."}
              isRequired
            >
              <Input
                type="email"
                value={draft.email}
                spellCheck={false}
                onChange={(event) => set({ email: event.target.value })}
              />
            </FormField>
            <FormField
              label="Role"
              error={errors.role}
              hint={
                person && draft.role !== person.role
                  ? "A new role signs the person out at once."
                  : roleSummaries[draft.role]
              }
              isRequired
            >
              <Select
                options={roleOptions}
                value={draft.role}
                onValueChange={(role) => set({ role: role as Role })}
              />
            </FormField>
            <FormField
              label="Franchise"
              error={errors.franchise_id}
              isRequired={draft.role === "franchise_agent"}
              hint={
                draft.role === "franchise_agent"
                  ? "A franchise agent sees this franchise's tickets."
                  : undefined
              }
            >
              <Select
                options={[{ value: noFranchise, label: "None" }, ...(franchises.data ?? [])]}
                value={draft.franchise_id ?? noFranchise}
                onValueChange={(id) => set({ franchise_id: id === noFranchise ? null : id })}
                isDisabled={franchises.isPending}
              />
            </FormField>
            {person && <PersonAvailabilityFields draft={draft} errors={errors} onChange={set} />}
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" isLoading={isBusy}>
              {person ? "Save person" : "Add person"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function draftOf(person: Person | null): PersonDraft {
  return {
    name: person?.name ?? "",
    email: person?.email ?? "",
    role: person?.role ?? "ops_agent",
    franchise_id: person?.franchise_id ?? null,
    is_available: person?.is_available ?? true,
    shift_starts_at: person?.shift_starts_at ?? "",
    shift_ends_at: person?.shift_ends_at ?? "",
  };
}

async function create({ name, email, role, franchise_id }: PersonDraft): Promise<string | null> {
  const body = { name, email, role, franchise_id };
  const answer = await call<typeof usersApi.create>("POST", "/users", { body });
  return answer.temporary_password;
}

/** Sends only what was changed here, so that someone else's change of another field stays. */
async function update(person: Person, draft: PersonDraft): Promise<null> {
  const before = draftOf(person);
  const changed = Object.entries(draft).filter(
    ([name, value]) => value !== before[name as keyof PersonDraft],
  );
  const body = Object.fromEntries(
    changed.map(([name, value]) => [name, name.startsWith("shift_") ? value || null : value]),
  );
  await call<typeof usersApi.update>("PATCH", "/users/{id}", { params: { id: person.id }, body });
  return null;
}
