"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import { type FieldErrors, fieldErrors } from "../people/field-errors";
import { FormField } from "../shared/form-field";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../ui/dialog";
import { Input } from "../ui/input";
import { type Connection, syncKey } from "./sync-queries";
import { vendorNames } from "./sync-words";

export default function SingleDialog({
  connection,
  onClose,
}: {
  connection: Connection;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    try {
      await call<typeof syncApi.startRun>("POST", "/sync-runs", {
        body: {
          connection_id: connection.id,
          kind: "single",
          ticket_external_ids: typed.split(/[\s,;#]+/).filter(Boolean),
        },
      });
      await client.invalidateQueries({ queryKey: syncKey });
      onClose();
    } catch (error) {
      setErrors(fieldErrors(error, ["ticket_external_ids"]));
      setIsBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={`Read single tickets of ${connection.name}`} width="sm">
        <form onSubmit={submit} noValidate>
          <DialogBody className="grid gap-4">
            {errors.form && <Alert tone="danger">{errors.form}</Alert>}
            <FormField
              label="Ticket numbers"
              hint={`As ${vendorNames[connection.vendor]} shows them, with blanks or commas between.`}
              error={errors.ticket_external_ids}
              isRequired
            >
              <Input
                value={typed}
                inputMode="numeric"
                placeholder="1042, 1043"
                onChange={(event) => setTyped(event.target.value)}
              />
            </FormField>
          </DialogBody>
          <DialogFooter>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" isLoading={isBusy} disabled={typed.trim() === ""}>
              Read tickets
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
