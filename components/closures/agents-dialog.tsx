"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useState } from "react";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { Button } from "../ui/button";
import { Dialog, DialogBody, DialogContent } from "../ui/dialog";
import { Input } from "../ui/input";
import { Skeleton } from "../ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { AgentRow } from "./agent-row";
import { AgentsImport } from "./agents-import";
import { type MappingState, type MappingsData, mappingsQuery } from "./closures-queries";

export interface AgentsDialogProps {
  /** An agent's name to begin with. */
  search: string;
  onClose: () => void;
}

type Tab = MappingState | "import";

const pageSize = 50;

/** Agents of external desks and the accounts that get the credit for what they closed. */
export default function AgentsDialog({ search: firstSearch, onClose }: AgentsDialogProps) {
  const client = useQueryClient();
  const [tab, setTab] = useState<Tab>("unmapped");
  const [search, setSearch] = useState(firstSearch);
  const [limit, setLimit] = useState(pageSize);
  const state = tab === "import" ? "unmapped" : tab;
  const mappings = useQuery(mappingsQuery(state, search.trim(), limit));
  const counts = mappings.data?.counts;
  // Links change every figure of the page, not this list alone.
  const refresh = () => client.invalidateQueries({ queryKey: ["closures"] });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        width="lg"
        title="Agents of external desks"
        description="Linked to an account, an agent's closures count for that person, past days included."
      >
        <DialogBody className="min-h-96">
          <Tabs
            value={tab}
            onValueChange={(next) => {
              setTab(next as Tab);
              setLimit(pageSize);
            }}
          >
            <TabsList aria-label="Agents">
              <TabsTrigger value="unmapped" count={counts?.unmapped}>
                Not linked
              </TabsTrigger>
              <TabsTrigger value="proposed" count={counts?.proposed}>
                To confirm
              </TabsTrigger>
              <TabsTrigger value="linked" count={counts?.linked}>
                Linked
              </TabsTrigger>
              <TabsTrigger value="import">Import</TabsTrigger>
            </TabsList>
            <TabsContent value={tab}>
              {tab === "import" ? (
                <AgentsImport onImported={refresh} onShow={setTab} />
              ) : (
                <>
                  <Input
                    aria-label="Find an agent"
                    placeholder="Name, address or number"
                    leading={<Search aria-hidden />}
                    value={search}
                    onChange={(event) => setSearch(event.target.value)}
                    className="mb-2"
                  />
                  <AgentList
                    tab={tab}
                    answer={mappings.data}
                    error={mappings.error}
                    isFetching={mappings.isFetching}
                    isFiltered={search.trim() !== ""}
                    onRetry={() => mappings.refetch()}
                    onMore={() => setLimit(limit + pageSize)}
                    onChanged={refresh}
                    onImport={() => setTab("import")}
                  />
                </>
              )}
            </TabsContent>
          </Tabs>
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

interface AgentListProps {
  tab: MappingState;
  answer: MappingsData | undefined;
  error: Error | null;
  isFetching: boolean;
  isFiltered: boolean;
  onRetry: () => void;
  onMore: () => void;
  onChanged: () => void;
  onImport: () => void;
}

const nothing: Record<MappingState, [title: string, words: string]> = {
  unmapped: [
    "Every agent is linked",
    "Agents who close tickets at an external desk appear here until they are.",
  ],
  proposed: ["Nothing to confirm", "Where a name is only similar to an account's, you decide here."],
  linked: ["Nobody is linked yet", "Link agents by hand, or import their names and numbers."],
};

function AgentList(props: AgentListProps) {
  const { tab, answer, error, isFetching, isFiltered, onRetry, onMore, onChanged, onImport } = props;
  if (!answer && error)
    return (
      <ErrorState
        message={error.message}
        requestId={error instanceof ApiError ? error.problem.request_id : null}
        onRetry={onRetry}
        isRetrying={isFetching}
      />
    );
  if (!answer) return <Waiting />;
  if (answer.data.length === 0) {
    const [title, words] = isFiltered ? ["Nobody matches", "No agent here fits this search."] : nothing[tab];
    return (
      <EmptyState
        title={title}
        action={tab === "linked" && !isFiltered && <Button onClick={onImport}>Import agents</Button>}
      >
        {words}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="Agents" className="divide-y">
        {answer.data.map((mapping) => (
          <li key={mapping.id}>
            <AgentRow mapping={mapping} onChanged={onChanged} />
          </li>
        ))}
      </ul>
      {answer.data.length < (answer.pagination.total ?? 0) && (
        <Button variant="ghost" className="mt-2 w-full" isLoading={isFetching} onClick={onMore}>
          Show more of {answer.pagination.total}
        </Button>
      )}
    </>
  );
}

const waitingRows = [1, 2, 3, 4, 5];

function Waiting() {
  return (
    <div aria-busy className="grid gap-4 py-2">
      {waitingRows.map((row) => (
        <Skeleton key={row} className="h-8 w-full" />
      ))}
    </div>
  );
}
