import type { ReactNode } from "react";
import { SettingsNav } from "@/components/people/settings-nav";
import { PageFrame } from "@/components/shared/page-frame";
import { requireActor } from "@/lib/platform/require-actor";
import { settingsNavigation } from "./navigation";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  return (
    <PageFrame title="Settings" isFullHeight>
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <SettingsNav items={settingsNavigation(actor)} />
        <div className="min-h-0 min-w-0 flex-1 scroll-slim overflow-y-auto">
          <div className="mx-auto w-full max-w-6xl px-4 py-5 sm:px-6 lg:px-8 lg:py-6">{children}</div>
        </div>
      </div>
    </PageFrame>
  );
}
