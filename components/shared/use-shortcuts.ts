"use client";

import { useEffect, useRef } from "react";
import { addShortcutLayer, type Shortcut } from "./shortcut-registry";

export interface UseShortcutsOptions {
  isEnabled?: boolean;
  /** For a modal dialog: the shortcuts of the page under it rest while it is open. */
  isModal?: boolean;
}

/**
 * Registers shortcuts while the component is mounted; the help dialog lists them under `scope`.
 * The last component mounted wins where two claim one key.
 */
export function useShortcuts(
  scope: string,
  shortcuts: Shortcut[],
  { isEnabled = true, isModal = false }: UseShortcutsOptions = {},
): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });

  // Handlers are inline functions, so the layer is rebuilt only when its keys or words change.
  const signature = JSON.stringify(
    shortcuts.map(({ keys, label, isHidden, worksInFields }) => [keys, label, isHidden, worksInFields]),
  );
  useEffect(() => {
    if (!isEnabled) return;
    const entries = JSON.parse(signature) as [string, string, boolean | null, boolean | null][];
    return addShortcutLayer({
      scope,
      isModal,
      shortcuts: entries.map(([keys, label, isHidden, worksInFields], index) => ({
        keys,
        label,
        isHidden: isHidden ?? false,
        worksInFields: worksInFields ?? false,
        run: (event) => latest.current[index]?.run(event),
      })),
    });
  }, [scope, signature, isEnabled, isModal]);
}
