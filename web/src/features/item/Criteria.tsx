/** The acceptance checklist: tick, edit in place, add, remove, and put in order by buttons or Alt with the arrows. */
import { useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { EditText } from "@/ui/EditText";
import { ChevronDownIcon, CloseIcon } from "@/ui/icons";
import { Section } from "@/ui/Section";
import { Tick } from "@/ui/Tick";
import { moved } from "./order";
import type { PageProps } from "./page";

export function Criteria({ detail, edit }: PageProps) {
  const criteria = detail.item.acceptance_criteria ?? [];
  const [draft, setDraft] = useState("");
  const [told, setTold] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const save = (next: typeof criteria) => void edit?.({ acceptance_criteria: next });
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!draft.trim()) return;
    save([...criteria, { text: draft.trim(), done: false }]);
    setDraft("");
  };
  const move = (from: number, to: number) => {
    if (!edit || to < 0 || to >= criteria.length) return;
    save(moved(criteria, from, to));
    setTold(m.item.criterionMoved(to + 1, criteria.length));
    setTimeout(() => list.current?.querySelectorAll<HTMLInputElement>("input[type=checkbox]")[to]?.focus(), 0);
  };
  const onKeyDown = (index: number) => (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || event.shiftKey || step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    move(index, index + step);
  };
  return (
    <Section title={m.item.criteria} note={criteria.length > 0 ? m.item.criteriaCount(criteria.filter(({ done }) => done).length, criteria.length) : undefined}>
      {criteria.length === 0 && <p className="text-faint">{m.item.criterionEmpty}</p>}
      <ul ref={list} aria-label={m.item.criteria} title={edit && m.item.criterionKeys}>
        {criteria.map((criterion, index) => (
          <li key={`${index} ${criterion.text}`} className="group flex items-start gap-2 rounded-md hover:bg-hover" onKeyDown={onKeyDown(index)}>
            <Tick label={criterion.text} checked={criterion.done ?? false} disabled={!edit} onChange={() => save(criteria.map((each, at) => (at === index ? { ...each, done: !each.done } : each)))} />
            <div className="min-w-0 flex-1">
              <EditText
                label={m.item.criteria}
                value={criterion.text}
                required
                className={criterion.done ? "text-muted" : ""}
                onSave={edit && ((text) => save(criteria.map((each, at) => (at === index ? { ...each, text } : each))))}
              />
            </div>
            {edit && (
              <span className="flex opacity-0 focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100">
                <IconButton icon={UpIcon} label={m.item.up(criterion.text)} className="!h-6 !w-6" disabled={index === 0} onClick={() => move(index, index - 1)} />
                <IconButton icon={ChevronDownIcon} label={m.item.down(criterion.text)} className="!h-6 !w-6" disabled={index === criteria.length - 1} onClick={() => move(index, index + 1)} />
                <IconButton icon={CloseIcon} label={m.item.remove(criterion.text)} className="!h-6 !w-6" onClick={() => save(criteria.filter((_, at) => at !== index))} />
              </span>
            )}
          </li>
        ))}
      </ul>
      <span role="status" className="sr-only">{told}</span>
      {edit && (
        <form onSubmit={add} className="flex gap-2 pt-1">
          <input className="field min-w-0 flex-1" aria-label={m.item.criterionAdd} placeholder={m.item.criterionAdd} value={draft} onChange={(event) => setDraft(event.target.value)} />
          {draft.trim() && <Button type="submit">{m.item.criterionAdd}</Button>}
        </form>
      )}
    </Section>
  );
}

const UpIcon: typeof ChevronDownIcon = (props) => <ChevronDownIcon {...props} className="rotate-180" />;
