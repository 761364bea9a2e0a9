/** Says one condition: choices with their counts, or an operator and a value. */
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import type { Lane, Status } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { LaneGlyph, StatusGlyph } from "@/ui/glyphs";
import { facetLabel } from "../facets";
import { fieldLabel } from "../names";
import { summaryQuery, type ItemQuery } from "../query";
import type { Chip } from "./chips";
import { OPERATORS_OF, takesValue, type FilterField } from "./fields";
import type { Operator } from "./language";

interface ConditionFormProps {
  field: FilterField;
  chip: Chip;
  /** The list without this chip: its counts say what a choice would show. */
  around: ItemQuery;
  onChange: (chip: Chip) => void;
  onDone: () => void;
}

export function ConditionForm(props: ConditionFormProps) {
  const { field, chip, onChange, onDone } = props;
  const [op, setOp] = useState<Operator>(chip[0]?.op ?? OPERATORS_OF[field.kind][0]!);
  const values = chip[0]?.values ?? [];
  const say = (next: Operator, given: readonly string[]) => onChange([{ kind: "condition", field: field.key, op: next, values: given }]);
  const withOperator = (next: Operator) => {
    setOp(next);
    if (!takesValue(next)) say(next, []);
    else if (values.length > 0) say(next, values);
  };
  const toggle = (value: string) => {
    const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
    if (next.length > 0) say(op, next);
    else onChange([]);
  };
  const one = (value: string) => {
    say(op, [value]);
    onDone();
  };
  const operators = OPERATORS_OF[field.kind];
  return (
    <div className="flex flex-col">
      {operators.length > 1 && (
        <div className="flex flex-wrap gap-1 border-b border-line p-1.5" role="radiogroup" aria-label={fieldLabel(field.key)}>
          {operators.map((operator) => (
            <button key={operator} type="button" role="radio" aria-checked={operator === op} className="h-6 rounded-sm px-1.5 text-sm text-muted hover:bg-hover aria-checked:bg-active aria-checked:text-ink" onClick={() => withOperator(operator)}>
              {m.items.operators[operator]}
            </button>
          ))}
        </div>
      )}
      {takesValue(op) && (field.kind === "choice" ? <FacetChoice {...props} chosen={new Set(values)} onToggle={toggle} /> : field.kind === "yesno" ? (
        <Chooser label={fieldLabel(field.key)} options={[{ id: "true", label: m.items.yes }, { id: "false", label: m.items.no }]} chosen={new Set(values)} onChoose={one} />
      ) : (
        <ValueForm field={field} value={values[0] ?? ""} onSave={one} />
      ))}
    </div>
  );
}

function FacetChoice({ field, around, chosen, onToggle }: ConditionFormProps & { chosen: ReadonlySet<string>; onToggle: (value: string) => void }) {
  const facets = useQuery(summaryQuery(around)).data?.facets[field.facet!] ?? [];
  // Items without a value have a facet of their own with an empty key; "is empty" speaks of those.
  const known = facets.filter(({ key }) => key !== "");
  const missing = [...chosen].filter((value) => !known.some(({ key }) => key === value)).map((key) => ({ key, label: facetLabel(field.key, key, key), count: 0 }));
  return (
    <Chooser
      multiple
      label={fieldLabel(field.key)}
      options={[...known, ...missing].map(({ key, label, count }) => ({ id: key, label: facetLabel(field.key, key, label), icon: facetIcon(field.key, key), hint: m.words.count(count) }))}
      chosen={chosen}
      onChoose={onToggle}
    />
  );
}

function facetIcon(field: string, key: string) {
  if (field === "lane") return <LaneGlyph lane={key as Lane} />;
  if (field === "status" && key in m.words.status) return <StatusGlyph status={key as Status} />;
  return undefined;
}

const INPUT_TYPE = { text: "text", number: "number", date: "date", choice: "text", yesno: "text" } as const;

function ValueForm({ field, value, onSave }: { field: FilterField; value: string; onSave: (value: string) => void }) {
  const [text, setText] = useState(value);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) onSave(text.trim());
  };
  return (
    <form onSubmit={save} className="flex gap-2 p-2">
      <input autoFocus type={INPUT_TYPE[field.kind]} step="any" className="field w-44" aria-label={m.items.value} placeholder={m.items.value} value={text} onChange={(event) => setText(event.target.value)} />
      <Button type="submit" kind="primary" disabled={!text.trim()}>{m.items.filterApply}</Button>
    </form>
  );
}
