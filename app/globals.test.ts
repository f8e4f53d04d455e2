import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./globals.css", import.meta.url), "utf8");
const themes = { light: readTokens(":root"), dark: readTokens(".dark") };

const planes = ["background", "surface", "popover", "sidebar", "muted", "hover", "selected", "sidebar-hover"];
const tones = [
  "primary",
  "danger",
  "warning",
  "success",
  "info",
  "note",
  "status-new",
  "status-active",
  "status-waiting",
  "status-done",
  "status-escalated",
  "sla-on-track",
  "sla-near-breach",
  "sla-breached",
  "sla-paused",
  "sla-met",
];
const priorities = ["low", "medium", "high", "critical"].map((name) => `priority-${name}`);

const pairs: [text: string, background: string][] = [
  ...["foreground", "muted-foreground", "subtle-foreground"].flatMap((text) =>
    planes.map((plane): [string, string] => [text, plane]),
  ),
  ...tones.flatMap((tone): [string, string][] => {
    const text = tone.startsWith("status-") || tone.startsWith("sla-") ? tone : `${tone}-text`;
    return [`${tone}-soft`, "surface", "background", "popover", "hover", "selected", "muted"].map((plane) => [
      text,
      plane,
    ]);
  }),
  ...priorities.flatMap((text) =>
    ["surface", "popover", "hover", "selected"].map((plane): [string, string] => [text, plane]),
  ),
  ...["primary", "primary-hover", "danger", "danger-hover"].map((plane): [string, string] => [
    `${plane.replace("-hover", "")}-foreground`,
    plane,
  ]),
  ["inverse-foreground", "inverse"],
  ["inverse-muted", "inverse"],
  ["foreground", "note-soft"],
  ...["heat-1", "heat-2", "heat-3"].map((plane): [string, string] => ["foreground", plane]),
  ...["heat-4", "heat-5"].map((plane): [string, string] => ["heat-foreground", plane]),
  ["muted-foreground", "note-soft"],
];

describe.each(Object.entries(themes))("%s theme", (_name, tokens) => {
  it.each(pairs)("%s on %s reads at 4.5:1 or better", (text, background) => {
    expect(contrast(luminance(tokens, text), luminance(tokens, background))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["background", "surface", "popover"])("a control's edge is visible on %s (3:1)", (plane) => {
    expect(contrast(luminance(tokens, "control"), luminance(tokens, plane))).toBeGreaterThanOrEqual(3);
    expect(contrast(luminance(tokens, "ring"), luminance(tokens, plane))).toBeGreaterThanOrEqual(3);
  });
});

describe.each(Object.entries(themes))("%s charts", (_name, tokens) => {
  const series = ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-previous"];
  it.each(series)("%s stands out from every plane (3:1)", (colour) => {
    for (const plane of ["background", "surface", "popover"])
      expect(contrast(luminance(tokens, colour), luminance(tokens, plane))).toBeGreaterThanOrEqual(3);
  });
});

it("gives both themes the same colour tokens", () => {
  expect(Object.keys(themes.dark).sort()).toEqual(Object.keys(themes.light).sort());
});

function readTokens(selector: string): Record<string, [number, number, number]> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("\n}", start));
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return Object.fromEntries(
    Array.from(found, ([, name, l, c, h]) => [name ?? "", [Number(l), Number(c), Number(h)]]),
  );
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function luminance(tokens: Record<string, [number, number, number]>, name: string): number {
  const token = tokens[name];
  if (!token) throw new Error(`globals.css defines no colour --${name}`);
  const [red, green, blue] = linearRgb(...token);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// The matrices of https://www.w3.org/TR/css-color-4/#color-conversion-code, clipped to sRGB as a screen does.
function linearRgb(lightness: number, chroma: number, hue: number): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
