import { cn } from "./cn";

const sizes = {
  xs: "size-4.5 text-[0.5625rem]",
  sm: "size-5.5 text-[0.625rem]",
  md: "size-7 text-2xs",
  lg: "size-9 text-sm",
};

const hues = [
  "bg-status-new-soft text-status-new",
  "bg-status-active-soft text-status-active",
  "bg-primary-soft text-primary-text",
  "bg-status-done-soft text-status-done",
  "bg-note-soft text-note-text",
  "bg-sla-paused-soft text-sla-paused",
];

export interface AvatarProps {
  name: string;
  /** Keeps a person's colour when the name changes. */
  seed?: string;
  imageUrl?: string | null;
  size?: keyof typeof sizes;
  className?: string;
}

/** Decorative: the name always stands beside it or in its tooltip. */
export function Avatar({ name, seed = name, imageUrl, size = "sm", className }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={cn(
        "relative inline-grid shrink-0 place-items-center overflow-hidden rounded-full font-semibold tracking-tight ring-1 ring-foreground/8 select-none ring-inset",
        sizes[size],
        hues[hash(seed) % hues.length],
        className,
      )}
    >
      {initials(name)}
      {imageUrl && (
        // biome-ignore lint/performance/noImgElement: a 20 px picture from any store needs no optimizer
        <img src={imageUrl} alt="" loading="lazy" className="absolute inset-0 size-full object-cover" />
      )}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = Array.from(words[0] ?? "?")[0] ?? "?";
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? "")[0] ?? "") : "";
  return (first + last).toUpperCase();
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return value;
}
