import type { Metadata } from "next";
import { ApiReferencePage } from "@/components/api-docs/api-reference";
import { PageFrame } from "@/components/shared/page-frame";
import { apiReference } from "@/lib/openapi/reference";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "API" };

export default async function ApiDocsPage() {
  await requireActor();
  return (
    <PageFrame title="API">
      <ApiReferencePage {...apiReference()} />
    </PageFrame>
  );
}
