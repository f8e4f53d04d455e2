"use client";

import { type ClipboardEvent, type DragEvent, useState } from "react";

export type DropHandlers = {
  /** Files are being held over the place. */
  isOver: boolean;
  handlers: {
    onDragEnter: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
    onPasteCapture: (event: ClipboardEvent) => void;
  };
};

/** Takes dropped and pasted files. Text that is dropped or pasted goes where it always goes. */
export function useDropFiles(onFiles: (files: File[]) => void): DropHandlers {
  const [isOver, setIsOver] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  const hold = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    setIsOver(true);
  };
  return {
    isOver,
    handlers: {
      onDragEnter: hold,
      onDragOver: hold,
      onDragLeave: (event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget))
          setIsOver(false);
      },
      onDrop: (event) => {
        setIsOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onFiles(Array.from(event.dataTransfer.files));
      },
      onPasteCapture: (event) => {
        const files = Array.from(event.clipboardData.files);
        // A spreadsheet's cells come as a picture too; whoever copies text means the text.
        if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
        event.preventDefault();
        event.stopPropagation();
        onFiles(files.map(named));
      },
    },
  };
}

/** Browsers call every pasted picture image.png. */
function named(file: File): File {
  if (file.name !== "image.png") return file;
  const at = new Date().toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".");
  return new File([file], `Pasted ${at}.png`, { type: file.type });
}
