/** One cell of a registry, edited where it stands: saved when it is left or on Enter, as it was on Esc. */
import { useState } from "react";
import { useRegistry } from "@/api/registry";
import { m } from "@/messages";
import { Chooser } from "@/ui/Chooser";
import { cx } from "@/ui/cx";
import { Popover } from "@/ui/Popover";
import { textOf, valueOf, type Column } from "./columns";

interface CellProps {
  column: Column;
  label: string;
  value: unknown;
  readOnly: boolean;
  /** In the row for a new entry every key stroke counts; elsewhere only the finished value. */
  live?: boolean;
  onSave: (value: unknown) => void;
}

const TYPES = { email: "email", number: "number", date: "date" } as Record<string, string>;

export function Cell({ column, label, value, readOnly, live = false, onSave }: CellProps) {
  const quiet = live ? "" : "!border-transparent !bg-transparent hover:enabled:!border-line-strong focus:!border-line-strong";
  switch (column.kind) {
    case "check":
      return <input type="checkbox" aria-label={label} className="mx-2 mt-2 accent-accent" disabled={readOnly} checked={value !== false} onChange={(event) => onSave(event.target.checked)} />;
    case "product":
    case "team":
    case "choice":
      return <Select column={column} label={label} value={value} readOnly={readOnly} className={quiet} onSave={onSave} />;
    case "people":
      return <People label={label} ids={(value as string[] | undefined) ?? []} readOnly={readOnly} className={quiet} onSave={onSave} />;
    default:
      return <Typed key={live ? "new" : textOf(value)} column={column} label={label} value={value} readOnly={readOnly} live={live} className={quiet} onSave={onSave} />;
  }
}

function Typed({ column, label, value, readOnly, live, className, onSave }: CellProps & { className: string }) {
  const [text, setText] = useState(textOf(value));
  const save = () => {
    if (column.required && !text.trim()) setText(textOf(value));
    else if (text !== textOf(value)) onSave(valueOf(column.kind, text));
  };
  return (
    <input
      type={TYPES[column.kind] ?? "text"}
      aria-label={label}
      placeholder={live ? (m.settings.fields[column.field] ?? column.field) : undefined}
      required={live && column.required}
      disabled={readOnly}
      min={column.kind === "number" ? 0 : undefined}
      step="any"
      className={cx("field w-full", column.kind === "code" && "font-mono !text-sm", className)}
      value={live ? textOf(value) : text}
      onChange={(event) => {
        setText(event.target.value);
        if (live) onSave(event.target.value);
      }}
      onBlur={live ? undefined : save}
      onKeyDown={(event) => {
        if (live || event.nativeEvent.isComposing) return;
        if (event.key === "Enter") event.currentTarget.blur();
        else if (event.key === "Escape") setText(textOf(value));
      }}
    />
  );
}

function Select({ column, label, value, readOnly, className, onSave }: CellProps & { className: string }) {
  const products = useRegistry("products");
  const teams = useRegistry("teams");
  const named = (rows: readonly { id: string; name: string }[]) => rows.map((row) => ({ value: row.id, label: row.name }));
  const options = column.kind === "product" ? named(products) : column.kind === "team" ? named(teams) : (column.options ?? []);
  return (
    <select aria-label={label} required={column.required} disabled={readOnly} className={cx("field w-full", !value && "text-faint", className)} value={textOf(value)} onChange={(event) => onSave(event.target.value || null)}>
      {(!column.required || !value) && <option value="">{m.words.none}</option>}
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
}

function People({ label, ids, readOnly, className, onSave }: { label: string; ids: readonly string[]; readOnly: boolean; className: string; onSave: (ids: string[]) => void }) {
  const people = useRegistry("people");
  const names = people.filter(({ id }) => ids.includes(id)).map(({ name }) => name).join(", ");
  const toggle = (id: string) => onSave(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  return (
    <Popover
      label={label}
      trigger={
        <button type="button" disabled={readOnly} aria-label={`${label}: ${names || m.words.none}`} className={cx("field w-full truncate text-left", !names && "text-faint", className)}>
          {names || m.words.none}
        </button>
      }
    >
      <Chooser label={label} multiple options={people.filter(({ active }) => active).map(({ id, name, email }) => ({ id, label: name, hint: email }))} chosen={new Set(ids)} onChoose={toggle} />
    </Popover>
  );
}
