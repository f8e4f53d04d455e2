import type { ReactNode } from "react";

export interface SettingsSectionProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** What a person is trying to do on the left, the controls for it on the right. */
export function SettingsSection({ title, description, children }: SettingsSectionProps) {
  return (
    <section className="grid gap-4 border-t py-6 md:grid-cols-[14rem_1fr] md:gap-8">
      <div>
        <h3 className="text-base font-semibold">{title}</h3>
        {description && <p className="mt-1 text-sm text-balance text-muted-foreground">{description}</p>}
      </div>
      <div className="grid max-w-md min-w-0 content-start gap-4">{children}</div>
    </section>
  );
}
