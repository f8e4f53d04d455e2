import { Inbox, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { StateMessage } from "./state-message";

export interface EmptyStateProps {
  title: string;
  /** What belongs here. */
  children: ReactNode;
  /** The one next step. */
  action?: ReactNode;
  Icon?: LucideIcon;
  className?: string;
}

export function EmptyState({ Icon = Inbox, ...props }: EmptyStateProps) {
  return <StateMessage Icon={Icon} {...props} />;
}
