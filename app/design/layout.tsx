import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { DesignShell } from "@/components/design/design-shell";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Design system" };

export default function DesignLayout({ children }: { children: ReactNode }) {
  const { NODE_ENV, DOCKET_DEMO } = env();
  if (NODE_ENV === "production" && DOCKET_DEMO !== "on") notFound();
  return <DesignShell>{children}</DesignShell>;
}
