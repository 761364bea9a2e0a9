/** Two people changed the same fields: both values side by side, one choice each. */
import { useState } from "react";
import { m } from "@/messages";
import { Button } from "./Button";
import { cx } from "./cx";
import { Dialog, DialogButtons } from "./Dialog";
import type { MergeConflict, MergeQuestion } from "./merge";

export default function MergeDialog({ question }: { question: MergeQuestion }) {
  const [yours, setYours] = useState<ReadonlySet<string>>(() => new Set(question.conflicts.map(({ field }) => field)));
  const choose = (field: string, mine: boolean) => {
    const next = new Set(yours);
    if (mine) next.add(field);
    else next.delete(field);
    setYours(next);
  };
  return (
    <Dialog open onClose={() => question.answer(undefined)} title={m.errors.mergeTitle} description={m.errors.mergeText(question.subject)} width="w-[38rem]">
      {question.conflicts.map((conflict) => (
        <Choice key={conflict.field} conflict={conflict} mine={yours.has(conflict.field)} onChoose={(mine) => choose(conflict.field, mine)} />
      ))}
      <DialogButtons>
        <Button onClick={() => question.answer(undefined)}>{m.errors.mergeCancel}</Button>
        <Button kind="primary" onClick={() => question.answer(yours)}>{m.errors.mergeSave}</Button>
      </DialogButtons>
    </Dialog>
  );
}

function Choice({ conflict, mine, onChoose }: { conflict: MergeConflict; mine: boolean; onChoose: (mine: boolean) => void }) {
  const option = (own: boolean) => (
    <label className={cx("flex min-w-0 cursor-default gap-2 rounded-md border p-2", own === mine ? "border-accent bg-active" : "border-line hover:bg-hover")}>
      <input type="radio" name={conflict.field} checked={own === mine} onChange={() => onChoose(own)} className="mt-1 shrink-0 accent-accent" />
      <span className="min-w-0">
        <span className="block text-sm text-muted">{own ? m.errors.mergeYours : m.errors.mergeTheirs}</span>
        <span className="block max-h-32 overflow-auto whitespace-pre-wrap break-words">{own ? conflict.yours : conflict.theirs}</span>
      </span>
    </label>
  );
  return (
    <fieldset className="pb-3">
      <legend className="pb-1 font-medium">
        {conflict.label} {conflict.base !== undefined && <span className="font-normal text-faint">{m.errors.mergeBase(conflict.base)}</span>}
      </legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {option(true)}
        {option(false)}
      </div>
    </fieldset>
  );
}
