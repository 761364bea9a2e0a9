/** The filter as chips, with the text behind them one click away. */
import { useState, type ReactNode } from "react";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { CloseIcon, PlusIcon } from "@/ui/icons";
import { Menu } from "@/ui/Menu";
import { Popover } from "@/ui/Popover";
import { facetLabel } from "../facets";
import { fieldLabel, type Names } from "../names";
import type { ItemQuery } from "../query";
import { canNegate, chipsOf, joinedToPrevious, negated, replaced, split, textOf, type Chip } from "./chips";
import { ConditionForm } from "./ConditionForm";
import { FILTER_FIELDS, filterField } from "./fields";
import { FilterText } from "./FilterText";
import type { Condition } from "./language";

interface FilterBarProps {
  filter: string;
  query: ItemQuery;
  names: Names;
  /** The problem the server found in the filter, if any. */
  error: unknown;
  /** The "add a filter" layer: opened by the button or by `F`. */
  adding: boolean;
  onAdding: (open: boolean) => void;
  onFilter: (filter: string) => void;
  children?: ReactNode;
}

export function FilterBar({ filter, query, names, error, adding, onAdding, onFilter, children }: FilterBarProps) {
  const chips = chipsOf(filter);
  const [asText, setAsText] = useState(false);
  const showText = asText || !chips || error !== undefined;
  const setChips = (next: readonly Chip[]) => onFilter(textOf(next));
  const without = (index: number): ItemQuery => {
    const rest = textOf((chips ?? []).filter((_, i) => i !== index));
    return { ...query, filter: rest };
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-3 py-1.5">
      {!showText &&
        chips.map((chip, index) => (
          <FilterChip
            key={index}
            chip={chip}
            names={names}
            around={without(index)}
            first={index === 0}
            onChange={(next) => setChips(replaced(chips, index, next))}
            onNegate={() => setChips(replaced(chips, index, negated(chip)))}
            onJoin={() => setChips(joinedToPrevious(chips, index))}
            onSplit={() => setChips(split(chips, index))}
          />
        ))}
      {showText ? (
        <FilterText
          key={filter}
          filter={filter}
          error={error}
          onApply={(next) => {
            onFilter(next);
            setAsText(false);
          }}
          onCancel={chips && error === undefined ? () => setAsText(false) : undefined}
        />
      ) : (
        <>
          <Popover
            label={m.items.addFilter}
            open={adding}
            onOpenChange={onAdding}
            trigger={<Button kind="quiet" className="text-sm"><PlusIcon />{chips.length === 0 ? m.items.filter : <span className="sr-only">{m.items.addFilter}</span>}</Button>}
          >
            <AddFilter
              around={query}
              onAdd={(condition) => setChips([...chips, condition])}
              onText={() => {
                onAdding(false);
                setAsText(true);
              }}
              onDone={() => onAdding(false)}
            />
          </Popover>
          {chips.length > 0 && <Button kind="quiet" className="text-sm" onClick={() => onFilter("")}>{m.items.actions.clear}</Button>}
        </>
      )}
      {children}
    </div>
  );
}

const TEXT = "text";

function AddFilter({ around, onAdd, onText, onDone }: { around: ItemQuery; onAdd: (chip: Chip) => void; onText: () => void; onDone: () => void }) {
  const [field, setField] = useState<string>();
  if (!field) {
    return (
      <Chooser
        label={m.items.addFilter}
        options={[...FILTER_FIELDS.map(({ key }) => ({ id: key, label: fieldLabel(key) })), { id: TEXT, label: m.items.filterAsText }]}
        chosen={new Set()}
        onChoose={(key) => (key === TEXT ? onText() : setField(key))}
      />
    );
  }
  return (
    <ConditionForm
      field={filterField(field)}
      chip={[]}
      around={around}
      onChange={(chip) => {
        onAdd(chip);
        onDone();
      }}
      onDone={onDone}
    />
  );
}

interface FilterChipProps {
  chip: Chip;
  names: Names;
  around: ItemQuery;
  first: boolean;
  onChange: (chip: Chip) => void;
  onNegate: () => void;
  onJoin: () => void;
  onSplit: () => void;
}

function FilterChip({ chip, names, around, first, onChange, onNegate, onJoin, onSplit }: FilterChipProps) {
  const [open, setOpen] = useState(false);
  const [only] = chip.length === 1 ? chip : [];
  const said = chip.map((condition) => sayCondition(condition, names)).join(` ${m.items.or} `);
  const choices = [
    ...(canNegate(chip) ? [{ id: "negate", label: m.items.negate, run: onNegate }] : []),
    ...(first ? [] : [{ id: "join", label: m.items.joinOr, run: onJoin }]),
    ...(chip.length > 1 ? [{ id: "split", label: m.items.splitOr, run: onSplit }] : []),
  ];
  return (
    <span className="inline-flex h-[26px] max-w-full items-stretch overflow-hidden rounded-md border border-line-strong text-sm">
      {only ? (
        <Popover label={said} open={open} onOpenChange={setOpen} trigger={<button type="button" className="min-w-0 truncate px-2 hover:bg-hover">{said}</button>}>
          <ConditionForm field={filterField(only.field)} chip={chip} around={around} onChange={onChange} onDone={() => setOpen(false)} />
        </Popover>
      ) : (
        <span className="flex min-w-0 items-center truncate px-2">{said}</span>
      )}
      {choices.length > 0 && <Menu label={said} choices={choices} trigger={<button type="button" aria-label={`${m.items.actions.more}: ${said}`} className="w-6 border-l border-line text-faint hover:bg-hover">⋯</button>} />}
      <IconButton icon={CloseIcon} label={m.items.removeFilter(said)} className="!h-auto !w-6 rounded-none border-l border-line" onClick={() => onChange([])} />
    </span>
  );
}

function sayValue(field: string, value: string, names: Names): string {
  if (value === "true" || value === "false") return value === "true" ? m.items.yes : m.items.no;
  return facetLabel(field, value, names.say(field, value));
}

function sayCondition({ field, op, values }: Condition, names: Names): string {
  const said = values.map((value) => sayValue(field, value, names)).join(` ${m.items.or} `);
  return [fieldLabel(field), m.items.operators[op], said].filter(Boolean).join(" ");
}
