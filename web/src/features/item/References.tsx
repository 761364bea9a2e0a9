/** The same thing in other systems. */
import { useState, type FormEvent } from "react";
import type { Item } from "@/api/types";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { CloseIcon, PlusIcon } from "@/ui/icons";
import { Popover } from "@/ui/Popover";
import { Section } from "@/ui/Section";
import type { PageProps } from "./page";

type Reference = NonNullable<Item["references"]>[number];

export function References({ detail, edit }: PageProps) {
  const references = detail.item.references ?? [];
  const save = (next: Reference[]) => void edit?.({ references: next });
  return (
    <Section title={m.item.references} tools={edit && <AddReference onAdd={(reference) => save([...references, reference])} />}>
      {references.length === 0 && <p className="text-faint">{m.words.none}</p>}
      <ul>
        {references.map((reference) => (
          <li key={`${reference.system} ${reference.id}`} className="group flex min-h-7 items-center gap-2 rounded-md hover:bg-hover">
            <span className="text-faint">{reference.system}</span>
            {isWebAddress(reference.url) ? (
              <a href={reference.url} target="_blank" rel="noopener noreferrer" className="min-w-0 truncate text-accent underline">{reference.key ?? reference.id}</a>
            ) : (
              <span className="min-w-0 truncate">{reference.key ?? reference.id}</span>
            )}
            <span className="flex-1" />
            {edit && <IconButton icon={CloseIcon} label={m.item.remove(reference.key ?? reference.id)} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => save(references.filter((each) => each !== reference))} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Imported addresses may hold anything; only these are made links. */
export function isWebAddress(url: string | undefined): boolean {
  return url !== undefined && /^https?:\/\//i.test(url);
}

function AddReference({ onAdd }: { onAdd: (reference: Reference) => void }) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState({ url: "", system: "", key: "" });
  const set = (field: keyof typeof draft) => (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value });
  const add = (event: FormEvent) => {
    event.preventDefault();
    const url = draft.url.trim();
    if (!isWebAddress(url)) return;
    onAdd({ system: draft.system.trim() || new URL(url).hostname, id: url, url, ...(draft.key.trim() ? { key: draft.key.trim() } : {}) });
    setDraft({ url: "", system: "", key: "" });
    setOpen(false);
  };
  return (
    <Popover label={m.item.referenceAdd} open={open} onOpenChange={setOpen} trigger={<Button kind="quiet"><PlusIcon />{m.item.referenceAdd}</Button>}>
      <form onSubmit={add} className="flex w-80 max-w-full flex-col gap-2 p-3">
        <input autoFocus required type="url" pattern="https?://.*" className="field" aria-label={m.item.referenceUrl} placeholder={m.item.referenceUrlHelp} value={draft.url} onChange={set("url")} />
        <div className="grid grid-cols-2 gap-2">
          <input className="field" aria-label={m.item.referenceSystem} placeholder={m.item.referenceSystem} value={draft.system} onChange={set("system")} />
          <input className="field" aria-label={m.item.referenceName} placeholder={m.item.referenceName} value={draft.key} onChange={set("key")} />
        </div>
        <Button type="submit" kind="primary" disabled={!isWebAddress(draft.url.trim())}>{m.item.referenceAdd}</Button>
      </form>
    </Popover>
  );
}
