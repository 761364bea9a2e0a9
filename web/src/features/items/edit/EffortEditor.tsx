/** An estimate of effort for one item, as a range. */
import { useState, type FormEvent } from "react";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { useItemWrites } from "../useItemWrites";
import type { Editing } from "./editing";

const PARTS = ["low", "likely", "high"] as const;

export function EffortEditor({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const writes = useItemWrites();
  const [row] = editing.targets.kind === "rows" ? editing.targets.rows : [];
  const known = row?.effort && !row.effort.imputed ? row.effort : undefined;
  const [text, setText] = useState({ low: String(known?.low ?? ""), likely: String(known?.likely ?? ""), high: String(known?.high ?? ""), note: "" });
  const range = { low: Number(text.low), likely: Number(text.likely), high: Number(text.high) };
  const complete = PARTS.every((part) => text[part] !== "");
  const valid = range.low > 0 && range.low <= range.likely && range.likely <= range.high;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!row || !complete || !valid) return;
    onClose();
    void writes.estimate(row, range, text.note.trim());
  };
  return (
    <form onSubmit={save} className="w-80 p-3">
      <div className="grid grid-cols-3 gap-2">
        {PARTS.map((part, index) => (
          <Field key={part} label={m.items[part]}>
            {(control) => (
              <input {...control} autoFocus={index === 0} className="field w-full" type="number" min="0.1" step="any" required value={text[part]} onChange={(event) => setText({ ...text, [part]: event.target.value })} />
            )}
          </Field>
        ))}
      </div>
      <Field label={m.items.note} help={m.items.effortHelp} error={complete && !valid ? m.items.effortOrder : undefined}>
        {(control) => <input {...control} className="field w-full" value={text.note} onChange={(event) => setText({ ...text, note: event.target.value })} />}
      </Field>
      <Button type="submit" kind="primary" disabled={!complete || !valid}>{m.items.estimateSave}</Button>
    </form>
  );
}
