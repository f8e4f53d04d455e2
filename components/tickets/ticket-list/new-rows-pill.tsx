"use client";

import { ArrowUp } from "lucide-react";
import { formatCount } from "../../shared/format-time";
import { Button } from "../../ui/button";

/** New tickets wait here, so that the list does not move under the hand. */
export function NewRowsPill({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-10 z-20 flex justify-center">
      {count > 0 && (
        <Button
          variant="primary"
          size="sm"
          onClick={onShow}
          className="pointer-events-auto animate-in rounded-full shadow-overlay"
        >
          <ArrowUp aria-hidden />
          {formatCount(count)} new
        </Button>
      )}
    </div>
  );
}
