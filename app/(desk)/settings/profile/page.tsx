import type { Metadata } from "next";
import { ProfilePage } from "@/components/people/profile-page";
import { getMe } from "@/lib/people/get-me";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfileSettingsPage() {
  const actor = await requireActor();
  const { data } = await withOrganization(actor, (ctx) => getMe(ctx));
  return <ProfilePage initial={toWire(data)} isStaff={isStaff(actor.role)} />;
}
