"use client";

import Mention from "@tiptap/extension-mention";
import { EditorContent, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import {
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import { cn } from "@/components/ui/cn";
import { useEscape } from "../escape-stack";
import type { Draft } from "./draft-store";
import { EditorToolbar } from "./editor-toolbar";
import { MentionList } from "./mention-list";
import { PlainField } from "./plain-field";
import { proseStyles } from "./prose-styles";
import { mentionKey, useMentions } from "./use-mentions";

export interface EditorHandle {
  focus: () => void;
  clear: () => void;
  /** Puts text back in front of what was written since. */
  restore: (html: string) => void;
}

export interface EditorProps {
  label: string;
  placeholder: string;
  draft: Draft;
  hasAutoFocus: boolean;
  hasMentions: boolean;
  /** Stands at the end of the toolbar. */
  actions: ReactNode;
  onChange: (value: Draft) => void;
  /** The plain field that stands in for the editor has the focus. */
  onFocus: () => void;
  onSubmit: () => void;
  ref: React.Ref<EditorHandle>;
}

/** The rich text field; its code arrives when someone starts to write. */
export default function Editor(props: EditorProps) {
  const { label, placeholder, draft, hasAutoFocus, hasMentions, actions, onChange, onFocus, onSubmit, ref } =
    props;
  const { open, list, suggestion, pick } = useMentions();
  const listId = useId();
  const handlers = useRef({ onChange, onSubmit });
  useEffect(() => {
    handlers.current = { onChange, onSubmit };
  });

  const editor = useEditor({
    immediatelyRender: false,
    extensions: [
      StarterKit.configure({ heading: { levels: [3, 4] }, link: { openOnClick: false } }),
      ...(hasMentions ? [Mention.configure({ HTMLAttributes: { class: "mention" }, suggestion })] : []),
    ],
    content: draft.html,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        class: cn(proseStyles, "max-h-[38dvh] min-h-18 overflow-y-auto px-3 py-2 outline-none"),
      },
      handleKeyDown: (_view, event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
        handlers.current.onSubmit();
        return true;
      },
    },
    onUpdate: ({ editor: updated }) =>
      handlers.current.onChange({ html: updated.getHTML(), text: updated.getText() }),
  });

  // The plain field beneath gives way in this very commit, so no key falls between the two.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor takes over
  useLayoutEffect(() => {
    if (!editor) return;
    if (draft.text !== editor.getText()) editor.commands.setContent(draft.html);
    if (!hasAutoFocus || document.activeElement !== document.body) return;
    editor.commands.setTextSelection(editor.state.doc.content.size);
    editor.view.focus();
  }, [editor]);

  useImperativeHandle(
    ref,
    () => ({
      focus: () => editor?.commands.focus("end"),
      clear: () => editor?.commands.clearContent(true),
      restore: (html) => editor?.commands.insertContentAt(0, html),
    }),
    [editor],
  );

  const setActive = useCallback(
    (optionId: string | null) => {
      if (!editor || editor.isDestroyed) return;
      const attributes = { "aria-controls": listId, "aria-activedescendant": optionId };
      for (const [name, value] of Object.entries(attributes)) {
        if (optionId && value) editor.view.dom.setAttribute(name, value);
        else editor.view.dom.removeAttribute(name);
      }
    },
    [editor, listId],
  );

  useEscape(open !== null, () => {
    if (editor) editor.view.dispatch(editor.state.tr.setMeta(mentionKey, { exit: true }));
  });

  return (
    <div className="relative">
      {draft.text === "" && (
        <p aria-hidden className="pointer-events-none absolute top-2 left-3 text-base text-subtle-foreground">
          {placeholder}
        </p>
      )}
      {editor ? (
        <EditorContent editor={editor} />
      ) : (
        <PlainField
          label={label}
          draft={draft}
          hasAutoFocus={hasAutoFocus}
          onChange={onChange}
          onFocus={onFocus}
          onSubmit={onSubmit}
        />
      )}
      <div className="flex flex-wrap items-center gap-2 px-2 pb-2">
        {editor && <EditorToolbar editor={editor} />}
        <span className="flex-1" />
        {actions}
      </div>
      {open && (
        <MentionList
          ref={list}
          people={open.people}
          isLoading={open.isLoading}
          rect={open.rect}
          onPick={pick}
          listId={listId}
          onActiveChange={setActive}
        />
      )}
    </div>
  );
}
