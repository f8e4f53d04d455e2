"use client";

import { useEffect, useRef } from "react";
import type { PaletteAction } from "./shell-types";

const layers: PaletteAction[][] = [];
const listeners = new Set<() => void>();
let snapshot: readonly PaletteAction[] = [];

export const paletteActions = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => snapshot,
};

/** Offers a page's actions in the command palette while the page is mounted. */
export function usePaletteActions(actions: PaletteAction[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  const signature = JSON.stringify(
    actions.map(({ id, label, keywords, keys }) => ({ id, label, keywords, keys })),
  );
  useEffect(() => {
    const described = JSON.parse(signature) as Omit<PaletteAction, "run">[];
    const layer = described.map((action, index) => ({ ...action, run: () => latest.current[index]?.run() }));
    layers.push(layer);
    announce();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      announce();
    };
  }, [signature]);
}

// The page mounted last comes first: its actions are the likeliest to be meant.
function announce() {
  snapshot = layers.toReversed().flat();
  for (const listener of listeners) listener();
}
