"use client";

import { ChevronDown, Lock, Reply } from "lucide-react";
import { lazy, useEffect, useRef, useState } from "react";
import { AttachButton } from "@/components/attachments/attach-button";
import { useDropFiles } from "@/components/attachments/drop-files";
import { FileChips } from "@/components/attachments/file-chips";
import { type UploadQueue, useUploadQueue } from "@/components/attachments/use-upload-queue";
import { dropHeldTyping, takeHeldTyping } from "@/components/shared/held-typing";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { LazyPart } from "@/components/ui/lazy-part";
import { tooltip } from "@/components/ui/tooltip";
import { useToastClearance } from "@/components/ui/use-toast-clearance";
import type { PresentPerson } from "@/lib/platform/realtime/protocol";
import { type ComposerMode, openTicketAction, registerDrawerActions, type Viewer } from "../ticket-actions";
import type { MessageData, TicketData } from "../ticket-queries";
import { ComposerNotices } from "./composer-notices";
import { type Draft, forgetOldDrafts, readDraft, writeDraft } from "./draft-store";
import type { EditorHandle } from "./editor";
import { paragraphs } from "./paragraphs";
import { PlainField } from "./plain-field";
import { useSendMessage } from "./use-send-message";

const loadEditor = () => import("./editor");
const Editor = lazy(loadEditor);

// After the ticket itself is on the page; most people who open one go on to write.
const preloadAfterMs = 600;
const empty: Draft = { html: "", text: "" };
const words = {
  reply: { label: "Reply", send: "Send reply", placeholder: "Write to the requester" },
  note: { label: "Internal note", send: "Add note", placeholder: "Write to colleagues only; @ mentions one" },
};

export interface ComposerProps {
  ticket: TicketData;
  viewer: Viewer;
  typing: PresentPerson[];
  newReplies: MessageData[];
  onTyping: (mode: ComposerMode | null) => void;
  onShowTimeline: () => void;
  onRead: () => void;
}

