/** Milestones of a bet: steps that are worth something by themselves. */
import { useState, type FormEvent } from "react";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { EditText } from "@/ui/EditText";
import { CloseIcon } from "@/ui/icons";
import { Section } from "@/ui/Section";
import { Tick } from "@/ui/Tick";
import type { PageProps } from "./page";
import { itemFieldLabel } from "./useItemEdit";

export function Milestones({ detail, edit }: PageProps) {
  const milestones = detail.item.milestones ?? [];
  const [draft, setDraft] = useState("");
  const save = (next: typeof milestones) => void edit?.({ milestones: next });
  const change = (at: number, part: Partial<(typeof milestones)[number]>) =>
    save(milestones.map((each, index) => (index === at ? Object.fromEntries(Object.entries({ ...each, ...part }).filter(([, value]) => value !== undefined)) : each) as (typeof milestones)[number]));
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (draft.trim()) save([...milestones, { title: draft.trim(), done: false }]);
    setDraft("");
  };
  return (
    <Section title={itemFieldLabel("milestones")}>
      {milestones.length === 0 && <p className="text-faint">{m.item.milestoneEmpty}</p>}
      <ul>
        {milestones.map((milestone, at) => (
          <li key={`${at} ${milestone.title}`} className="group flex items-start gap-2 rounded-md hover:bg-hover">
            <Tick label={milestone.title} checked={milestone.done ?? false} disabled={!edit} onChange={() => change(at, { done: !milestone.done })} />
            <div className="min-w-0 flex-1"><EditText label={itemFieldLabel("milestones")} value={milestone.title} required className={milestone.done ? "text-muted" : ""} onSave={edit && ((title) => change(at, { title }))} /></div>
            <input type="date" aria-label={`${itemFieldLabel("due")}: ${milestone.title}`} className="h-7 rounded-md bg-transparent px-1 text-muted" disabled={!edit} value={milestone.due ?? ""} onChange={(event) => change(at, { due: event.target.value || undefined })} />
            {edit && <IconButton icon={CloseIcon} label={m.item.remove(milestone.title)} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => save(milestones.filter((_, index) => index !== at))} />}
          </li>
        ))}
      </ul>
      {edit && (
        <form onSubmit={add} className="flex gap-2 pt-1">
          <input className="field min-w-0 flex-1" aria-label={m.item.milestoneAdd} placeholder={m.item.milestoneAdd} value={draft} onChange={(event) => setDraft(event.target.value)} />
          {draft.trim() && <Button type="submit">{m.item.milestoneAdd}</Button>}
        </form>
      )}
    </Section>
  );
}
