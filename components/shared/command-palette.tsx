"use client";

import { ArrowRight, Filter, Zap } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "../ui/command";
import { Dialog, DialogContent } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { takeHeldTyping } from "./held-typing";
import { navIcons } from "./nav-icons";
import { paletteActions } from "./palette-registry";
import type { NavItem, PaletteAction, PaletteTicket, TicketSearch } from "./shell-types";
import { StatusBadge } from "./status-badge";

export interface CommandPaletteProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  nav: NavItem[];
  actions: PaletteAction[];
  searchTickets?: TicketSearch;
}

const none: readonly PaletteAction[] = [];
const noActions = () => none;

export default function CommandPalette(props: CommandPaletteProps) {
  const { isOpen, onOpenChange, nav, actions, searchTickets } = props;
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { tickets, isSearching, hasFailed } = useTicketSearch(query, searchTickets);
  const pageActions = useSyncExternalStore(paletteActions.subscribe, paletteActions.read, noActions);
  const offered = [...pageActions, ...actions].filter((action) =>
    matches(`${action.label} ${action.keywords ?? ""}`, query),
  );
  const pages: PalettePage[] = [...nav, ...pagesBelow(nav, query)].filter((item: PalettePage) =>
    matches(`${item.label} ${item.keywords ?? ""}`, query),
  );
  const views = nav.flatMap((item) => item.views ?? []).filter((view) => matches(view.label, query));
  const [active, setActive] = useState("");
  const first = firstValue(tickets, offered, pages);
  // Follows the best answer when tickets arrive above what was marked.
  useEffect(() => setActive(first), [first]);
  const finish = (act: () => void) => () => {
    onOpenChange(false);
    act();
  };
  const goTo = (href: string) => finish(() => router.push(href));

  const runFirst = () => {
    if (tickets[0]) goTo(tickets[0].href)();
    else if (offered[0]) finish(offered[0].run)();
    else if (pages[0]) goTo(pages[0].href)();
  };
  const setIsAwaited = useAwaitedEnter(isSearching, runFirst);
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || !isSearching) return;
    if (active !== "" && !active.startsWith("ticket ")) return;
    event.preventDefault();
    event.stopPropagation();
    setIsAwaited(true);
  };
  const takeTyped = () => {
    const [words = "", ...lines] = takeHeldTyping("palette").split("\n");
    if (words) setQuery((before) => before + words);
    if (words && lines.length > 0) setIsAwaited(true);
  };
  const change = (words: string) => {
    setIsAwaited(false);
    setQuery(words);
  };

  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title="Search and run anything"
        isTitleHidden
        className="max-h-[68dvh] overflow-hidden"
        onKeyDownCapture={handleKey}
      >
        <Command
          label="Search and run anything"
          shouldFilter={false}
          loop
          value={active}
          onValueChange={setActive}
        >
          <CommandInput
            className="h-12 text-base"
            placeholder="Ticket number, words, page or action"
            value={query}
            onValueChange={change}
            onFocus={takeTyped}
            isLoading={isSearching}
          />
          <CommandList className="max-h-[54dvh]">
            <CommandEmpty>
              {isSearching ? "Searching tickets…" : "Nothing matches. Try a ticket number or fewer words."}
            </CommandEmpty>
            {hasFailed && (
              <p role="alert" className="px-3 py-2 text-sm text-danger-text">
                Tickets could not be searched. Type again to retry.
              </p>
            )}
            <TicketGroup tickets={tickets} goTo={goTo} />
            <Group heading="Actions" isShown={offered.length > 0}>
              {offered.map((action) => (
                <CommandItem key={action.id} value={`action ${action.id}`} onSelect={finish(action.run)}>
                  <Zap aria-hidden />
                  <span className="min-w-0 flex-1 truncate">{action.label}</span>
                  {action.keys && <Kbd keys={action.keys} />}
                </CommandItem>
              ))}
            </Group>
            <Group heading="Go to" isShown={pages.length + views.length > 0}>
              {pages.map((item) => {
                const Icon = navIcons[item.icon] ?? ArrowRight;
                return (
                  <CommandItem key={item.id} value={`page ${item.id}`} onSelect={goTo(item.href)}>
                    <Icon aria-hidden />
                    <span className="min-w-0 flex-1 truncate">{item.label}</span>
                    {item.keys && <Kbd keys={item.keys} />}
                    {item.parent && <span className="text-xs text-subtle-foreground">{item.parent}</span>}
                  </CommandItem>
                );
              })}
              {views.map((view) => (
                <CommandItem key={view.id} value={`view ${view.id}`} onSelect={goTo(view.href)}>
                  <Filter aria-hidden />
                  <span className="min-w-0 flex-1 truncate">{view.label}</span>
                  <span className="text-xs text-subtle-foreground">View</span>
                </CommandItem>
              ))}
            </Group>
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

