/** The filters of the ledger; their state is the URL. */
import { useRegistry } from "@/api/registry";
import { CAUSES } from "@/api/types";
import { m } from "@/messages";
import type { LedgerSearch } from "@/paths";
import { Button } from "@/ui/Button";
import { CloseIcon, SearchIcon } from "@/ui/icons";
import { useEffect, useRef, useState, type RefObject } from "react";

interface FiltersProps {
  search: LedgerSearch;
  today: string;
  box: RefObject<HTMLInputElement | null>;
  onChange: (change: LedgerSearch) => void;
}

const TYPING_MS = 250;

export function Filters({ search, today, box, onChange }: FiltersProps) {
  const people = useRegistry("people");
  const filtered = Object.entries(search).some(([key, value]) => key !== "open" && value);
  const select = (field: "actor" | "cause" | "entity_kind", label: string, any: string, options: readonly (readonly [string, string])[]) => (
    <select aria-label={label} className={`field max-w-40 ${search[field] ? "border-accent" : ""}`} value={search[field] ?? ""} onChange={(event) => onChange({ [field]: event.target.value || undefined })}>
      <option value="">{any}</option>
      {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
    </select>
  );
  const day = (field: "from" | "to", label: string) => (
    <label className="flex items-center gap-1.5 text-sm text-muted">
      {label}
      <input type="date" className={`field ${search[field] ? "border-accent" : ""}`} max={today} value={search[field] ?? ""} onChange={(event) => onChange({ [field]: event.target.value || undefined })} />
    </label>
  );
  return (
    <div role="search" className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <Words text={search.q ?? ""} box={box} onText={(q) => onChange({ q: q || undefined })} />
      {select("actor", m.ledger.who, m.ledger.anyone, people.map(({ id, name }) => [id, name] as const))}
      {select("cause", m.ledger.cause, m.ledger.anyCause, CAUSES.map((cause) => [cause, m.ledger.causes[cause]] as const))}
      {select("entity_kind", m.ledger.kind, m.ledger.anyKind, Object.entries(m.ledger.kinds))}
      {day("from", m.ledger.from)}
      {day("to", m.ledger.to)}
      {search.entity_id && (
        <Button className="border-accent" onClick={() => onChange({ entity_id: undefined })}>
          {m.ledger.onlyOf(m.ledger.oneEntity)}
          <CloseIcon />
        </Button>
      )}
      {filtered && <Button kind="quiet" onClick={() => onChange({ q: undefined, actor: undefined, cause: undefined, entity_kind: undefined, entity_id: undefined, from: undefined, to: undefined })}>{m.ledger.clear}</Button>}
    </div>
  );
}

function Words({ text, box, onText }: { text: string; box: RefObject<HTMLInputElement | null>; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(text), [text]);
  return (
    <span className="relative min-w-44 flex-1">
      <SearchIcon className="pointer-events-none absolute left-2 top-1/2 -translate-y-1/2 text-faint" />
      <input
        ref={box}
        type="search"
        aria-label={m.ledger.search}
        placeholder={m.ledger.search}
        className="field w-full !pl-7"
        value={typed}
        onChange={(event) => {
          const next = event.target.value;
          setTyped(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => onText(next.trim()), TYPING_MS);
        }}
      />
    </span>
  );
}
