"use client";

import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../ui/button";
import { ComboboxList } from "../ui/combobox-list";
import { Input } from "../ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { FilterDates } from "./filter-dates";
import { FilterOperators } from "./filter-operators";
import type { FilterCondition, FilterField } from "./filter-types";
import type { LazyMenuContentProps } from "./lazy-menu";

export interface FilterPickerProps extends LazyMenuContentProps {
  fields: FilterField[];
  conditions: FilterCondition[];
  onChange: (condition: FilterCondition) => void;
  /** Opens on this field instead of on the list of fields. */
  fieldId?: string;
}

export default function FilterPicker({ trigger, defaultOpen, fieldId, ...props }: FilterPickerProps) {
  const [isOpen, setIsOpen] = useState(defaultOpen);
  const [chosen, setChosen] = useState(fieldId);
  const field = props.fields.find(({ id }) => id === chosen);
  return (
    <Popover
      open={isOpen}
      onOpenChange={(next) => {
        setIsOpen(next);
        if (next) setChosen(fieldId);
      }}
    >
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent aria-label={field ? `Filter by ${field.label}` : "Add filter"}>
        {field ? (
          <FocusOnArrival key={field.id}>
            <FieldEditor
              field={field}
              condition={props.conditions.find((condition) => condition.field === field.id)}
              onChange={props.onChange}
              onBack={fieldId ? undefined : () => setChosen(undefined)}
              onDone={() => setIsOpen(false)}
            />
          </FocusOnArrival>
        ) : (
          <ComboboxList
            label="Filter by"
            placeholder="Filter by"
            options={props.fields
              .filter(({ isGiven }) => !isGiven)
              .map(({ id, label }) => ({
                value: id,
                label: label.charAt(0).toUpperCase() + label.slice(1),
              }))}
            values={props.conditions.map((condition) => condition.field)}
            onPick={(option) => setChosen(option.value)}
          />
        )}
      </PopoverContent>
    </Popover>
  );
}

// The list of fields, which held the focus, is gone: without this the keyboard would be nowhere.
function FocusOnArrival({ children }: { children: ReactNode }) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => container.current?.querySelector<HTMLElement>("input, li button")?.focus(), []);
  return <div ref={container}>{children}</div>;
}

interface FieldEditorProps {
  field: FilterField;
  condition: FilterCondition | undefined;
  onChange: (condition: FilterCondition) => void;
  onBack?: () => void;
  onDone: () => void;
}

function FieldEditor({ field, condition, onChange, onBack, onDone }: FieldEditorProps) {
  const values = condition?.values ?? [];
  // "is not" may be chosen before any value is; until then it lives here.
  const [operator, setOperator] = useState(condition?.operator ?? "is");
  const head = (extra?: ReactNode) => (
    <div className="flex items-center gap-1 border-b px-1 py-1 text-xs text-muted-foreground">
      {onBack && (
        <Button variant="ghost" size="xs" onClick={onBack}>
          <ArrowLeft aria-hidden />
          Fields
        </Button>
      )}
      <span className="px-1 font-medium">{field.label}</span>
      {extra}
    </div>
  );

  if (field.type === "date") {
    return (
      <>
        {head()}
        <FilterDates field={field} condition={condition} onChange={onChange} onDone={onDone} />
      </>
    );
  }
  if (field.type === "text") {
    return (
      <>
        {head()}
        <TextEditor field={field} initial={values[0] ?? ""} onChange={onChange} onDone={onDone} />
      </>
    );
  }
  return (
    <>
      {head(
        !field.isSingle && (
          <FilterOperators
            value={operator === "is_not" ? "is_not" : "is"}
            onValueChange={(next) => {
              setOperator(next);
              if (values.length > 0) onChange({ field: field.id, operator: next, values });
            }}
          />
        ),
      )}
      <ComboboxList
        label={field.label}
        placeholder={`Find ${field.label}`}
        options={field.options}
        loadOptions={field.loadOptions}
        values={values}
        isMultiple={!field.isSingle}
        onPick={(option) => {
          const isPicked = values.includes(option.value);
          const rest = field.isSingle ? [] : values.filter((value) => value !== option.value);
          onChange({ field: field.id, operator, values: isPicked ? rest : [...rest, option.value] });
        }}
      />
    </>
  );
}

type TextEditorProps = Pick<FieldEditorProps, "field" | "onChange" | "onDone"> & { initial: string };

function TextEditor({ field, initial, onChange, onDone }: TextEditorProps) {
  const [text, setText] = useState(initial);
  const verb = field.isExact ? "is" : "contains";
  return (
    <form
      className="flex gap-2 p-2"
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ field: field.id, operator: verb, values: text.trim() ? [text.trim()] : [] });
        onDone();
      }}
    >
      <Input
        aria-label={`${field.label} ${verb}`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" variant="primary">
        Filter
      </Button>
    </form>
  );
}
