import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DocketCard } from "@/components/people/docket-card";
import { ForcedPasswordChange } from "@/components/people/forced-password-change";
import { currentActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Choose a password" };

export default async function ChangePasswordPage() {
  const actor = await currentActor();
  if (!actor) redirect("/sign-in");
  if (!actor.mustChangePassword) redirect("/settings/profile");
  return (
    <DocketCard
      title="Choose your password"
      description="The one you were given is known to whoever gave it to you. Set your own to go on."
    >
      <ForcedPasswordChange email={actor.email} target="/tickets" />
    </DocketCard>
  );
}
