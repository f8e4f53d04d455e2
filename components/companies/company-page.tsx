"use client";

import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { lazy, useState } from "react";
import { ApiError } from "@/lib/platform/api-client";
import type { KnowledgeRights } from "../knowledge/knowledge-rights";
import { ErrorState } from "../shared/error-state";
import { PageFrame } from "../shared/page-frame";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import type { CompanyTab } from "./company-address";
import { CompanyFacts } from "./company-facts";
import { CompanyFigures } from "./company-figures";
import { type CompanyData, companyQuery, useLiveCompanies } from "./company-queries";
import { CompanyRequesters } from "./company-requesters";
import { KnowledgeSearch } from "./knowledge-search";
import { KnowledgeSection } from "./knowledge-section";

const CompanyDialog = lazy(() => import("./company-dialog"));

export interface CompanyPageProps {
  initial: CompanyData;
  tab: CompanyTab;
  canWrite: boolean;
  /** The role does not see every ticket, so neither do the figures. */
  isPartial: boolean;
  rights: KnowledgeRights;
}

/** One company: its figures, who writes from it, and what an assistant would be told about it. */
export function CompanyPage({ initial, tab, canWrite, isPartial, rights }: CompanyPageProps) {
  useLiveCompanies();
  const [shown, setShown] = useState(tab);
  const [isEditing, setIsEditing] = useState(false);
  const company = useQuery({ ...companyQuery(initial.id), initialData: initial });
  const { data } = company;
  const show = (next: string) => {
    setShown(next as CompanyTab);
    history.replaceState(null, "", next === "overview" ? `/companies/${data.id}` : `?tab=${next}`);
  };
  return (
    <PageFrame
      title={data.name}
      detail={!data.is_active && <Badge>Inactive</Badge>}
      actions={
        canWrite && (
          <Button size="sm" onClick={() => setIsEditing(true)}>
            <Pencil aria-hidden />
            <span className="max-sm:sr-only">Edit company</span>
          </Button>
        )
      }
    >
      <div className="mx-auto grid w-full max-w-5xl gap-5 p-4 md:p-6">
        {company.isError && (
          <ErrorState
            message={company.error.message}
            requestId={company.error instanceof ApiError ? company.error.problem.request_id : null}
            onRetry={() => company.refetch()}
            isRetrying={company.isFetching}
          />
        )}
        <div className="grid gap-2">
          <CompanyFigures company={data} onRequesters={() => show("requesters")} />
          {isPartial && (
            <p className="text-xs text-muted-foreground">
              Tickets and hours are counted as far as you may see them.
            </p>
          )}
        </div>
        <Tabs value={shown} onValueChange={show}>
          <TabsList aria-label={`About ${data.name}`}>
            <TabsTrigger value="overview">Overview</TabsTrigger>
            <TabsTrigger value="requesters" count={data.requester_count}>
              Requesters
            </TabsTrigger>
            {rights.canRead && <TabsTrigger value="knowledge">Knowledge</TabsTrigger>}
          </TabsList>
          <TabsContent value="overview">
            <CompanyFacts company={data} />
          </TabsContent>
          <TabsContent value="requesters">
            <CompanyRequesters companyId={data.id} />
          </TabsContent>
          {rights.canRead && (
            <TabsContent value="knowledge">
              <div className="grid gap-6">
                <KnowledgeSearch companyId={data.id} />
                <KnowledgeSection company={data} rights={rights} />
              </div>
            </TabsContent>
          )}
        </Tabs>
      </div>
      <LazyPart onFailure={() => setIsEditing(false)}>
        {isEditing && <CompanyDialog company={data} onClose={() => setIsEditing(false)} />}
      </LazyPart>
    </PageFrame>
  );
}
