"use client";

import type { Draft } from "./draft-store";
import { paragraphs } from "./paragraphs";

export interface PlainFieldProps {
  label: string;
  draft: Draft;
  hasAutoFocus: boolean;
  onChange: (draft: Draft) => void;
}

/** Takes what is typed while the editor is still on its way; the editor goes on from the same draft. */
export function PlainField({ label, draft, hasAutoFocus, onChange }: PlainFieldProps) {
  return (
    <textarea
      ref={(field) => {
        if (!hasAutoFocus || !field || document.activeElement === field) return;
        field.focus();
        field.setSelectionRange(field.value.length, field.value.length);
      }}
      aria-label={label}
      value={draft.text}
      onChange={({ target }) => onChange({ html: paragraphs(target.value), text: target.value })}
      className="block min-h-18 w-full resize-none bg-transparent px-3 py-2 text-base outline-none"
    />
  );
}
