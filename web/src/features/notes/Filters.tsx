/** What the inbox shows: states with their counts, and choices beside the words looked for. */
import type { Ref } from "react";
import { useRegistry } from "@/api/registry";
import { NOTE_STATES, SOURCE_KINDS } from "@/api/types";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { addDays } from "@/ui/dates";
import { FilterIcon } from "@/ui/icons";
import { SearchField } from "@/ui/SearchField";
import { useNow } from "@/ui/useNow";
import type { Lines } from "./useLines";
import type { InboxChange } from "./useInboxUrl";
import type { InboxSearch } from "@/paths";

const FIELDS = ["source_kind", "source", "account", "segment", "contact", "tag", "from", "to"] as const;

export const isFiltered = (search: InboxSearch) => search.q !== undefined || FIELDS.some((field) => search[field]);
export const UNFILTERED: InboxChange = Object.fromEntries([...FIELDS, "q"].map((field) => [field, undefined]));

interface FiltersProps {
  search: InboxSearch;
  counts: Lines["counts"];
  onChange: (change: InboxChange, options?: { replace?: boolean }) => void;
  box: Ref<HTMLInputElement>;
  /** The choices are shown, though none is made. */
  open: boolean;
  onOpen: (open: boolean) => void;
}

export function States({ search, counts, onChange }: Pick<FiltersProps, "search" | "counts" | "onChange">) {
  const now = search.state ?? "open";
  return (
    <div role="group" aria-label={m.notes.stateOf} className="flex overflow-x-auto">
      {[...NOTE_STATES, "all" as const].map((state) => (
        <button key={state} type="button" aria-pressed={now === state} onClick={() => onChange({ state: state === "open" ? undefined : state, note: undefined })} className={cx("flex h-6 shrink-0 items-center gap-[3px] rounded-md px-[5px] text-sm", now === state ? "bg-active font-medium" : "text-muted hover:bg-hover")}>
          {m.notes.states[state]}
          {counts && state !== "all" && " "}
          {counts && state !== "all" && <span className="text-xs font-normal text-faint">{m.words.count(counts[state])}</span>}
        </button>
      ))}
    </div>
  );
}

export function Filters({ search, onChange, box, open, onOpen }: Omit<FiltersProps, "counts">) {
  const sources = useRegistry("sources");
  const accounts = useRegistry("accounts");
  const segments = useRegistry("segments");
  const { today } = useNow();
  const byName = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label);
  const named = (rows: readonly { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name })).sort(byName);
  const since = Object.entries(m.notes.since).map(([days, label]) => ({ value: addDays(today, -Number(days)), label }));
  if (search.from && !since.some(({ value }) => value === search.from)) since.push({ value: search.from, label: search.from });
  const select = (field: "source_kind" | "source" | "account" | "segment" | "from", options: readonly { value: string; label: string }[]) =>
    (options.length > 0 || search[field]) && (
      <select aria-label={m.notes.fields[field]} className={cx("field !h-7 w-full min-w-0", search[field] ? "!border-accent" : "!border-line text-muted")} value={search[field] ?? ""} onChange={(event) => onChange({ [field]: event.target.value || undefined, note: undefined })}>
        <option value="">{m.notes.fields[field]}</option>
        {options.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
      </select>
    );
  const shown = open || FIELDS.some((field) => search[field]) || search.sort !== undefined;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1 [&_input]:w-full">
          <SearchField ref={box} label={m.notes.search} q={search.q ?? ""} onSearch={(q) => onChange({ q: q || undefined, note: undefined, ...(q ? UNSEARCHABLE : {}) }, { replace: true })} />
        </div>
        <IconButton icon={FilterIcon} label={m.notes.filter} aria-expanded={shown} aria-controls="inbox-filters" className={shown ? "!bg-active" : ""} onClick={() => onOpen(!open)} />
      </div>
      {shown && (
        <div id="inbox-filters" role="group" aria-label={m.notes.filter} className="grid grid-cols-2 gap-1.5">
          {select("source_kind", SOURCE_KINDS.map((value) => ({ value, label: m.evidence.source[value] })).sort(byName))}
          {!search.q && select("source", named(sources))}
          {select("account", named(accounts))}
          {select("segment", named(segments))}
          {select("from", since)}
          {!search.q && (
            <select aria-label={m.notes.sort} className="field !h-7 w-full min-w-0 !border-line text-muted" value={search.sort ?? ""} onChange={(event) => onChange({ sort: event.target.value || undefined })}>
              {Object.entries(m.notes.sorts).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
            </select>
          )}
        </div>
      )}
      {isFiltered(search) && <Button kind="quiet" className="self-start !px-1.5" onClick={() => onChange(UNFILTERED)}>{m.notes.filterClear}</Button>}
    </div>
  );
}

/** What the search cannot tell apart. */
const UNSEARCHABLE: InboxChange = { source: undefined, tag: undefined, contact: undefined, sort: undefined };
