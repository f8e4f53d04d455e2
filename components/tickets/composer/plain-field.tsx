"use client";

import type { Draft } from "./draft-store";
import { paragraphs } from "./paragraphs";

export interface PlainFieldProps {
  label: string;
  draft: Draft;
  hasAutoFocus: boolean;
  onChange: (draft: Draft) => void;
  onFocus: () => void;
  onSubmit: () => void;
}

/** Takes what is typed while the editor is still on its way; the editor goes on from the same draft. */
export function PlainField(props: PlainFieldProps) {
  const { label, draft, hasAutoFocus, onChange, onFocus, onSubmit } = props;
  return (
    <textarea
      ref={(field) => {
        if (!hasAutoFocus || !field || document.activeElement === field) return;
        field.focus();
        field.setSelectionRange(field.value.length, field.value.length);
      }}
      aria-label={label}
      value={draft.text}
      onFocus={onFocus}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onSubmit();
      }}
      onChange={({ target }) => onChange({ html: paragraphs(target.value), text: target.value })}
      className="block min-h-18 w-full resize-none bg-transparent px-3 py-2 text-base outline-none"
    />
  );
}
