import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { StateMessage } from "./state-message";

export interface NoPermissionProps {
  /** What the person wanted: "open the audit log". */
  act: string;
  /** Who may: "Ask an administrator of Nordhaul". */
  remedy?: string;
  action?: ReactNode;
}

export function NoPermission({
  act,
  remedy = "An administrator can give you a role that may.",
  action,
}: NoPermissionProps) {
  return (
    <StateMessage Icon={Lock} title={`Your role may not ${act}`} action={action}>
      <p>{remedy}</p>
    </StateMessage>
  );
}
