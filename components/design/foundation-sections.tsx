import { DocketMark, DocketWordmark } from "../shared/docket-mark";
import { Kbd } from "../ui/kbd";
import { Separator } from "../ui/separator";
import { Section, Specimen } from "./section";

const planes = [
  ["background", "bg-background"],
  ["surface", "bg-surface"],
  ["popover", "bg-popover"],
  ["sidebar", "bg-sidebar"],
  ["muted", "bg-muted"],
  ["hover", "bg-hover"],
  ["selected", "bg-selected"],
  ["primary", "bg-primary text-primary-foreground"],
  ["danger", "bg-danger text-danger-foreground"],
  ["inverse", "bg-inverse text-inverse-foreground"],
  ["primary-soft", "bg-primary-soft text-primary-text"],
  ["info-soft", "bg-info-soft text-info-text"],
  ["success-soft", "bg-success-soft text-success-text"],
  ["warning-soft", "bg-warning-soft text-warning-text"],
  ["danger-soft", "bg-danger-soft text-danger-text"],
  ["note-soft", "bg-note-soft text-note-text"],
] as const;

const sizes = [
  ["text-2xl", "26/32"],
  ["text-xl", "20/28"],
  ["text-lg", "16/24"],
  ["text-base", "14/22"],
  ["text-sm", "13/20, the body"],
  ["text-xs", "12/16"],
  ["text-2xs", "11/16"],
] as const;

export function FoundationSections() {
  return (
    <>
      <Section
        title="Identity"
        about="A stub torn from a docket: a D, its punched notch, and the tick of work done."
      >
        <div className="flex flex-wrap items-center gap-6 rounded-lg border bg-surface p-6">
          <DocketMark className="size-16" />
          <DocketMark className="size-8" />
          <DocketMark className="size-4" />
          <DocketWordmark className="text-2xl" />
          <DocketWordmark className="text-base" />
        </div>
      </Section>
      <Section title="Colour" about="Pages name a meaning, never a hue. Every pair reads at 4.5:1 or better.">
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4 lg:grid-cols-8">
          {planes.map(([name, style]) => (
            <li key={name} className={`grid h-16 content-end rounded-md border p-2 text-xs ${style}`}>
              {name}
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          <p>Foreground: what is read</p>
          <p className="text-muted-foreground">Muted: what goes with it</p>
          <p className="text-subtle-foreground">Subtle: what is there if looked for</p>
          <p className="text-primary-text">Primary: what leads on</p>
        </div>
      </Section>
      <Section title="Type" about="Geist Sans and Mono; figures line up in tables, times and counts.">
        <ul className="grid gap-2">
          {sizes.map(([size, metrics]) => (
            <li key={size} className={`${size} flex items-baseline gap-3 truncate`}>
              <span className="tabular w-28 shrink-0 text-xs text-subtle-foreground">{metrics}</span>
              Reefer unit reads −4 °C, set point is −18 °C
            </li>
          ))}
          <li className="flex items-baseline gap-3">
            <span className="w-28 shrink-0 text-xs text-subtle-foreground">mono, tabular</span>
            <span className="tabular font-mono">0191f3c2-7a1b 1,048,576 04:10:09</span>
          </li>
        </ul>
        <Separator />
        <Specimen name="Keys">
          <Kbd keys="mod+k" />
          <Kbd keys="shift+x" />
          <Kbd keys="g t" />
          <Kbd keys="enter" />
          <Kbd keys="escape" />
          <Kbd keys="?" />
        </Specimen>
      </Section>
    </>
  );
}
