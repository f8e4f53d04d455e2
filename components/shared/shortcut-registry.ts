export interface Shortcut {
  /** "j", "?", "mod+k", "shift+x", "escape", or a sequence: "g t". */
  keys: string;
  /** What it does, as the help dialog says it. */
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Also runs while a text field has the focus (for "mod+enter" and the like). */
  worksInFields?: boolean;
  /** Works, but is left out of the help dialog (a synonym such as the arrow keys). */
  isHidden?: boolean;
}

export interface ShortcutLayer {
  scope: string;
  shortcuts: Shortcut[];
  /** Belongs to a modal dialog: while it is mounted the layers under it rest. */
  isModal: boolean;
}

const SEQUENCE_MS = 900;
const layers: ShortcutLayer[] = [];
const listeners = new Set<() => void>();
let snapshot: readonly ShortcutLayer[] = [];
let pending = "";
let pendingSince = 0;
let areSingleKeysOn = true;

export function addShortcutLayer(layer: ShortcutLayer): () => void {
  if (layers.length === 0) document.addEventListener("keydown", handleKey);
  layers.push(layer);
  announce();
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    if (layers.length === 0) document.removeEventListener("keydown", handleKey);
    announce();
  };
}

export const shortcutLayers = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => snapshot,
};

/** WCAG 2.1.4: shortcuts of a single character can be turned off; chords with Ctrl stay. */
export function setSingleKeyShortcuts(isOn: boolean): void {
  areSingleKeysOn = isOn;
}

/** The chord of a key press in the registry's notation. */
export function chordOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">) {
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const isSymbol = key.length === 1 && key.toUpperCase() === key;
  return [
    event.ctrlKey || event.metaKey ? "mod+" : "",
    event.altKey ? "alt+" : "",
    // A symbol such as "?" already contains its shift, on whatever keyboard.
    event.shiftKey && !isSymbol ? "shift+" : "",
    key,
  ].join("");
}

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || !event.key) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[role="menu"], [role="listbox"], [data-shortcuts="off"]')) return;
  const chord = chordOf(event);
  // A focused control keeps its own keys.
  if (/^(enter|space)$/.test(chord) && target?.closest('a, button, summary, input, [role="tab"]')) return;
  const typed = Date.now() - pendingSince < SEQUENCE_MS && pending ? `${pending} ${chord}` : chord;
  const found = findShortcut(typed, target) ?? findShortcut(chord, target);
  pending = found ? "" : typed;
  pendingSince = Date.now();
  if (!found) return;
  event.preventDefault();
  found.run(event);
}

function findShortcut(typed: string, target: Element | null): Shortcut | undefined {
  const isInField = isTextField(target);
  const modal = layers.findLastIndex((layer) => layer.isModal);
  // Focus inside a dialog that registered nothing: the page behind it must not react.
  if (modal < 0 && target?.closest('[role="dialog"]:not([data-shortcuts="page"]), [role="alertdialog"]'))
    return;
  for (const layer of layers.slice(Math.max(modal, 0)).reverse()) {
    const found = layer.shortcuts.find((shortcut) => shortcut.keys.toLowerCase() === typed);
    if (!found) continue;
    if (isInField && !found.worksInFields) continue;
    if (!areSingleKeysOn && isSingleCharacter(found.keys)) continue;
    return found;
  }
}

function isSingleCharacter(keys: string): boolean {
  return keys.split(" ").every((chord) => chord.replace("shift+", "").length === 1);
}

export function isTextField(target: Element | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|range)$/.test(target.type);
}

function announce() {
  snapshot = [...layers];
  for (const listener of listeners) listener();
}
