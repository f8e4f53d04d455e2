import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DocketCard } from "@/components/people/docket-card";
import { SetupForm } from "@/components/people/setup-form";
import { readSignInPage } from "@/lib/people/sign-in-page";

export const metadata: Metadata = { title: "Set up" };
export const dynamic = "force-dynamic";

export default async function SetupPage() {
  const { isSetUp } = await readSignInPage();
  if (isSetUp) redirect("/sign-in");
  return (
    <DocketCard
      title="Set up your desk"
      description="Name your organization and create the first admin. Everyone else is invited afterwards."
    >
      <SetupForm />
    </DocketCard>
  );
}
