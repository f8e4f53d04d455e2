"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncConnectionsApi } from "@/lib/sync/connections/api";
import { type FieldErrors, fieldErrors } from "../people/field-errors";
import { useFirstError } from "../people/use-first-error";
import { FormField } from "../shared/form-field";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { Input } from "../ui/input";
import { type Connection, connectionQuery, syncKey } from "./sync-queries";

export interface AddressDialogProps {
  connection: Connection;
  onClose: () => void;
  onSaved: () => void;
}

const fields = ["name", "base_url", "web_url", "key"];

export default function AddressDialog({ connection, onClose, onSaved }: AddressDialogProps) {
  const client = useQueryClient();
  const [name, setName] = useState(connection.name);
  const [address, setAddress] = useState(connection.base_url);
  const [webAddress, setWebAddress] = useState(connection.web_url ?? "");
  const [key, setKey] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFirstError(errors);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    try {
      const { data } = await call<typeof syncConnectionsApi.update>("PATCH", "/sync-connections/{id}", {
        params: { id: connection.id },
        body: { name, base_url: address, web_url: webAddress || null, ...(key && { key }) },
      });
      client.setQueryData(connectionQuery(connection.id).queryKey, data);
      void client.invalidateQueries({ queryKey: syncKey });
      onClose();
      if (key || data.base_url !== connection.base_url) onSaved();
    } catch (error) {
      setErrors(fieldErrors(error, fields));
      setIsBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={`Address and key of ${connection.name}`}>
        <form ref={form} onSubmit={submit} className="flex min-h-0 flex-col" noValidate>
          <DialogBody className="grid gap-4">
            {errors.form && <Alert tone="danger">{errors.form}</Alert>}
            <FormField label="Name" error={errors.name} isRequired>
              <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
            </FormField>
            <FormField
              label="Address"
              hint="Another address needs the key again: it is never sent anywhere else than where it was entered for."
              error={errors.base_url}
              isRequired
            >
              <Input
                value={address}
                maxLength={500}
                spellCheck={false}
                onChange={(event) => setAddress(event.target.value)}
              />
            </FormField>
            <FormField
              label="Address for people"
              hint="Only if agents open tickets under another address than the API's."
              error={errors.web_url}
              isRequired={false}
            >
              <Input
                value={webAddress}
                maxLength={500}
                spellCheck={false}
                onChange={(event) => setWebAddress(event.target.value)}
              />
            </FormField>
            <FormField
              label="New API key"
              hint={`Leave empty to keep the one ${connection.key_hint ? `that ends in ${connection.key_hint}` : "that is stored"}.`}
              error={errors.key}
              isRequired={false}
            >
              <Input
                type="password"
                value={key}
                maxLength={1000}
                autoComplete="off"
                onChange={(event) => setKey(event.target.value)}
              />
            </FormField>
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" isLoading={isBusy}>
              Save address
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
