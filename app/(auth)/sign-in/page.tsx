import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DemoAccounts } from "@/components/people/demo-accounts";
import { DocketCard } from "@/components/people/docket-card";
import { safeTarget } from "@/components/people/sign-in";
import { SignInForm } from "@/components/people/sign-in-form";
import { readSignInPage } from "@/lib/people/sign-in-page";
import { currentActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  const target = safeTarget(pathOf(first(callbackUrl)));
  if (await currentActor()) redirect(target);
  const page = await readSignInPage();
  if (!page.isSetUp) redirect("/setup");
  return (
    <DocketCard
      title="Sign in"
      description="Welcome back. Your desk is where you left it."
      stub={
        page.demo && (
          <DemoAccounts accounts={page.demo.accounts} password={page.demo.password} target={target} />
        )
      }
    >
      <SignInForm target={target} hasSingleSignOn={page.hasSingleSignOn} errorCode={first(error)} />
    </DocketCard>
  );
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** next-auth sends whole addresses of this desk; only their path is kept. */
function pathOf(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return address;
  const { pathname, search } = new URL(address);
  return pathname + search;
}
