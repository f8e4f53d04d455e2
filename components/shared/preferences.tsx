"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { type Preferences, serializePreferences } from "./preferences-cookie";
import { setSingleKeyShortcuts } from "./shortcut-registry";

interface PreferencesContextValue {
  preferences: Preferences;
  /** The zone every time is shown in. */
  timeZone: string;
  /** The instant of the server render: hydration must tell the same time as the HTML did. */
  renderedAt: number;
  update: (change: Partial<Preferences>) => void;
}

const PreferencesContext = createContext<PreferencesContextValue | null>(null);

export interface PreferencesProviderProps {
  initial: Preferences;
  renderedAt: number;
  children: ReactNode;
}

export function PreferencesProvider({ initial, renderedAt, children }: PreferencesProviderProps) {
  const [preferences, setPreferences] = useState(initial);

  const update = useCallback((change: Partial<Preferences>) => {
    setPreferences((current) => ({ ...current, ...change }));
  }, []);

  useEffect(() => {
    const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (browserZone) update({ browser_time_zone: browserZone });
  }, [update]);

  useEffect(() => setSingleKeyShortcuts(preferences.are_shortcuts_on), [preferences.are_shortcuts_on]);

  useEffect(() => {
    if (preferences === initial) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
    document.cookie = serializePreferences(preferences);
    document.documentElement.dataset.density = preferences.density;
  }, [preferences, initial]);

  const value = useMemo(() => {
    const { time_zone, browser_time_zone } = preferences;
    return {
      preferences,
      timeZone: time_zone === "auto" ? browser_time_zone : time_zone,
      renderedAt,
      update,
    };
  }, [preferences, renderedAt, update]);

  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): PreferencesContextValue {
  const value = useContext(PreferencesContext);
  if (!value) throw new Error("usePreferences needs the PreferencesProvider of the root layout");
  return value;
}
