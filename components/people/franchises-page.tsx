"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Building2, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { franchisesApi } from "@/lib/people/api";
import { type Answer, ApiError, call } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { FormField } from "../shared/form-field";
import { formatCount } from "../shared/format-time";
import { PageHeader } from "../shared/page-header";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { Input } from "../ui/input";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { toast } from "../ui/toast";
import { type FieldErrors, fieldErrors } from "./field-errors";
import { useFirstError } from "./use-first-error";

type Franchises = Answer<typeof franchisesApi.list>;

export function FranchisesPage({ initial, canWrite }: { initial: Franchises; canWrite: boolean }) {
  const [isAdding, setIsAdding] = useState(false);
  const franchises = useQuery({
    queryKey: ["franchises", "list"],
    queryFn: ({ signal }) =>
      call<typeof franchisesApi.list>("GET", "/franchises", { query: { limit: 500 }, signal }),
    initialData: initial,
  });
  const add = canWrite && (
    <Button variant="primary" onClick={() => setIsAdding(true)}>
      <Plus aria-hidden />
      Add franchise
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Franchises"
        description="A ticket can belong to a franchise; its agents then see it."
        actions={franchises.data.data.length > 0 && add}
      />
      {franchises.isError ? (
        <ErrorState
          message={franchises.error.message}
          requestId={franchises.error instanceof ApiError ? franchises.error.problem.request_id : null}
          onRetry={() => franchises.refetch()}
        />
      ) : franchises.data.data.length === 0 ? (
        <EmptyState Icon={Building2} title="No franchises yet" action={add}>
          Sites or partners whose agents work their own tickets. Without them everyone works for the whole
          organization.
        </EmptyState>
      ) : (
        <div className="mt-5">
          <FranchiseTable rows={franchises.data.data} />
        </div>
      )}
      {isAdding && <FranchiseDialog onClose={() => setIsAdding(false)} />}
    </>
  );
}

function FranchiseTable({ rows }: { rows: Franchises["data"] }) {
  return (
    <Table aria-label="Franchises">
      <TableHeader>
        <TableRow>
          <TableHead className="pl-0">Code</TableHead>
          <TableHead>Name</TableHead>
          <TableHead className="hidden sm:table-cell">City</TableHead>
          <TableHead className="pr-0 text-right">People</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((franchise) => (
          <TableRow key={franchise.id}>
            <TableCell className="pl-0 font-mono text-xs">{franchise.code}</TableCell>
            <TableCell className="font-medium">{franchise.name}</TableCell>
            <TableCell className="hidden text-muted-foreground sm:table-cell">
              {franchise.city ?? "–"}
            </TableCell>
            <TableCell className="tabular pr-0 text-right">{formatCount(franchise.people_count)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function FranchiseDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFirstError(errors);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "");
    setIsBusy(true);
    setErrors({});
    try {
      const body = { code: text("code"), name: text("name"), city: text("city") || null };
      const { data } = await call<typeof franchisesApi.create>("POST", "/franchises", { body });
      await client.invalidateQueries({ queryKey: ["franchises"] });
      toast.success(`${data.name} added`);
      onClose();
    } catch (error) {
      setErrors(fieldErrors(error, ["code", "name", "city"]));
      setIsBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title="Add franchise" width="sm">
        <form ref={form} onSubmit={submit} noValidate>
          <DialogBody className="grid gap-4">
            {errors.form && <Alert tone="danger">{errors.form}</Alert>}
            <FormField label="Code" hint="Short and lasting, such as RTM." error={errors.code} isRequired>
              <Input name="code" maxLength={20} className="uppercase" autoComplete="off" />
            </FormField>
            <FormField label="Name" error={errors.name} isRequired>
              <Input name="name" maxLength={200} autoComplete="off" />
            </FormField>
            <FormField label="City" error={errors.city} isRequired={false}>
              <Input name="city" maxLength={200} autoComplete="off" />
            </FormField>
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" isLoading={isBusy}>
              Add franchise
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
