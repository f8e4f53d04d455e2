"use client";

import { useEffect, useState } from "react";
import { toast } from "../ui/toast";

const shownMs = 1_800;

/** Puts a text on the clipboard; `isCopied` for as long as a person needs to see it. */
export function useCopy(value: string, name: string) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setIsCopied(true);
    } catch {
      toast.error(`The browser did not let Docket copy the ${name}`, {
        description: "Select and copy it by hand.",
      });
    }
  };
  return { copy, isCopied };
}
