"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { phonesApi } from "@/lib/phones/api";
import { type Answer, call } from "@/lib/platform/api-client";
import { TestButton } from "../notifications/test-button";
import { type FieldErrors, fieldErrors } from "../people/field-errors";
import { FormField } from "../shared/form-field";
import { Alert } from "../ui/alert";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";

type Phone = Answer<typeof phonesApi.get>["data"];

/** One's number for text messages, and proving that it is one's own. */
export function PhoneSection() {
  const phone = useQuery({
    queryKey: ["own-phone"],
    queryFn: ({ signal }) => call<typeof phonesApi.get>("GET", "/me/phone", { signal }),
  });
  const refresh = () => void phone.refetch();
  if (phone.isError)
    return (
      <Alert
        tone="danger"
        action={
          <Button size="sm" onClick={refresh}>
            Try again
          </Button>
        }
      >
        {phone.error.message}
      </Alert>
    );
  if (!phone.data) return <Skeleton className="h-16" />;
  const { data } = phone.data;
  if (!data.is_available)
    return (
      <p className="text-sm text-muted-foreground">
        This desk sends no text messages yet: its operator has to configure an SMS provider first.
      </p>
    );
  if (data.verified_at) return <Proven phone={data} onChanged={refresh} />;
  return data.phone ? <CodeForm phone={data} onChanged={refresh} /> : <NumberForm onChanged={refresh} />;
}

type PartProps = { phone: Phone; onChanged: () => void };

function Proven({ phone, onChanged }: PartProps) {
  return (
    <div className="flex flex-wrap items-center gap-2.5 text-sm">
      <span className="tabular font-medium">{phone.phone}</span>
      <Badge tone="success">
        <CircleCheck aria-hidden />
        Yours
      </Badge>
      <TestButton channel="sms">Send me a test</TestButton>
      <RemoveButton onRemoved={onChanged} />
    </div>
  );
}

function NumberForm({ onChanged }: { onChanged: () => void }) {
  const [number, setNumber] = useState("");
  const { isBusy, errors, submit } = useSubmit(["phone"], onChanged);
  const send = () => call<typeof phonesApi.set>("PUT", "/me/phone", { body: { phone: number } });
  return (
    <form onSubmit={(event) => submit(event, send)} className="flex items-start gap-2" noValidate>
      <FormField
        label="Phone number"
        hint="With its country, such as +49 170 1234567."
        error={errors.phone ?? errors.form}
        className="flex-1"
      >
        <Input
          type="tel"
          autoComplete="tel"
          maxLength={30}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      </FormField>
      <Button type="submit" className="mt-6.5" isLoading={isBusy} disabled={number.trim() === ""}>
        Send code
      </Button>
    </form>
  );
}

function CodeForm({ phone, onChanged }: PartProps) {
  const [code, setCode] = useState("");
  const { isBusy, errors, submit } = useSubmit(["code"], onChanged);
  const verify = () => call<typeof phonesApi.verify>("POST", "/me/phone/verify", { body: { code } });
  const again = async () => {
    try {
      await call<typeof phonesApi.set>("PUT", "/me/phone", { body: { phone: phone.phone ?? "" } });
      toast.success("A new code is on its way");
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The server did not answer. Try again.");
    }
    onChanged();
  };
  return (
    <form onSubmit={(event) => submit(event, verify)} className="grid gap-3" noValidate>
      <p className="text-sm">
        A code is on its way to <span className="tabular font-medium">{phone.phone}</span>. It is good for ten
        minutes.
      </p>
      <div className="flex items-start gap-2">
        <FormField label="Code" error={errors.code ?? errors.form} className="flex-1">
          <Input
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </FormField>
        <Button type="submit" className="mt-6.5" isLoading={isBusy} disabled={code.trim() === ""}>
          Confirm number
        </Button>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="ghost" size="sm" onClick={again}>
          Send another code
        </Button>
        <RemoveButton onRemoved={onChanged} label="Use another number" />
      </div>
    </form>
  );
}

function RemoveButton({ onRemoved, label = "Remove number" }: { onRemoved: () => void; label?: string }) {
  const remove = async () => {
    try {
      await call<typeof phonesApi.remove>("DELETE", "/me/phone", {});
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The server did not answer. Try again.");
    }
    onRemoved();
  };
  return (
    <Button variant="danger-ghost" size="sm" onClick={remove}>
      {label}
    </Button>
  );
}

function useSubmit(fields: string[], onDone: () => void) {
  const [isBusy, setIsBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const submit = async (event: FormEvent, act: () => Promise<unknown>) => {
    event.preventDefault();
    setIsBusy(true);
    setErrors({});
    try {
      await act();
      onDone();
    } catch (error) {
      setErrors(fieldErrors(error, fields));
    }
    setIsBusy(false);
  };
  return { isBusy, errors, submit };
}
