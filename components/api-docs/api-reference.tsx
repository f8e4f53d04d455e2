"use client";

import { Search, SearchX } from "lucide-react";
import { useEffect, useState } from "react";
import type { ApiReference, ReferenceOperation } from "@/lib/openapi/reference";
import { EmptyState } from "../shared/empty-state";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { ApiErrors } from "./api-errors";
import { ApiIntroduction } from "./api-introduction";
import { ApiOperation } from "./api-operation";

/** The reference of every operation, searched as one types; each one has an address of its own. */
export function ApiReferencePage({ groups, errors }: ApiReference) {
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = groups
    .map((group) => ({
      ...group,
      operations: group.operations.filter((one) => matches(one, group.tag, words)),
    }))
    .filter((group) => group.operations.length > 0);

  useEffect(() => {
    const openLinked = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      if (!id) return;
      setOpened((before) => new Set(before).add(id));
      requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView({ block: "start" }));
    };
    openLinked();
    addEventListener("hashchange", openLinked);
    return () => removeEventListener("hashchange", openLinked);
  }, []);

  const toggle = (id: string, isOpen: boolean) => {
    if (isOpen === opened.has(id)) return;
    const next = new Set(opened);
    if (isOpen) next.add(id);
    else next.delete(id);
    setOpened(next);
    if (isOpen) history.replaceState(null, "", `#${id}`);
  };

  return (
    <div className="mx-auto flex w-full max-w-6xl gap-8 px-4 py-5 md:px-6">
      <Contents tags={shown.map((group) => group.tag)} />
      <div className="min-w-0 flex-1">
        <ApiIntroduction />
        <Input
          type="search"
          aria-label="Search operations"
          placeholder="Search operations, paths, fields"
          leading={<Search aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="mt-5 w-full sm:w-96"
        />
        {shown.map(({ tag, operations }) => (
          <section key={tag} aria-labelledby={anchor(tag)} className="mt-6">
            <h2 id={anchor(tag)} className="mb-2 scroll-mt-4 text-lg font-semibold tracking-tight">
              {tag}
            </h2>
            <div className="divide-y overflow-hidden rounded-lg border bg-surface">
              {operations.map((operation) => (
                <ApiOperation
                  key={operation.id}
                  operation={operation}
                  isOpen={opened.has(operation.id)}
                  onToggle={(isOpen) => toggle(operation.id, isOpen)}
                />
              ))}
            </div>
          </section>
        ))}
        {shown.length === 0 && (
          <EmptyState
            title="No operation matches"
            Icon={SearchX}
            action={<Button onClick={() => setSearch("")}>Clear the search</Button>}
          >
            Search by what it does, its path or the name of a field.
          </EmptyState>
        )}
        <ApiErrors errors={errors} />
      </div>
    </div>
  );
}

function Contents({ tags }: { tags: string[] }) {
  return (
    <nav aria-label="On this page" className="sticky top-5 hidden w-40 shrink-0 self-start text-sm lg:block">
      <ul className="space-y-0.5">
        {[...tags, "Errors"].map((tag) => (
          <li key={tag}>
            <a
              href={`#${anchor(tag)}`}
              className="block rounded-sm px-2 py-1 text-muted-foreground hover:bg-hover hover:text-foreground"
            >
              {tag}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function anchor(tag: string): string {
  return `section-${tag.toLowerCase().replace(/\W+/g, "-")}`;
}

function matches(operation: ReferenceOperation, tag: string, words: string[]): boolean {
  const { method, path, summary, description, permission, fields } = operation;
  const text = [tag, method, path, summary, description, permission, ...fields.map((field) => field.name)]
    .join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
