/** The filters of the search: kinds as chips, the rest as choices. */
import { useRegistry } from "@/api/registry";
import { SOURCE_KINDS, STATUSES } from "@/api/types";
import { m } from "@/messages";
import type { FindSearch } from "@/paths";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { HIT_KINDS } from "./query";

interface FiltersProps {
  search: FindSearch;
  onChange: (change: FindSearch) => void;
}

const NOTE_STATES = Object.entries(m.search.noteState).map(([value, label]) => ({ value, label }));
const STATES = [...NOTE_STATES, ...STATUSES.map((status) => ({ value: status, label: m.search.itemStatus(m.words.status[status]) }))];

export function Filters({ search, onChange }: FiltersProps) {
  const segments = useRegistry("segments");
  const accounts = useRegistry("accounts");
  const chosen = new Set((search.kinds ?? "").split(",").filter(Boolean));
  const toggle = (kind: string) => {
    const next = new Set(chosen);
    if (!next.delete(kind)) next.add(kind);
    onChange({ kinds: next.size === HIT_KINDS.length ? "" : [...next].join(",") });
  };
  const select = (field: "source_kind" | "segment" | "account" | "status", label: string, any: string, options: readonly { value: string; label: string }[]) => (
    <select aria-label={label} className={cx("field max-w-44 !h-7", search[field] ? "!border-accent" : "text-muted")} value={search[field] ?? ""} onChange={(event) => onChange({ [field]: event.target.value })}>
      <option value="">{any}</option>
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
  const day = (field: "from" | "to", label: string) => (
    <label className="flex items-center gap-1 text-sm text-muted">
      {label}
      <input type="date" className="field !h-7" value={search[field] ?? ""} onChange={(event) => onChange({ [field]: event.target.value })} />
    </label>
  );
  const filtered = ["kinds", "source_kind", "segment", "account", "status", "from", "to"].some((field) => search[field as keyof FindSearch]);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <div role="group" aria-label={m.search.kindFilter} className="flex flex-wrap gap-1">
        {HIT_KINDS.map((kind) => (
          <button key={kind} type="button" aria-pressed={chosen.has(kind)} onClick={() => toggle(kind)} className={cx("h-7 rounded-md border px-2", chosen.has(kind) ? "border-accent bg-active" : "border-line-strong text-muted hover:bg-hover")}>{m.search.kinds[kind]}</button>
        ))}
      </div>
      {select("source_kind", m.search.sourceKind, m.search.anySource, SOURCE_KINDS.map((kind) => ({ value: kind, label: m.evidence.source[kind] })))}
      {select("segment", m.search.segment, m.search.anySegment, segments.map(({ id, name }) => ({ value: id, label: name })))}
      {select("account", m.search.account, m.search.anyAccount, accounts.map(({ id, name }) => ({ value: id, label: name })).sort((a, b) => a.label.localeCompare(b.label)))}
      {select("status", m.search.status, m.search.anyStatus, STATES)}
      <span className="flex flex-wrap gap-2">{day("from", m.search.from)}{day("to", m.search.to)}</span>
      {filtered && <Button kind="quiet" onClick={() => onChange({ kinds: "", source_kind: "", segment: "", account: "", status: "", from: "", to: "" })}>{m.search.clear}</Button>}
    </div>
  );
}