type PalettePage = Pick<NavItem, "id" | "label" | "href" | "icon" | "keys"> & {
  keywords?: string;
  parent?: string;
};

/** Found by their words; without any they would bury the rest. */
function pagesBelow(nav: NavItem[], query: string): PalettePage[] {
  if (query.trim() === "") return [];
  return nav.flatMap(({ label: parent, icon, pages = [] }) =>
    pages.map((page) => ({ ...page, id: page.href, icon, parent })),
  );
}

/** Enter pressed before the answer is there runs the answer, not what is left of the one before. */
function useAwaitedEnter(isSearching: boolean, runFirst: () => void) {
  const [isAwaited, setIsAwaited] = useState(false);
  const latest = useRef(runFirst);
  useEffect(() => {
    latest.current = runFirst;
  });
  useEffect(() => {
    if (!isAwaited || isSearching) return;
    setIsAwaited(false);
    latest.current();
  }, [isAwaited, isSearching]);
  return setIsAwaited;
}

function Group({ heading, isShown, children }: { heading: string; isShown: boolean; children: ReactNode }) {
  return isShown ? <CommandGroup heading={heading}>{children}</CommandGroup> : null;
}

function TicketGroup({ tickets, goTo }: { tickets: PaletteTicket[]; goTo: (href: string) => () => void }) {
  return (
    <Group heading="Tickets" isShown={tickets.length > 0}>
      {tickets.map((ticket) => (
        <CommandItem key={ticket.id} value={`ticket ${ticket.id}`} onSelect={goTo(ticket.href)}>
          <span className="tabular min-w-12 shrink-0 text-muted-foreground">{ticket.number}</span>
          <span className="min-w-0 flex-1 truncate">{ticket.title}</span>
          <StatusBadge status={ticket.status} />
        </CommandItem>
      ))}
    </Group>
  );
}

function useTicketSearch(query: string, search: TicketSearch | undefined) {
  const words = query.trim();
  const [answer, setAnswer] = useState<{ words: string; tickets: PaletteTicket[]; hasFailed: boolean }>();

  useEffect(() => {
    if (!search || words === "") return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const found = await search(words, controller.signal).catch(() => null);
      if (controller.signal.aborted) return;
      setAnswer({ words, tickets: found ?? [], hasFailed: found === null });
    }, 120);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [words, search]);

  const isSearching = search !== undefined && words !== "" && answer?.words !== words;
  return {
    // The last answer stays until the next one is there, so that the list does not jump at each letter.
    tickets: words === "" ? [] : (answer?.tickets ?? []),
    isSearching,
    hasFailed: !isSearching && words !== "" && answer?.hasFailed === true,
  };
}

function firstValue(tickets: PaletteTicket[], actions: PaletteAction[], pages: NavItem[]): string {
  if (tickets[0]) return `ticket ${tickets[0].id}`;
  if (actions[0]) return `action ${actions[0].id}`;
  return pages[0] ? `page ${pages[0].id}` : "";
}

function matches(text: string, query: string): boolean {
  const haystack = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
