/** A new item: title and problem first, the rest may wait for triage. */
import { useState, type FormEvent } from "react";
import type { Horizon, Lane } from "@/api/types";
import { m } from "@/messages";
import { getPrefs } from "@/prefs";
import { useRegistry } from "@/api/registry";
import { Button } from "@/ui/Button";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";
import { useOptions } from "../names";
import { useItemWrites } from "../useItemWrites";

export default function CreateDialog({ onClose, onCreated }: { onClose: () => void; onCreated?: (id: string) => void }) {
  const writes = useItemWrites();
  const products = useRegistry("products");
  const lanes = useOptions("lane");
  const horizons = useOptions("horizon");
  const [draft, setDraft] = useState({ title: "", problem: "", lane: "", horizon: "", product_id: "" });
  const [another, setAnother] = useState(false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const product = draft.product_id || getPrefs().productId || products[0]?.id;
  const set = (field: keyof typeof draft) => (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !draft.title.trim()) return;
    setBusy(true);
    setError(undefined);
    try {
      const item = await writes.create({
        title: draft.title.trim(),
        ...(draft.problem.trim() ? { problem: draft.problem.trim() } : {}),
        ...(draft.lane ? { lane: draft.lane as Lane } : {}),
        ...(draft.horizon ? { horizon: draft.horizon as Horizon } : {}),
        ...(product ? { product_id: product } : {}),
      });
      onCreated?.(item.id);
      if (another) setDraft({ ...draft, title: "", problem: "" });
      else onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const select = (field: "lane" | "horizon", options: typeof lanes) => (
    <Field label={m.items.fields[field]!}>
      {(control) => (
        <select {...control} className="field w-full" value={draft[field]} onChange={set(field)}>
          {[...options.slice(-1), ...options.slice(0, -1)].map(({ value, label }) => <option key={label} value={value ?? ""}>{label}</option>)}
        </select>
      )}
    </Field>
  );
  return (
    <Dialog open onClose={onClose} title={m.items.createTitle} width="w-[36rem]">
      <form onSubmit={(event) => void save(event)}>
        <Field label={m.items.fields.title!}>{(control) => <input {...control} autoFocus required className="field w-full" value={draft.title} onChange={set("title")} />}</Field>
        <Field label={m.items.fields.problem!} help={m.items.problemHelp}>
          {(control) => <textarea {...control} rows={3} className="field w-full" value={draft.problem} onChange={set("problem")} />}
        </Field>
        <div className="grid gap-x-3 sm:grid-cols-3">
          {select("lane", lanes)}
          {select("horizon", horizons)}
          {products.length > 1 && (
            <Field label={m.items.fields.product!}>
              {(control) => (
                <select {...control} className="field w-full" value={product} onChange={set("product_id")}>
                  {products.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
                </select>
              )}
            </Field>
          )}
        </div>
        <ProblemLine error={error} />
        <DialogButtons>
          <label className="mr-auto flex items-center gap-2 text-muted">
            <input type="checkbox" className="accent-accent" checked={another} onChange={(event) => setAnother(event.target.checked)} />
            {m.items.createMore}
          </label>
          <Button onClick={onClose}>{m.shell.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy} disabledReason={draft.title.trim() ? undefined : m.items.titleNeeded}>{m.items.createSave}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
