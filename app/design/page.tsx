import { ActionSections } from "@/components/design/action-sections";
import { ChartSections } from "@/components/design/chart-sections";
import { FieldSections } from "@/components/design/field-sections";
import { FoundationSections } from "@/components/design/foundation-sections";
import { OverlaySections } from "@/components/design/overlay-sections";
import { SkeletonSections } from "@/components/design/skeleton-sections";
import { StateSections } from "@/components/design/state-sections";
import { TicketSections } from "@/components/design/ticket-sections";
import { ViewSwitches } from "@/components/design/view-switches";
import { PageFrame } from "@/components/shared/page-frame";

export default function DesignPage() {
  return (
    <PageFrame title="Design system" detail="Every primitive and shared part" actions={<ViewSwitches />}>
      <div className="mx-auto grid max-w-6xl gap-12 px-4 py-8 md:px-8">
        <FoundationSections />
        <ActionSections />
        <FieldSections />
        <OverlaySections />
        <TicketSections />
        <ChartSections />
        <SkeletonSections />
        <StateSections />
      </div>
    </PageFrame>
  );
}
