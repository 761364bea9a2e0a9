/** A note written down by hand: the words first, who said them second, the rest when known. */
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type KeyboardEvent } from "react";
import { api, write } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { useRegistry } from "@/api/registry";
import { SOURCE_KINDS, type SourceKind } from "@/api/types";
import { announce } from "@/api/undo";
import { m } from "@/messages";
import { getPrefs } from "@/prefs";
import { Button } from "@/ui/Button";
import { DialogButtons } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";
import { contactOf } from "./contact";

export interface CaptureFormProps {
  onClose: () => void;
  onSaved?: (id: string) => void;
}

export default function CaptureForm({ onClose, onSaved }: CaptureFormProps) {
  const queries = useQueryClient();
  const products = useRegistry("products");
  const sources = useRegistry("sources");
  const accounts = useRegistry("accounts");
  const [draft, setDraft] = useState({ text: "", who: "", account: "", source: "", product: getPrefs().productId ?? "" });
  const [another, setAnother] = useState(false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const set = (field: keyof typeof draft) => (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value });
  const account = accounts.find(({ name }) => name.toLowerCase() === draft.account.trim().toLowerCase());
  const unknown = draft.account.trim() !== "" && !account;
  const refused = !draft.text.trim() ? m.notes.captureNeedsText : unknown ? m.notes.captureNoAccount : undefined;

  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy || refused) return;
    setBusy(true);
    setError(undefined);
    const contact = contactOf(draft.who);
    const source = SOURCE_KINDS.includes(draft.source as SourceKind) ? { source_kind: draft.source as SourceKind } : draft.source ? { source_id: draft.source } : {};
    try {
      const saved = await write(api.POST("/api/v1/notes", { body: { text: draft.text.trim(), tags: [], ...source, ...(contact ? { contact } : {}), ...(account ? { account_id: account.id } : {}), ...(draft.product ? { product_id: draft.product } : {}) } }));
      announce(queries, saved, m.notes.captured);
      void queries.invalidateQueries({ queryKey: queryKeys.notes });
      onSaved?.(saved.data.note.id);
      if (another) setDraft({ ...draft, text: "" });
      else onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
  };
  return (
    <form onSubmit={(event) => void save(event)} onKeyDown={onKeyDown}>
      <Field label={m.notes.captureText} help={m.notes.captureTextHelp}>
        {(control) => <textarea {...control} autoFocus required rows={5} className="field w-full" value={draft.text} onChange={set("text")} />}
      </Field>
      <div className="grid gap-x-3 sm:grid-cols-2">
        <Field label={m.notes.captureWho} help={m.notes.captureWhoHelp}>{(control) => <input {...control} className="field w-full" value={draft.who} onChange={set("who")} />}</Field>
        <Field label={m.notes.captureAccount} help={m.notes.captureAccountByMail} error={unknown ? m.notes.captureNoAccount : undefined}>
          {(control) => (
            <>
              <input {...control} list="capture-accounts" className="field w-full" placeholder={m.notes.captureAccountFind} value={draft.account} onChange={set("account")} />
              <datalist id="capture-accounts">{accounts.map(({ id, name }) => <option key={id} value={name} />)}</datalist>
            </>
          )}
        </Field>
        <Field label={m.notes.captureSource}>
          {(control) => (
            <select {...control} className="field w-full" value={draft.source} onChange={set("source")}>
              <option value="">{m.notes.captureSourceUsual}</option>
              {sources.length > 0 && <optgroup label={m.notes.captureSources}>{sources.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</optgroup>}
              <optgroup label={m.notes.captureSourceKinds}>{SOURCE_KINDS.map((kind) => <option key={kind} value={kind}>{m.evidence.source[kind]}</option>)}</optgroup>
            </select>
          )}
        </Field>
        {products.length > 0 && (
          <Field label={m.notes.captureProduct}>
            {(control) => (
              <select {...control} className="field w-full" value={draft.product} onChange={set("product")}>
                <option value="">{m.notes.captureProductNone}</option>
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
          {m.notes.captureMore}
        </label>
        <Button onClick={onClose}>{m.shell.cancel}</Button>
        <Button kind="primary" type="submit" disabled={busy} disabledReason={refused}>{m.notes.captureSave}</Button>
      </DialogButtons>
    </form>
  );
}
