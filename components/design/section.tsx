import type { ReactNode } from "react";
import { cn } from "../ui/cn";

export interface SectionProps {
  title: string;
  about?: string;
  children: ReactNode;
}

export function Section({ title, about, children }: SectionProps) {
  const id = title.toLowerCase().replaceAll(" ", "-");
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <div>
        <h2 id={id} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        {about && <p className="mt-0.5 max-w-prose text-muted-foreground">{about}</p>}
      </div>
      {children}
    </section>
  );
}

export interface SpecimenProps {
  name: string;
  children: ReactNode;
  className?: string;
}

export function Specimen({ name, children, className }: SpecimenProps) {
  return (
    <div className="grid content-start gap-2">
      <h3 className="text-xs font-medium text-subtle-foreground">{name}</h3>
      <div className={cn("flex flex-wrap items-center gap-2", className)}>{children}</div>
    </div>
  );
}

export function Grid({ children }: { children: ReactNode }) {
  return <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">{children}</div>;
}
