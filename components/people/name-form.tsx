"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { FormField } from "../shared/form-field";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { toast } from "../ui/toast";
import { type FieldErrors, fieldErrors } from "./field-errors";
import { type OwnFieldsProps, saveMe } from "./save-me";

export function NameForm({ person, onSaved }: OwnFieldsProps) {
  const router = useRouter();
  const [name, setName] = useState(person.name);
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    try {
      onSaved(await saveMe({ name }));
      toast.success("Name saved");
      router.refresh();
    } catch (error) {
      setErrors(fieldErrors(error, ["name"]));
    }
    setIsBusy(false);
  };

  return (
    <form onSubmit={submit} className="flex items-start gap-2">
      <FormField label="Your name" error={errors.name ?? errors.form} className="flex-1">
        <Input
          value={name}
          autoComplete="name"
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
      </FormField>
      <Button type="submit" className="mt-6.5" isLoading={isBusy} disabled={name.trim() === person.name}>
        Save name
      </Button>
    </form>
  );
}
