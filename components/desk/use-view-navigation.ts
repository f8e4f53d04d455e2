"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useChanges } from "@/components/shared/live";
import type { NavItem } from "@/components/shared/shell-types";
import { type ViewData, viewHref, viewsQuery } from "@/components/tickets/views/views-query";

const COUNT_AGAIN_MS = 10_000;

/** The rail with the saved views under Tickets; their counts come after the page and follow the desk. */
export function useViewNavigation(nav: NavItem[], initial: ViewData[] | null): NavItem[] {
  const client = useQueryClient();
  const hasViews = initial !== null;
  const { data: views } = useQuery({
    ...viewsQuery,
    enabled: hasViews,
    initialData: initial ?? undefined,
    initialDataUpdatedAt: 0,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => () => clearTimeout(timer.current), []);
  useChanges(() => {
    // Counting is no small work, so a busy desk is counted at a steady pace.
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      if (hasViews) void client.invalidateQueries(viewsQuery);
    }, COUNT_AGAIN_MS);
  });

  return useMemo(() => {
    if (!views || views.length === 0) return nav;
    const links = views.map((view) => ({
      id: view.id,
      label: view.name,
      href: viewHref(view),
      count: view.count,
    }));
    return nav.map((item) => (item.id === "tickets" ? { ...item, views: links } : item));
  }, [nav, views]);
}
