"use client";

import { Paperclip } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";

export interface AttachButtonProps {
  onFiles: (files: File[]) => void;
  disabled?: boolean;
  /** With words it is a button, without them an icon. */
  children?: ReactNode;
}

/** Opens the system's file dialog. */
export function AttachButton({ onFiles, disabled, children }: AttachButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const open = () => input.current?.click();
  return (
    <>
      {children ? (
        <Button size="sm" disabled={disabled} onClick={open}>
          <Paperclip aria-hidden />
          {children}
        </Button>
      ) : (
        <IconButton label="Attach files" disabled={disabled} onClick={open}>
          <Paperclip aria-hidden />
        </IconButton>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          onFiles(Array.from(event.target.files ?? []));
          event.target.value = "";
        }}
      />
    </>
  );
}
