"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { AppShell } from "../shared/app-shell";
import { toast } from "../ui/toast";
import { sampleNav, sampleUser, searchSampleTickets } from "./samples";

export function DesignShell({ children }: { children: ReactNode }) {
  const router = useRouter();
  return (
    <AppShell
      user={sampleUser}
      nav={sampleNav}
      searchTickets={searchSampleTickets}
      onSignOut={() => router.push("/")}
      actions={[
        {
          id: "toast",
          label: "Show a toast",
          keywords: "message notification",
          run: () => toast.success("Ticket 4012 assigned to Jonas"),
        },
      ]}
    >
      {children}
    </AppShell>
  );
}
