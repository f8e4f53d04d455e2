"use client";

import { useId, useSyncExternalStore } from "react";
import { Dialog, DialogBody, DialogContent } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { Switch } from "../ui/switch";
import { usePreferences } from "./preferences";
import { type Shortcut, type ShortcutLayer, shortcutLayers } from "./shortcut-registry";

export interface ShortcutsDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

const none: readonly ShortcutLayer[] = [];
const noLayers = () => none;

export default function ShortcutsDialog({ isOpen, onOpenChange }: ShortcutsDialogProps) {
  const layers = useSyncExternalStore(shortcutLayers.subscribe, shortcutLayers.read, noLayers);
  const { preferences, update } = usePreferences();
  const switchId = useId();
  const scopes = new Map<string, Map<string, Shortcut>>();
  for (const layer of layers) {
    const known = scopes.get(layer.scope) ?? new Map<string, Shortcut>();
    for (const shortcut of layer.shortcuts) if (!shortcut.isHidden) known.set(shortcut.keys, shortcut);
    if (known.size > 0) scopes.set(layer.scope, known);
  }

  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title="Keyboard shortcuts"
        description="What the keyboard does on this page, right now."
        width="lg"
      >
        <DialogBody className="columns-1 gap-8 sm:columns-2">
          {Array.from(scopes, ([scope, shortcuts]) => (
            <section key={scope} className="mb-5 break-inside-avoid">
              <h3 className="mb-1 text-xs font-medium text-subtle-foreground">{scope}</h3>
              <dl>
                {Array.from(shortcuts.values(), (shortcut) => (
                  <div
                    key={shortcut.keys}
                    className="flex min-h-8 items-center justify-between gap-4 border-b last:border-0"
                  >
                    <dt>{shortcut.label}</dt>
                    <dd>
                      <Kbd keys={shortcut.keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </DialogBody>
        <div className="flex items-center justify-between gap-4 border-t px-5 py-3">
          <label htmlFor={switchId}>
            <span className="block font-medium">Single-key shortcuts</span>
            <span className="block text-xs text-muted-foreground">
              Turn off if speech input or an assistive tool types letters for you.
            </span>
          </label>
          <Switch
            id={switchId}
            checked={preferences.are_shortcuts_on}
            onCheckedChange={(isOn) => update({ are_shortcuts_on: isOn })}
          />
        </div>
      </DialogContent>
    </Dialog>
  );
}
