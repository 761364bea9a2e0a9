/** Key chords: how they are written ("mod+k", "g b", "alt+shift+ArrowUp"), matched and shown. */

const isMac = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform);

/** Input kinds that take no text, so that shortcuts may fire over them. */
const TEXTLESS_INPUTS = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "file", "color"]);
const LAYERS = '[role="menu"],[role="listbox"],[role="dialog"],[role="alertdialog"],[role="combobox"],[role="textbox"],[role="searchbox"]';

/** True while the event belongs to someone typing, composing (IME) or choosing in an open layer. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229 || event.key === "Process" || event.key === "Dead") return true;
  const target = event.composedPath?.()[0] ?? event.target;
  if (!(target instanceof Element)) return false;
  if (target instanceof HTMLInputElement) return !TEXTLESS_INPUTS.has(target.type) || target.closest(LAYERS) !== null;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  return target.closest('[contenteditable=""],[contenteditable="true"]') !== null || target.closest(LAYERS) !== null;
}

/** True where Enter, Space or arrows already mean something to the focused control. */
export function isNativeKey(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  const control = target.closest('button,a[href],summary,input,[role="button"],[role="tab"],[role="slider"],[role="separator"]');
  if (!control) return false;
  if (event.key === " ") return true;
  // A check box knows neither Enter nor arrows: the list it stands in does.
  if (control.matches('input[type="checkbox"]')) return false;
  return event.key === "Enter" || (event.key.startsWith("Arrow") && control.matches('input,[role="tab"],[role="slider"],[role="separator"]'));
}

/** The chord of an event in registry form: modifiers in the order mod, alt, shift, then the key. */
export function chordOf(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  const key = keyName(event);
  // Shift is part of the character for symbols ("?"), but not for letters and named keys.
  if (event.shiftKey && (key.length > 1 || /[a-z]/.test(key))) parts.push("shift");
  parts.push(key);
  return parts.join("+");
}

function keyName(event: KeyboardEvent): string {
  if (event.key === " ") return "Space";
  // With Alt held, letters arrive as other characters on some layouts; the code names the key.
  if (event.altKey && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

const SHOWN: Record<string, string> = {
  mod: isMac ? "⌘" : "Ctrl",
  alt: isMac ? "⌥" : "Alt",
  shift: isMac ? "⇧" : "Shift",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Escape: "Esc",
};

/** The caps to draw for a chord: "g b" gives two steps, "mod+k" one step of two caps. */
export function shownCaps(chord: string): string[][] {
  return chord.split(" ").map((step) => step.split("+").map((cap) => SHOWN[cap] ?? (cap.length === 1 ? cap.toUpperCase() : cap)));
}
