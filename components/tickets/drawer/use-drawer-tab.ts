"use client";

import { useSearchParams } from "next/navigation";

export const drawerTabs = ["overview", "timeline", "attachments", "audit"] as const;
export type DrawerTab = (typeof drawerTabs)[number];

const parameter = "tab";

/** The open tab lives in the address, so that reload and a pasted link show the same; stepping keeps it. */
export function useDrawerTab(): [DrawerTab, (tab: DrawerTab) => void] {
  const params = useSearchParams();
  const named = drawerTabs.find((tab) => tab === params.get(parameter));

  const setTab = (tab: DrawerTab) => {
    const url = new URL(window.location.href);
    if (tab === "overview") url.searchParams.delete(parameter);
    else url.searchParams.set(parameter, tab);
    window.history.replaceState(null, "", url);
  };

  return [named ?? "overview", setTab];
}

/** The address of another ticket with the tab that is open now. */
export function withOpenTab(address: string): string {
  const tab = new URLSearchParams(window.location.search).get(parameter);
  if (!tab) return address;
  const url = new URL(address, window.location.origin);
  url.searchParams.set(parameter, tab);
  return `${url.pathname}${url.search}`;
}
