"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { lazy, useState } from "react";
import type { tokensApi } from "@/lib/people/api";
import { type Answer, ApiError, call } from "@/lib/platform/api-client";
import type { Permission } from "@/lib/platform/permissions";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { PageHeader } from "../shared/page-header";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { TokensTable } from "./tokens-table";

const TokenDialog = lazy(() => import("./token-dialog"));

export type TokenPage = Answer<typeof tokensApi.list>;
export type Token = TokenPage["data"][number];
type Shown = { owner: "me" | "everyone"; state: "active" | "any" };

export interface TokensPageProps {
  initial: TokenPage;
  /** What the person's role holds, so what a token of theirs may be given. */
  held: Permission[];
  canSeeEveryone: boolean;
}

const start: Shown = { owner: "me", state: "active" };
const ownerOptions = [
  { value: "me", label: "My tokens" },
  { value: "everyone", label: "Everyone's tokens" },
];
const stateOptions = [
  { value: "active", label: "Active" },
  { value: "any", label: "Also expired and revoked" },
];

export function TokensPage({ initial, held, canSeeEveryone }: TokensPageProps) {
  const client = useQueryClient();
  const [shown, setShown] = useState(start);
  const [isCreating, setIsCreating] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const tokens = useTokens(shown, initial);
  const rows = tokens.data?.pages.flatMap((page) => page.data) ?? [];
  const refresh = () => client.invalidateQueries({ queryKey: ["tokens"] });
  const create = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      Create token
    </Button>
  );
  const revoke = async () => {
    if (!revoking) return;
    await call<typeof tokensApi.revoke>("DELETE", "/tokens/{id}", { params: { id: revoking.id } });
    toast.success(`${revoking.name} is revoked`);
    await refresh();
  };

  return (
    <>
      <PageHeader
        title="API tokens"
        description="For programs that work in your name. A token can do what its scopes say, and never more than your role."
        actions={rows.length > 0 && create}
      />
      <div className="mt-5 mb-3 flex flex-wrap gap-2">
        {canSeeEveryone && (
          <Select
            aria-label="Whose tokens"
            options={ownerOptions}
            value={shown.owner}
            onValueChange={(owner) => setShown({ ...shown, owner: owner as Shown["owner"] })}
            className="w-44 max-sm:flex-1"
          />
        )}
        <Select
          aria-label="State"
          options={stateOptions}
          value={shown.state}
          onValueChange={(state) => setShown({ ...shown, state: state as Shown["state"] })}
          className="w-56 max-sm:flex-1"
        />
      </div>
      {tokens.isError ? (
        <ErrorState
          message={tokens.error.message}
          requestId={tokens.error instanceof ApiError ? tokens.error.problem.request_id : null}
          onRetry={() => tokens.refetch()}
          isRetrying={tokens.isFetching}
        />
      ) : rows.length === 0 && !tokens.isFetching ? (
        <EmptyState Icon={KeyRound} title="No tokens here" action={create}>
          A token lets a script, a report or a partner's system use the API without your password.
        </EmptyState>
      ) : (
        <TokensTable
          rows={rows}
          hasOwners={shown.owner === "everyone"}
          isDimmed={tokens.isPlaceholderData}
          onRevoke={setRevoking}
          onMore={tokens.hasNextPage ? () => tokens.fetchNextPage() : undefined}
        />
      )}
      <LazyPart onFailure={() => setIsCreating(false)}>
        {isCreating && <TokenDialog held={held} onClose={() => setIsCreating(false)} onCreated={refresh} />}
      </LazyPart>
      <ConfirmDialog
        isOpen={revoking !== null}
        onOpenChange={(isOpen) => !isOpen && setRevoking(null)}
        title={`Revoke ${revoking?.name ?? "token"}?`}
        confirmLabel="Revoke token"
        tone="danger"
        onConfirm={revoke}
      >
        Whatever uses it is refused with its next request. This cannot be undone.
      </ConfirmDialog>
    </>
  );
}

function useTokens(shown: Shown, initial: TokenPage) {
  const isInitial = shown.owner === start.owner && shown.state === start.state;
  return useInfiniteQuery({
    queryKey: ["tokens", shown],
    queryFn: ({ pageParam, signal }) =>
      call<typeof tokensApi.list>("GET", "/tokens", {
        query: { limit: 100, ...shown, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
    placeholderData: (previous) => previous,
    ...(isInitial && { initialData: { pages: [initial], pageParams: [""] } }),
  });
}
