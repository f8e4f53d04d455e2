"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import type { knowledgeApi } from "@/lib/knowledge/api";
import { type Answer, call } from "@/lib/platform/api-client";
import { FormField } from "../shared/form-field";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";

type HitData = Answer<typeof knowledgeApi.search>["data"][number];

const searchDelayMs = 200;
const shownHits = 15;

/** Finds in a company's tickets what an assistant would have to find: the best first, with the passage. */
export function KnowledgeSearch({ companyId }: { companyId: string }) {
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), searchDelayMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const hits = useQuery({
    queryKey: ["companies", "search", companyId, words],
    queryFn: ({ signal }) =>
      call<typeof knowledgeApi.search>("GET", "/knowledge/search", {
        query: { query: words, company_id: companyId, limit: shownHits },
        signal,
      }),
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });
  const found = words === "" ? undefined : hits.data?.data;
  return (
    <search className="grid gap-2">
      <FormField label="Search in this company's tickets">
        <Input
          type="search"
          placeholder="Words of a ticket, its messages or notes"
          leading={<Search aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="max-w-lg"
        />
      </FormField>
      <p role="status" className={cn("text-sm text-muted-foreground", !found?.length || "sr-only")}>
        {found && (found.length === 0 ? "No ticket has these words." : `${found.length} found`)}
      </p>
      {hits.error && (
        <p role="alert" className="text-sm text-danger-text">
          {hits.error.message}
        </p>
      )}
      {found && found.length > 0 && (
        <ol
          className={cn(
            "divide-y rounded-lg border transition-opacity duration-100",
            hits.isPlaceholderData && "opacity-60",
          )}
        >
          {found.map((hit) => (
            <Hit key={hit.ticket_id} hit={hit} />
          ))}
        </ol>
      )}
    </search>
  );
}

function Hit({ hit }: { hit: HitData }) {
  return (
    <li className="grid gap-0.5 px-3 py-2 text-sm">
      <Link
        href={`/tickets/${hit.number}`}
        className="truncate font-medium underline-offset-3 hover:underline"
      >
        <span className="tabular text-muted-foreground">#{hit.number}</span> {hit.title}
      </Link>
      <p className="line-clamp-2 text-muted-foreground wrap-anywhere">
        {hit.excerpt.map(({ text, is_match }, at) =>
          is_match ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one passage never change places.
            <mark key={at} className="rounded-xs bg-warning-soft text-foreground">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </p>
    </li>
  );
}
