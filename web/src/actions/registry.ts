/** The one list of what can be done right now; keys, palette and key sheet are all drawn from it. */
import { chordOf, isNativeKey, isTyping } from "./keys";

export type ActionGroup = "navigate" | "list" | "item" | "create" | "view" | "general";

export interface Action {
  /** Stable name, `slice.verb`: `items.create`. */
  id: string;
  title: string;
  group: ActionGroup;
  /** Chords that run it; the first is the one shown. */
  keys?: readonly string[];
  /** Whether it applies now; absent = always. */
  when?: () => boolean;
  run: () => void;
  /** Left out of the palette (moving the cursor is no command). */
  keysOnly?: boolean;
}

/** Who wins when two actions share a key: the layer on top. */
export type Level = "shell" | "screen" | "layer";
const LEVELS: Record<Level, number> = { shell: 0, screen: 1, layer: 2 };
const SEQUENCE_MS = 1200;

interface Entry {
  action: Action;
  level: number;
  order: number;
}

export class ActionRegistry {
  private entries: Entry[] = [];
  private order = 0;
  private blocks = 0;
  private listeners = new Set<() => void>();
  private prefix: { step: string; at: number } | undefined;

  /** Adds actions and gives back the function that removes them. */
  register(actions: readonly Action[], level: Level = "screen"): () => void {
    const order = ++this.order;
    const added = actions.map((action) => ({ action, level: LEVELS[level], order }));
    this.entries = [...this.entries, ...added];
    this.changed();
    return () => {
      this.entries = this.entries.filter((entry) => !added.includes(entry));
      this.changed();
    };
  }

  /** Silences every key while a modal layer is open; gives back the function that ends it. */
  block(): () => void {
    this.blocks += 1;
    let ended = false;
    return () => {
      if (!ended) this.blocks -= 1;
      ended = true;
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Actions that apply now, the topmost of each id first. */
  available(): Action[] {
    const seen = new Set<string>();
    return this.sorted().flatMap(({ action }) => {
      if (seen.has(action.id) || !(action.when?.() ?? true)) return [];
      seen.add(action.id);
      return [action];
    });
  }

  /** Every registered action, applying or not: the key sheet teaches them all. */
  all(): Action[] {
    const seen = new Set<string>();
    return this.sorted().flatMap(({ action }) => (seen.has(action.id) ? [] : (seen.add(action.id), [action])));
  }

  run(id: string): void {
    this.available().find((action) => action.id === id)?.run();
  }

  /** Handles a key press; true when an action ran (or a sequence began). `now` in milliseconds. */
  handle(event: KeyboardEvent, now: number): boolean {
    if (event.defaultPrevented || this.blocks > 0 || isTyping(event)) {
      this.prefix = undefined;
      return false;
    }
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return false;
    const chord = chordOf(event);
    const prefix = this.prefix && now - this.prefix.at < SEQUENCE_MS ? this.prefix.step : undefined;
    this.prefix = undefined;
    const native = isNativeKey(event);
    const actions = this.available();
    const wanted = prefix ? [`${prefix} ${chord}`, chord] : [chord];
    for (const keys of wanted) {
      const action = native ? undefined : actions.find((candidate) => candidate.keys?.includes(keys));
      if (action) {
        event.preventDefault();
        action.run();
        return true;
      }
    }
    if (actions.some((action) => action.keys?.some((keys) => keys.startsWith(`${chord} `)))) {
      this.prefix = { step: chord, at: now };
      return true;
    }
    return false;
  }

  private sorted(): Entry[] {
    return [...this.entries].sort((a, b) => b.level - a.level || b.order - a.order);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
