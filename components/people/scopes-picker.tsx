"use client";

import { useId } from "react";
import type { Permission } from "@/lib/platform/permissions";
import { Choice } from "../shared/choice";
import { permissionGroups, permissionWords } from "./permission-words";

export interface ScopesPickerProps {
  held: Permission[];
  value: string[];
  onValueChange: (scopes: string[]) => void;
  error: string | undefined;
}

/** Everything, a whole noun, or single permissions; a wider choice replaces the narrower ones in it. */
export function ScopesPicker({ held, value, onValueChange, error }: ScopesPickerProps) {
  const errorId = useId();
  const isAll = value.includes("*");
  const toggle = (scope: string, isOn: boolean, contained: readonly string[] = []) => {
    const rest = value.filter((other) => other !== scope && !contained.includes(other));
    onValueChange(isOn ? [...rest, scope] : rest);
  };
  return (
    <fieldset className="grid gap-2" aria-describedby={error ? errorId : undefined}>
      <legend className="mb-1.5 text-sm font-medium">Scopes</legend>
      <Choice
        label="Everything my role may do"
        hint="Also what the role is given later."
        isOn={isAll}
        onChange={(isOn) => onValueChange(isOn ? ["*"] : [])}
      />
      <div className="grid gap-3 rounded-md border p-3">
        {permissionGroups(held).map((group) => {
          const whole = `${group.noun}:*`;
          const isWhole = isAll || value.includes(whole);
          const some = group.permissions.filter((permission) => value.includes(permission));
          return (
            <div key={group.noun} className="grid gap-1.5">
              <Choice
                label={group.name}
                code={whole}
                isOn={isWhole ? true : some.length > 0 ? "indeterminate" : false}
                isDisabled={isAll}
                onChange={(isOn) => toggle(whole, isOn, group.permissions)}
              />
              <div className="ml-6 grid gap-1.5">
                {group.permissions.map((permission) => (
                  <Choice
                    key={permission}
                    label={permissionWords[permission]}
                    code={permission}
                    isOn={isWhole || value.includes(permission)}
                    isDisabled={isWhole}
                    onChange={(isOn) => toggle(permission, isOn)}
                  />
                ))}
              </div>
            </div>
          );
        })}
      </div>
      {error && (
        <p id={errorId} role="alert" className="text-xs text-danger-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}
