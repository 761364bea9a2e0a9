/** Writes a statement by hand. */
import { useState, type FormEvent } from "react";
import { STATEMENT_KINDS, type Statement, type StatementKind } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";
import { Segmented } from "@/ui/Segmented";
import { useInsightWrites } from "./useInsightWrites";

const KINDS = STATEMENT_KINDS.map((kind) => ({ value: kind, label: m.words.statement[kind] }));

export default function NewStatementDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (statement: Statement) => void }) {
  const writes = useInsightWrites();
  const [kind, setKind] = useState<StatementKind>("problem");
  const [draft, setDraft] = useState({ text: "", stakeholder: "", job: "" });
  const [error, setError] = useState<unknown>();
  const set = (field: keyof typeof draft) => (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { text, stakeholder, job } = { text: draft.text.trim(), stakeholder: draft.stakeholder.trim(), job: draft.job.trim() };
    try {
      onCreated(await writes.create({ kind, text, ...(stakeholder ? { stakeholder } : {}), ...(job ? { job } : {}) }));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog open onClose={onClose} title={m.insights.create}>
      <form onSubmit={(event) => void submit(event)}>
        <div className="pb-3"><Segmented label={m.insights.kind} options={KINDS} value={kind} onChange={setKind} /></div>
        <Field label={m.insights.text} help={m.insights.textHelp}>{(control) => <textarea {...control} autoFocus required rows={2} className="field w-full" value={draft.text} onChange={set("text")} />}</Field>
        <Field label={m.insights.stakeholder} help={m.insights.stakeholderPlaceholder}>{(control) => <input {...control} className="field w-full" value={draft.stakeholder} onChange={set("stakeholder")} />}</Field>
        <Field label={m.insights.job} help={m.insights.jobPlaceholder}>{(control) => <input {...control} className="field w-full" value={draft.job} onChange={set("job")} />}</Field>
        <ProblemLine error={error} />
        <DialogButtons>
          <Button onClick={onClose}>{m.shell.cancel}</Button>
          <Button kind="primary" type="submit" disabled={!draft.text.trim()}>{m.insights.createAct}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
