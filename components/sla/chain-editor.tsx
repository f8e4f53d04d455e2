"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { roleName } from "@/lib/platform/role-name";
import { queueRoles } from "../shared/queue-roles";
import { IconButton } from "../ui/icon-button";
import { Select } from "../ui/select";

export interface ChainEditorProps {
  chain: string[];
  onChainChange: (chain: string[]) => void;
}

const longestChain = 8;

/** Roles in the order a ticket reaches them: the first is the queue it starts in. */
export function ChainEditor({ chain, onChainChange }: ChainEditorProps) {
  const unused = queueRoles.filter((role) => !chain.includes(role));
  const move = (from: number, by: 1 | -1) => {
    const next = [...chain];
    const [role] = next.splice(from, 1);
    if (role) next.splice(from + by, 0, role);
    onChainChange(next);
  };
  return (
    <div className="grid gap-1.5">
      <ol aria-label="Escalation chain" className="grid gap-1">
        {chain.map((role, at) => (
          <li key={role} className="flex items-center gap-2 rounded-sm border bg-surface py-0.5 pr-0.5 pl-2">
            <span className="w-14 shrink-0 text-xs text-muted-foreground">
              {at === 0 ? "Start" : `Level ${at}`}
            </span>
            <span className="min-w-0 flex-1 truncate font-medium">{roleName(role)}</span>
            <IconButton
              label={`Move ${roleName(role)} up`}
              size="xs"
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              label={`Move ${roleName(role)} down`}
              size="xs"
              disabled={at === chain.length - 1}
              onClick={() => move(at, 1)}
            >
              <ArrowDown aria-hidden />
            </IconButton>
            <IconButton
              label={`Take ${roleName(role)} out`}
              size="xs"
              disabled={chain.length === 1}
              onClick={() => onChainChange(chain.filter((other) => other !== role))}
            >
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
      {unused.length > 0 && chain.length < longestChain && (
        <div className="flex items-center gap-2">
          <Plus aria-hidden className="size-4 shrink-0 text-subtle-foreground" />
          <Select
            aria-label="Add a role to the chain"
            placeholder="Add a role"
            value={undefined}
            onValueChange={(role) => onChainChange([...chain, role])}
            options={unused.map((role) => ({ value: role, label: roleName(role) }))}
          />
        </div>
      )}
    </div>
  );
}
