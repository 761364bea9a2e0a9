/** What is being made of the marked words: kind, item, strength. Every step has a key and a button. */
import { useState } from "react";
import type { ItemLike } from "@/api/types";
import { ItemChooser } from "@/features/item";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { StatementGlyph } from "@/ui/glyphs";
import { CloseIcon } from "@/ui/icons";
import { Kbd } from "@/ui/Kbd";
import { OpenPopover } from "@/ui/Popover";
import { isBegun, KIND_KEYS, USUAL_STRENGTH } from "./marking";
import type { Reading } from "./useReading";

const STRENGTHS = [0, 1, 2, 3] as const;
const NONE: ReadonlySet<string> = new Set();

export function Composer({ reading, likely }: { reading: Reading; likely: readonly ItemLike[] }) {
  const { marking, setMarking, onKey, save, text } = reading;
  const { range, kind, link } = marking;
  const [anchor, setAnchor] = useState<Element | null>(null);
  const quote = range && text.slice(range.start, range.end).replace(/\s+/g, " ");
  return (
    // Pressing a button must not take away what the pointer selected.
    <div ref={setAnchor} role="toolbar" aria-label={m.notes.mark} className="flex shrink-0 flex-col gap-2 border-t border-line bg-raised px-4 py-2 max-sm:px-3" onPointerDown={(event) => !(event.target instanceof HTMLInputElement) && !(event.target instanceof HTMLSelectElement) && event.preventDefault()}>
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 truncate text-sm text-muted" title={quote}>{quote ? `“${quote}”` : m.notes.markWhole}</p>
        <IconButton icon={CloseIcon} label={m.shell.cancel} onClick={() => setMarking({})} />
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {range && KIND_KEYS.map(({ key, kind: each }) => (
          <button key={key} type="button" aria-pressed={kind === each} onClick={() => onKey(key)} className={cx("flex h-(--control) items-center gap-1.5 rounded-md border px-2", kind === each ? "border-accent bg-active font-medium" : "border-line-strong hover:bg-hover")}>
            <span aria-hidden="true"><StatementGlyph kind={each} /></span>
            {m.words.statement[each]}
            <span className="max-sm:hidden" aria-hidden="true"><Kbd chord={key} /></span>
          </button>
        ))}
        {!link && <Button onClick={() => onKey("l")}>{m.notes.link}<span className="max-sm:hidden" aria-hidden="true"><Kbd chord="l" /></span></Button>}
        {kind && !link && <Button kind="primary" onClick={() => void save(marking, USUAL_STRENGTH)}>{m.notes.save}<span className="max-sm:hidden" aria-hidden="true">↵</span></Button>}
      </div>
      {kind && (
        <input
          className="field w-full"
          aria-label={m.notes.says}
          placeholder={quote ?? m.notes.saysHint}
          value={marking.text ?? ""}
          onChange={(event) => setMarking({ ...marking, text: event.target.value })}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter" && !link) void save(marking, USUAL_STRENGTH);
            else if (event.key !== "Escape" && event.key !== "Enter") return;
            event.currentTarget.blur();
          }}
        />
      )}
      {link && (
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-sm text-muted">{m.notes.linkTo}</span>
          <select aria-label={m.notes.linkTo} className="field min-w-0 max-w-full flex-1" value={link.target?.id ?? ""} onChange={(event) => {
            const target = [...likely, ...(link.target ? [link.target] : [])].find(({ id }) => id === event.target.value);
            setMarking({ ...marking, link: target ? { ...link, target } : { ...link, finding: true } });
          }}>
            {!link.target && <option value="">{m.notes.linkFind}</option>}
            {[...(link.target && !likely.some(({ id }) => id === link.target!.id) ? [link.target] : []), ...likely].map(({ id, key, title }) => <option key={id} value={id}>{`${key} ${title}`}</option>)}
            <option value="other">{m.notes.linkOther}</option>
          </select>
          <Button title={m.notes.turn} aria-label={`${m.notes.turn}: ${m.notes[link.polarity]}`} onClick={() => onKey("a")}>{m.notes[link.polarity]}<span className="max-sm:hidden" aria-hidden="true"><Kbd chord="a" /></span></Button>
        </div>
      )}
      {link?.target && (
        <div role="group" aria-label={m.notes.strength} className="flex flex-wrap items-center gap-1.5">
                    {STRENGTHS.map((strength) => (
            <Button key={strength} onClick={() => void save(marking, strength)}>
              <span className="max-sm:hidden" aria-hidden="true"><Kbd chord={String(strength)} /></span>
              {m.evidence.strengthWord[strength]}
            </Button>
          ))}
        </div>
      )}
      {link?.finding && anchor && isBegun(marking) && (
        <OpenPopover anchor={anchor.querySelector("select") ?? anchor} label={m.notes.linkFind} onClose={() => onKey("Escape")}>
          <ItemChooser label={m.notes.linkFind} without={NONE} onChoose={({ id, key, title }) => setMarking({ ...marking, link: { ...link, finding: false, target: { id, key, title } } })} />
        </OpenPopover>
      )}
    </div>
  );
}
