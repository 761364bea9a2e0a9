/** A new item: title and problem first, the rest may wait for triage. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useState, type FormEvent } from "react";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { Horizon, Lane } from "@/api/types";
import { CaptureForm } from "@/features/notes";
import { m } from "@/messages";
import { getPrefs } from "@/prefs";
import { registryQuery, useRegistry } from "@/api/registry";
import { Button } from "@/ui/Button";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";
import { Segmented } from "@/ui/Segmented";
import { Skeleton } from "@/ui/Skeleton";
import { useOptions } from "../names";
import { useItemWrites } from "../useItemWrites";


/** Begins as an item; what was only said is better kept as a note. */
export default function CreateDialog({ onClose, onCreated }: { onClose: () => void; onCreated?: (id: string) => void }) {
  const [kind, setKind] = useState<keyof typeof m.notes.captureKinds>("item");
  const options = Object.entries(m.notes.captureKinds).map(([value, label]) => ({ value: value as typeof kind, label }));
  return (
    <Dialog open onClose={onClose} title={kind === "item" ? m.items.createTitle : m.notes.captureTitle} width="w-[36rem]">
      <div className="pb-3"><Segmented label={m.notes.captureKind} options={options} value={kind} onChange={setKind} /></div>
      {kind === "item" ? <ItemForm onClose={onClose} {...(onCreated ? { onCreated } : {})} /> : <Suspense fallback={<Skeleton label={m.errors.loading} lines={6} />}><CaptureForm onClose={onClose} /></Suspense>}
    </Dialog>
  );
}

function ItemForm({ onClose, onCreated }: { onClose: () => void; onCreated?: (id: string) => void }) {
  const writes = useItemWrites();
  const queries = useQueryClient();
  const products = useRegistry("products");
  const first = useQuery(registryQuery("products")).data?.length === 0;
  const lanes = useOptions("lane");
  const horizons = useOptions("horizon");
  const [draft, setDraft] = useState({ title: "", problem: "", lane: "", horizon: "", product_id: "", first_product: "" });
  const [another, setAnother] = useState(false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const product = draft.product_id || getPrefs().productId || products[0]?.id;
  const set = (field: keyof typeof draft) => (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value });

  const makeFirstProduct = async () => {
    const name = draft.first_product.trim();
    const { id } = await read(api.POST("/api/v1/products", { body: { name, key: productKey(name) } }));
    await queries.invalidateQueries({ queryKey: queryKeys.registry("products") });
    return id;
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !draft.title.trim()) return;
    setBusy(true);
    setError(undefined);
    try {
      const productId = first ? await makeFirstProduct() : product;
      const item = await writes.create({
        title: draft.title.trim(),
        ...(draft.problem.trim() ? { problem: draft.problem.trim() } : {}),
        ...(draft.lane ? { lane: draft.lane as Lane } : {}),
        ...(draft.horizon ? { horizon: draft.horizon as Horizon } : {}),
        ...(productId ? { product_id: productId } : {}),
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
    <form onSubmit={(event) => void save(event)}>
      <Field label={m.items.fields.title!}>{(control) => <input {...control} autoFocus required className="field w-full" value={draft.title} onChange={set("title")} />}</Field>
      <Field label={m.items.fields.problem!} help={m.items.problemHelp}>
        {(control) => <textarea {...control} rows={3} className="field w-full" value={draft.problem} onChange={set("problem")} />}
      </Field>
      <div className="grid gap-x-3 sm:grid-cols-3">
        {select("lane", lanes)}
        {select("horizon", horizons)}
        {first && (
          <Field label={m.items.fields.product!} help={m.items.firstProductHelp}>
            {(control) => <input {...control} required className="field w-full" value={draft.first_product} onChange={set("first_product")} />}
          </Field>
        )}
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
  );
}

/** A key from a name: "Card payments" gives CARD. */
function productKey(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/^[0-9]+/, "").slice(0, 4) || "MAIN";
}
