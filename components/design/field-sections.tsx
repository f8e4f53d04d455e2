"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import { FormField } from "../shared/form-field";
import { ReasonField } from "../shared/reason-field";
import { Checkbox } from "../ui/checkbox";
import { Combobox, MultiCombobox } from "../ui/combobox";
import type { ComboboxOption } from "../ui/combobox-list";
import { Input } from "../ui/input";
import { Label } from "../ui/label";
import { RadioGroup, RadioItem } from "../ui/radio-group";
import { Select } from "../ui/select";
import { Switch } from "../ui/switch";
import { Textarea } from "../ui/textarea";
import { searchSampleTickets } from "./samples";
import { Grid, Section } from "./section";

const entities: ComboboxOption[] = [
  { value: "trip", label: "Trip 48812", hint: "Aarhus to Venlo", group: "Trips" },
  { value: "truck", label: "Truck DK-4471", hint: "Reefer", group: "Vehicles" },
  { value: "invoice", label: "Invoice 20331", hint: "€ 4,120", group: "Finance" },
];

export function FieldSections() {
  return (
    <Section
      title="Fields"
      about="The label, the hint and the error belong to the control for a screen reader too."
    >
      <Grid>
        <TextFields />
        <ChoiceFields />
        <PickFields />
      </Grid>
    </Section>
  );
}

function TextFields() {
  const [title, setTitle] = useState("Reefer unit reads −4 °C");
  const [reason, setReason] = useState("");
  return (
    <div className="grid content-start gap-4">
      <FormField label="Title" isRequired counter={{ length: title.length, max: 120 }}>
        <Input value={title} onChange={(event) => setTitle(event.target.value)} />
      </FormField>
      <FormField label="Search" hint="Number, words or a tag">
        <Input placeholder="Find a ticket" leading={<Search aria-hidden />} />
      </FormField>
      <FormField label="E-mail" error="This address belongs to another person. Use another one.">
        <Input type="email" defaultValue="mira@nordhaul" />
      </FormField>
      <FormField label="External id" hint="Set by the import; it cannot be changed here.">
        <Input readOnly value="INC0010045" />
      </FormField>
      <FormField label="Disabled">
        <Input disabled placeholder="Not yet" />
      </FormField>
      <FormField label="Description" isRequired={false}>
        <Textarea placeholder="What happened, and to what?" />
      </FormField>
      <ReasonField value={reason} onValueChange={setReason} label="Reason for closing" />
    </div>
  );
}

function ChoiceFields() {
  const [isChecked, setIsChecked] = useState(true);
  const [isOn, setIsOn] = useState(true);
  const [mode, setMode] = useState("skip");
  return (
    <div className="grid content-start gap-4">
      <div className="grid gap-2">
        <span className="flex items-center gap-2">
          <Checkbox id="d-checked" checked={isChecked} onCheckedChange={setIsChecked} />
          <Label htmlFor="d-checked">Notify watchers</Label>
        </span>
        <span className="flex items-center gap-2">
          <Checkbox id="d-some" checked="indeterminate" readOnly />
          <Label htmlFor="d-some">Some of them</Label>
        </span>
        <span className="flex items-center gap-2">
          <Checkbox id="d-off" checked={false} disabled />
          <Label htmlFor="d-off">Disabled</Label>
        </span>
      </div>
      <span className="flex items-center gap-2">
        <Switch id="d-switch" checked={isOn} onCheckedChange={setIsOn} />
        <Label htmlFor="d-switch">Escalate on breach</Label>
      </span>
      <span className="flex items-center gap-2">
        <Switch id="d-switch-off" checked={false} disabled />
        <Label htmlFor="d-switch-off">Disabled</Label>
      </span>
      <RadioGroup value={mode} onValueChange={setMode} aria-label="Duplicates">
        <RadioItem
          value="skip"
          label="Skip duplicates"
          hint="Rows with a known external id are left alone."
        />
        <RadioItem value="update" label="Update duplicates" hint="The file wins over what is stored." />
        <RadioItem value="fail" label="Stop at a duplicate" disabled />
      </RadioGroup>
    </div>
  );
}

function PickFields() {
  const [priority, setPriority] = useState<string>();
  const [entity, setEntity] = useState<ComboboxOption | null>(null);
  const [tickets, setTickets] = useState<ComboboxOption[]>([]);
  return (
    <div className="grid content-start gap-4">
      <FormField label="Priority">
        <Select
          value={priority}
          onValueChange={setPriority}
          options={[
            { value: "LOW", label: "Low", hint: "Answer within two days" },
            { value: "HIGH", label: "High", hint: "Answer within four hours" },
            { value: "CRITICAL", label: "Critical", hint: "Only a lead may set it", isDisabled: true },
          ]}
        />
      </FormField>
      <FormField label="Linked entity">
        <Combobox
          label="Linked entity"
          placeholder="Trip, truck, invoice …"
          options={entities}
          value={entity}
          onValueChange={setEntity}
          isClearable
        />
      </FormField>
      <FormField label="Related tickets" hint="Searched on the server as you type">
        <MultiCombobox
          label="Related tickets"
          placeholder="Choose tickets"
          value={tickets}
          onValueChange={setTickets}
          loadOptions={async (query) =>
            (await searchSampleTickets(query)).map(({ id, number, title }) => ({
              value: id,
              label: title,
              hint: String(number),
            }))
          }
        />
      </FormField>
    </div>
  );
}
