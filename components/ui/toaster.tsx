"use client";

import { lazy, useEffect, useSyncExternalStore } from "react";
import { LazyPart } from "./lazy-part";
import { toasterDemand } from "./toast";

const loadToaster = () => import("./sonner-toaster");
const SonnerToaster = lazy(loadToaster);
/** The first view is done by then; a person who goes offline later must still be told what failed. */
const warmUpMs = 3_000;

export function Toaster() {
  const isWanted = useSyncExternalStore(toasterDemand.subscribe, toasterDemand.isWanted, () => false);
  useEffect(() => {
    const timer = setTimeout(() => void loadToaster().catch(() => undefined), warmUpMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isWanted) return null;
  return (
    <LazyPart isSilent>
      <SonnerToaster />
    </LazyPart>
  );
}
