"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { ShellUser } from "./shell-types";

export interface ShellContextValue {
  user: ShellUser;
  bell?: ReactNode;
  profileHref?: string;
  onSignOut: () => void;
  openPalette: () => void;
  openHelp: () => void;
  openRail: () => void;
}

export const ShellContext = createContext<ShellContextValue | null>(null);

export function useShell(): ShellContextValue {
  const value = useContext(ShellContext);
  if (!value) throw new Error("useShell needs an AppShell above it");
  return value;
}
