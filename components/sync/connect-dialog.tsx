"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
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
import { Select } from "../ui/select";
import { type Connection, connectionQuery, syncKey } from "./sync-queries";
import { vendorNames } from "./sync-words";

type Vendor = Connection["vendor"];
const fields = ["vendor", "name", "base_url", "web_url", "key"];
const keyAdvice: Record<Vendor, string> = {
  freshservice:
    "Profile settings → API key, of an agent who may see all tickets. Stored encrypted and never shown again.",
  freshdesk:
    "Profile settings → View API key, of an agent who may see all tickets. Stored encrypted and never shown again.",
  zendesk:
    "As e-mail/token:key of an administrator, from Admin Center → Apps and integrations → API tokens. Stored encrypted and never shown again.",
};

/** The first step: where the desk is and the key to it. The next page tests both. */
export default function ConnectDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [vendor, setVendor] = useState<Vendor>("freshservice");
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [key, setKey] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useFirstError(errors);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    try {
      const body = { vendor, name: name.trim() || vendorNames[vendor], base_url: address, key };
      const { data } = await call<typeof syncConnectionsApi.create>("POST", "/sync-connections", { body });
      client.setQueryData(connectionQuery(data.id).queryKey, data);
      void client.invalidateQueries({ queryKey: syncKey });
      router.push(`/settings/sync/${data.id}?test`);
    } catch (error) {
      setErrors(fieldErrors(error, fields));
      setIsBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Connect a desk"
        description="Nothing is read yet: next you see what the key may read."
      >
        <form ref={form} onSubmit={submit} className="flex min-h-0 flex-col" noValidate>
          <DialogBody className="grid gap-4">
            {errors.form && <Alert tone="danger">{errors.form}</Alert>}
            <FormField label="Vendor" error={errors.vendor}>
              <Select
                options={Object.entries(vendorNames).map(([value, label]) => ({ value, label }))}
                value={vendor}
                onValueChange={(chosen) => setVendor(chosen as Vendor)}
              />
            </FormField>
            <FormField
              label="Name"
              hint="How people here call that desk."
              error={errors.name}
              isRequired={false}
            >
              <Input
                value={name}
                maxLength={100}
                autoComplete="off"
                placeholder={vendorNames[vendor]}
                onChange={(event) => setName(event.target.value)}
              />
            </FormField>
            <FormField label="Address" error={errors.base_url} isRequired>
              <Input
                value={address}
                maxLength={500}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                placeholder={`acme.${vendor}.com`}
                onChange={(event) => setAddress(event.target.value)}
              />
            </FormField>
            <FormField label="API key" hint={keyAdvice[vendor]} error={errors.key} isRequired>
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
              Connect and test
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
