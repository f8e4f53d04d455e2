import { isTextField } from "./shortcut-registry";

interface Hold {
  owner: string;
  text: string;
  /** The field one was in before; letters that still arrive there are meant for the next one. */
  origin: Element | null;
  timer: ReturnType<typeof setTimeout>;
  onCancel: () => void;
}

const PATIENCE_MS = 15_000;
let hold: Hold | null = null;

/**
 * From now on letters belong to a field that is still on its way, not to the page's shortcuts or to nothing. It lasts
 * until the field takes them, another field or the pointer is used, or Escape says that it is not wanted any more.
 */
export function holdTyping(owner: string, onCancel: () => void): void {
  if (hold?.owner === owner) return;
  dropHeldTyping();
  const timer = setTimeout(dropHeldTyping, PATIENCE_MS);
  hold = { owner, text: "", origin: document.activeElement, timer, onCancel };
  window.addEventListener("keydown", keep, true);
  window.addEventListener("pointerdown", dropHeldTyping, true);
}

/** For that field, once it has the focus: what was typed before. */
export function takeHeldTyping(owner: string): string {
  if (hold?.owner !== owner) return "";
  const { text } = hold;
  dropHeldTyping();
  return text;
}

export function dropHeldTyping(): void {
  if (!hold) return;
  clearTimeout(hold.timer);
  window.removeEventListener("keydown", keep, true);
  window.removeEventListener("pointerdown", dropHeldTyping, true);
  hold = null;
}

function keep(event: KeyboardEvent): void {
  if (!hold || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target instanceof Element ? event.target : null;
  if (isTextField(target) && target !== hold.origin) {
    dropHeldTyping();
    return;
  }
  if (event.key === "Escape") {
    const { onCancel } = hold;
    dropHeldTyping();
    onCancel();
    return;
  }
  if (event.key === "Backspace") hold.text = hold.text.slice(0, -1);
  else if (event.key === "Enter") hold.text += "\n";
  else if (event.key.length === 1) hold.text += event.key;
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
