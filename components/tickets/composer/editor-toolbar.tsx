"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import { Bold, Code, Italic, List, ListOrdered, type LucideIcon, Quote } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

interface Format {
  name: string;
  label: string;
  keys: string;
  Icon: LucideIcon;
  run: (editor: Editor) => void;
}

const formats: Format[] = [
  {
    name: "bold",
    label: "Bold",
    keys: "mod+b",
    Icon: Bold,
    run: (e) => e.chain().focus().toggleBold().run(),
  },
  {
    name: "italic",
    label: "Italic",
    keys: "mod+i",
    Icon: Italic,
    run: (e) => e.chain().focus().toggleItalic().run(),
  },
  {
    name: "bulletList",
    label: "Bullets",
    keys: "mod+shift+8",
    Icon: List,
    run: (e) => e.chain().focus().toggleBulletList().run(),
  },
  {
    name: "orderedList",
    label: "Numbers",
    keys: "mod+shift+7",
    Icon: ListOrdered,
    run: (e) => e.chain().focus().toggleOrderedList().run(),
  },
  {
    name: "blockquote",
    label: "Quote",
    keys: "mod+shift+b",
    Icon: Quote,
    run: (e) => e.chain().focus().toggleBlockquote().run(),
  },
  {
    name: "codeBlock",
    label: "Code",
    keys: "mod+alt+c",
    Icon: Code,
    run: (e) => e.chain().focus().toggleCodeBlock().run(),
  },
];

export function EditorToolbar({ editor }: { editor: Editor }) {
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) =>
      formats.filter(({ name }) => current.isActive(name)).map(({ name }) => name),
  });
  return (
    <div role="toolbar" aria-label="Text format" className="flex gap-0.5">
      {formats.map(({ name, label, keys, Icon, run }) => (
        <IconButton
          key={name}
          label={label}
          keys={keys}
          size="xs"
          aria-pressed={active.includes(name)}
          onClick={() => run(editor)}
        >
          <Icon aria-hidden />
        </IconButton>
      ))}
    </div>
  );
}
