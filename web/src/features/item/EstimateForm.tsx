/** A new estimate of effort or of a criterion, as low, likely and high. */
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, write } from "@/api/client";
import type { Criterion, Item } from "@/api/types";
import { announce } from "@/api/undo";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";
import { refreshItems } from "@/features/items";

const PARTS = ["low", "likely", "high"] as const;

export function EstimateForm({ item, criteria, onClose }: { item: Item; criteria: readonly Criterion[]; onClose: () => void }) {
  const queries = useQueryClient();
  const [quantity, setQuantity] = useState("effort");
  const [text, setText] = useState({ low: "", likely: "", high: "", note: "" });
  const [error, setError] = useState<unknown>();
  const criterion = criteria.find(({ key }) => key === quantity);
  const range = { low: Number(text.low), likely: Number(text.likely), high: Number(text.high) };
  const complete = PARTS.every((part) => text[part] !== "");
  const valid = range.low > 0 && range.low <= range.likely && range.likely <= range.high;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!complete || !valid) return;
    try {
      const body = { quantity, ...range, ...(text.note.trim() ? { note: text.note.trim() } : {}) };
      announce(queries, await write(api.POST("/api/v1/items/{id}/estimates", { params: { path: { id: item.id } }, body })), m.items.estimated);
      void refreshItems(queries);
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  const quantities = criteria.some(({ key }) => key === "effort") ? criteria : [{ key: "effort", label: m.item.effort }, ...criteria];
  return (
    <form onSubmit={(event) => void save(event)} className="w-84 max-w-full p-3">
      <Field label={m.item.estimateOf} {...(criterion?.help ? { help: criterion.help } : {})}>
        {(control) => (
          <select {...control} className="field w-full" value={quantity} onChange={(event) => setQuantity(event.target.value)}>
            {quantities.map(({ key, label }) => <option key={key} value={key}>{label}</option>)}
          </select>
        )}
      </Field>
      <div className="grid grid-cols-3 gap-2">
        {PARTS.map((part, index) => (
          <Field key={part} label={m.items[part]}>
            {(control) => <input {...control} autoFocus={index === 0} className="field w-full" type="number" min="0" step="any" required value={text[part]} onChange={(event) => setText({ ...text, [part]: event.target.value })} />}
          </Field>
        ))}
      </div>
      <Field label={m.items.note} help={m.item.rangeHelp(m.item.units[criterion?.unit ?? "days"] ?? "")} error={complete && !valid ? m.items.effortOrder : undefined}>
        {(control) => <input {...control} className="field w-full" value={text.note} onChange={(event) => setText({ ...text, note: event.target.value })} />}
      </Field>
      <Button type="submit" kind="primary" disabled={!complete || !valid}>{m.items.estimateSave}</Button>
      <ProblemLine error={error} />
    </form>
  );
}