/** Pinned under every tab. A reply goes out; a note stays inside, on yellow, so that the two are never mixed up. */
export function Composer(props: ComposerProps) {
  const { ticket, viewer, typing, newReplies, onTyping, onShowTimeline, onRead } = props;
  const modes = (["reply", "note"] as const).filter((mode) => !ticket.refusals[mode]);
  const [mode, setMode] = useState<ComposerMode | null>(null);
  const [draft, setDraft] = useState(empty);
  // A draft that was found again waits; only who opens the composer wants the cursor in it.
  const [hasFocus, setHasFocus] = useState(false);
  const editor = useRef<EditorHandle>(null);
  const section = useRef<HTMLElement>(null);
  useToastClearance(section);
  const inFlight = useRef<ComposerMode | null>(null);
  const send = useSendMessage(ticket, viewer);
  const scopes = [`${ticket.id}.reply`, `${ticket.id}.note`];
  const files = useUploadQueue(viewer.id, `${ticket.id}.${mode}`, scopes);
  const drop = useDropFiles(files.add);
  const keyOf = (of: ComposerMode) => ({ viewerId: viewer.id, ticketId: ticket.id, mode: of });

  const open = (next: ComposerMode, isWanted = true) => {
    if (ticket.refusals[next]) return dropHeldTyping();
    void loadEditor();
    setHasFocus(isWanted);
    if (next === mode) {
      dropHeldTyping();
      return editor.current?.focus();
    }
    setDraft(readDraft(keyOf(next)) ?? empty);
    setMode(next);
  };
  const latestOpen = useRef(open);
  useEffect(() => {
    latestOpen.current = open;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a ticket, when its composer appears
  useEffect(() => {
    forgetOldDrafts();
    const idle = setTimeout(() => void loadEditor(), preloadAfterMs);
    const unfinished = modes.find((candidate) => readDraft(keyOf(candidate)));
    if (unfinished) latestOpen.current(unfinished, false);
    const unregister = registerDrawerActions(ticket.number, ["reply", "note"], (wanted) =>
      latestOpen.current(wanted === "note" ? "note" : "reply"),
    );
    return () => {
      clearTimeout(idle);
      unregister();
    };
  }, [ticket.id]);

  const change = (value: Draft) => {
    if (!mode) return;
    setDraft(value);
    // Until the server has it, the text that was sent stays where a reload finds it.
    if (inFlight.current !== mode || value.text.trim()) writeDraft(keyOf(mode), value);
    onTyping(value.text.trim() ? mode : null);
  };
  /** For the plain field, which has the focus before the editor does. */
  const plainProps = {
    onFocus: () => {
      const typed = takeHeldTyping("composer");
      if (typed) change({ html: draft.html + paragraphs(typed), text: draft.text + typed });
    },
    onSubmit: () => void submit(),
  };
  const close = () => {
    setMode(null);
    onTyping(null);
  };
  const submit = async () => {
    if (!mode || !draft.text.trim() || files.isBusy) return;
    const uploads = files.take();
    const sent = { ...draft, mode };
    inFlight.current = mode;
    editor.current?.clear();
    change(empty);
    onShowTimeline();
    const isSent = await send({ ...sent, uploads });
    inFlight.current = null;
    const key = keyOf(sent.mode);
    if (isSent && readDraft(key)?.html === sent.html) writeDraft(key, empty);
    if (isSent) return;
    files.putBack(uploads);
    writeDraft(key, sent);
    if (editor.current) editor.current.restore(sent.html);
    else latestOpen.current(sent.mode);
  };

  if (modes.length === 0) return <ClosedComposer ticket={ticket} />;
  return (
    <section
      ref={section}
      aria-label="Answer"
      className="shrink-0 border-t bg-background px-3 py-2.5 md:px-4"
    >
      <ComposerNotices
        typing={typing}
        newReplies={newReplies}
        onDismiss={onRead}
        onShow={() => {
          onShowTimeline();
          onRead();
        }}
      />
      {mode === null ? (
        <ClosedField modes={modes} onOpen={open} refusal={ticket.refusals.reply} />
      ) : (
        <div
          className={cn(
            "rounded-md border shadow-raised focus-within:border-ring",
            mode === "note" ? "border-note-border bg-note-soft" : "border-border-strong bg-surface",
            drop.isOver && "outline-2 outline-primary",
          )}
          {...drop.handlers}
        >
          <ModeTabs modes={modes} mode={mode} onOpen={open} />
          <LazyPart
            fallback={
              <PlainField
                {...plainProps}
                label={words[mode].label}
                draft={draft}
                hasAutoFocus={hasFocus}
                onChange={change}
              />
            }
          >
            <Editor
              key={`${ticket.id}.${mode}`}
              ref={editor}
              label={words[mode].label}
              placeholder={words[mode].placeholder}
              draft={draft}
              hasAutoFocus={hasFocus}
              hasMentions={viewer.is_staff}
              onChange={change}
              {...plainProps}
              actions={
                <ComposerActions
                  mode={mode}
                  isEmpty={!draft.text.trim()}
                  files={files}
                  onClose={close}
                  onSubmit={() => void submit()}
                />
              }
            />
          </LazyPart>
          <FileChips
            files={files.files}
            onRemove={files.remove}
            onRetry={files.retry}
            className="px-2 pb-2"
          />
        </div>
      )}
    </section>
  );
}

interface ComposerActionsProps {
  mode: ComposerMode;
  isEmpty: boolean;
  files: UploadQueue;
  onClose: () => void;
  onSubmit: () => void;
}

function ComposerActions({ mode, isEmpty, files, onClose, onSubmit }: ComposerActionsProps) {
  return (
    <>
      {mode === "note" && (
        <span className="inline-flex min-w-0 items-center gap-1 text-xs font-medium text-note-text">
          <Lock aria-hidden className="size-3 shrink-0" />
          <span className="truncate">Only the desk sees this</span>
        </span>
      )}
      <AttachButton onFiles={files.add} />
      <IconButton label="Fold; the text is kept" onClick={onClose}>
        <ChevronDown aria-hidden />
      </IconButton>
      <Button
        size="sm"
        variant="primary"
        disabled={isEmpty || files.isBusy}
        onClick={onSubmit}
        {...tooltip(words[mode].send, { keys: "mod+enter" })}
      >
        {words[mode].send}
      </Button>
    </>
  );
}

interface ModeProps {
  modes: readonly ComposerMode[];
  onOpen: (mode: ComposerMode) => void;
}

function ClosedField({ modes, onOpen, refusal }: ModeProps & { refusal: string | null | undefined }) {
  const Icons = { reply: Reply, note: Lock };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {modes.map((mode) => {
        const Icon = Icons[mode];
        return (
          <button
            key={mode}
            type="button"
            onClick={() => onOpen(mode)}
            onPointerEnter={() => void loadEditor()}
            onFocus={() => void loadEditor()}
            className={cn(
              "flex h-9 min-w-0 items-center gap-2 rounded-md border px-3 text-left text-muted-foreground shadow-raised transition-colors duration-100",
              mode === "reply" && "flex-1 border-border-strong bg-surface hover:bg-hover",
              mode === "note" && "border-note-border bg-note-soft text-note-text",
            )}
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            <span className="flex-1 truncate">{mode === "reply" ? "Reply" : "Note"}</span>
            <Kbd keys={mode === "reply" ? "r" : "n"} className="hidden sm:inline-flex" />
          </button>
        );
      })}
      {refusal && <p className="min-w-0 flex-1 text-xs text-muted-foreground">{refusal}</p>}
    </div>
  );
}

function ModeTabs({ modes, mode: current, onOpen }: ModeProps & { mode: ComposerMode }) {
  if (modes.length < 2) return null;
  return (
    <fieldset className="flex gap-1 px-2 pt-1.5">
      <legend className="sr-only">Who reads it</legend>
      {modes.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={mode === current}
          onClick={() => onOpen(mode)}
          className={cn(
            "h-6 rounded-sm px-2 text-xs font-medium",
            mode !== current && "text-muted-foreground hover:text-foreground",
            mode === current && mode === "reply" && "bg-primary-soft text-primary-text",
            mode === current && mode === "note" && "bg-surface text-note-text shadow-raised",
          )}
        >
          {words[mode].label}
        </button>
      ))}
    </fieldset>
  );
}

function ClosedComposer({ ticket }: { ticket: TicketData }) {
  const isFollowUpWanted = ticket.status === "CLOSED" && !ticket.merged_into;
  return (
    <section aria-label="Answer" className="flex shrink-0 items-center gap-3 border-t px-4 py-3 md:px-5">
      <p className="min-w-0 flex-1 text-sm text-muted-foreground">{ticket.refusals.reply}</p>
      {isFollowUpWanted && (
        <Button size="sm" onClick={() => openTicketAction("follow-up", [ticket])}>
          Create a follow-up
        </Button>
      )}
    </section>
  );
}
