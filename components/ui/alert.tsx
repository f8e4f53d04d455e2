import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const tones = {
  info: { styles: "bg-info-soft text-info-text", Icon: Info },
  success: { styles: "bg-success-soft text-success-text", Icon: CircleCheck },
  warning: { styles: "bg-warning-soft text-warning-text", Icon: TriangleAlert },
  danger: { styles: "bg-danger-soft text-danger-text", Icon: CircleAlert },
};

export interface AlertProps {
  tone?: keyof typeof tones;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function Alert({ tone = "info", title, children, action, className }: AlertProps) {
  const { styles, Icon } = tones[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cn(
        "flex items-start gap-2.5 rounded-md max-sm:flex-wrap px-3 py-2.5 text-sm",
        styles,
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={cn(title && "mt-0.5 text-foreground")}>{children}</div>}
      </div>
      {action && <div className="shrink-0 max-sm:w-full max-sm:pl-6.5">{action}</div>}
    </div>
  );
}
