import { Hourglass, ShieldCheck } from "lucide-react";
import { tooltip } from "../ui/tooltip";

/** Whether the row is in the hash chain yet. */
export function SealMark({ isSealed }: { isSealed: boolean }) {
  const Icon = isSealed ? ShieldCheck : Hourglass;
  const words = isSealed
    ? "In the hash chain: a later change would be found"
    : "Waits to join the hash chain; that takes seconds";
  return (
    <span className="flex items-center gap-1.5 text-muted-foreground" {...tooltip(words)}>
      <Icon aria-hidden className={isSealed ? "size-3.5 text-success-text" : "size-3.5"} />
      {isSealed ? "Sealed" : "Waiting"}
    </span>
  );
}
