"use client";

import { createContext, useContext } from "react";
import type { Viewer } from "../ticket-actions";

export interface DrawerContextValue {
  viewer: Viewer;
  /** The role may merge, and so undo a merge. */
  mayMerge: boolean;
}

export const DrawerContext = createContext<DrawerContextValue | null>(null);

export function useDrawer(): DrawerContextValue {
  const value = useContext(DrawerContext);
  if (!value) throw new Error("useDrawer needs the DrawerHost of the tickets layout");
  return value;
}
