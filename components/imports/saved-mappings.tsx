"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Save, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { importsApi } from "@/lib/imports/api";
import { call } from "@/lib/platform/api-client";
import { FormField } from "../shared/form-field";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { IconButton } from "../ui/icon-button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { type MappingData, mappingsQuery } from "./import-queries";

export interface SavedMappingsProps {
  mapping: MappingData;
  onApply: (mappingId: string) => void;
}

/** Mappings kept for the next file of the same kind. */
export function SavedMappings({ mapping, onApply }: SavedMappingsProps) {
  const client = useQueryClient();
  const [isSaving, setIsSaving] = useState(false);
  const [chosen, setChosen] = useState<string | undefined>();
  const mappings = useQuery(mappingsQuery());
  const saved = mappings.data?.data ?? [];
  const refresh = () => client.invalidateQueries({ queryKey: mappingsQuery().queryKey });
  const remove = async () => {
    if (!chosen) return;
    try {
      await call<typeof importsApi.deleteMapping>("DELETE", "/import-mappings/{id}", {
        params: { id: chosen },
      });
      setChosen(undefined);
      toast.success("The saved mapping is deleted");
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The mapping was not deleted.");
    }
    await refresh();
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {saved.length > 0 && (
        <Select
          aria-label="Saved mapping"
          placeholder="Use a saved mapping"
          options={saved.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onValueChange={(id) => {
            setChosen(id);
            onApply(id);
          }}
          className="w-52"
        />
      )}
      {chosen && (
        <IconButton label="Delete this saved mapping" onClick={remove}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
      <Button onClick={() => setIsSaving(true)}>
        <Save aria-hidden />
        Save mapping
      </Button>
      <Dialog open={isSaving} onOpenChange={setIsSaving}>
        {isSaving && (
          <SaveDialog
            mapping={mapping}
            taken={saved.map(({ name }) => name)}
            onDone={async () => {
              setIsSaving(false);
              await refresh();
            }}
          />
        )}
      </Dialog>
    </div>
  );
}

function SaveDialog({
  mapping,
  taken,
  onDone,
}: {
  mapping: MappingData;
  taken: string[];
  onDone: () => Promise<void>;
}) {
  const [name, setName] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const replaces = taken.includes(name.trim());
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setError("Give it a name.");
    setIsBusy(true);
    try {
      await call<typeof importsApi.saveMapping>("POST", "/import-mappings", {
        body: { name: name.trim(), mapping },
      });
      toast.success(`The mapping ${name.trim()} is saved`);
      await onDone();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : "The mapping was not saved.");
      setIsBusy(false);
    }
  };
  return (
    <DialogContent title="Save mapping" width="sm">
      <form onSubmit={save} className="grid gap-4 px-5 pt-2 pb-5">
        <FormField
          label="Name"
          error={error}
          hint={
            replaces ? "Replaces the saved mapping of this name." : "For the next file from the same source."
          }
        >
          <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </FormField>
        <Button type="submit" variant="primary" isLoading={isBusy} className="justify-self-end">
          {replaces ? "Replace mapping" : "Save mapping"}
        </Button>
      </form>
    </DialogContent>
  );
}
