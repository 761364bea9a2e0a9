/** The team's own fields, each edited by its kind; and what other systems said of the item. */
import { useState, type FormEvent } from "react";
import { shownCustom } from "@/features/items";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { EditText } from "@/ui/EditText";
import { PlusIcon } from "@/ui/icons";
import { Popover } from "@/ui/Popover";
import { customValue } from "./custom";
import type { PageProps } from "./page";
import { PropertyRow } from "./PropertyRow";

export function CustomFields({ detail, edit }: PageProps) {
  const { custom = {}, signals = {} } = detail.item;
  const save = (name: string, value: unknown) => {
    const rest = Object.entries(custom).filter(([other]) => other !== name);
    void edit?.({ custom: Object.fromEntries(value === undefined ? rest : [...rest, [name, value]]) }, m.item.changed(name));
  };
  return (
    <>
      {Object.entries(custom).map(([name, value]) => (
        <PropertyRow key={name} label={name}>
          {typeof value === "boolean" ? (
            <input type="checkbox" aria-label={name} className="mx-1.5 my-1.5 accent-accent" checked={value} disabled={!edit} onChange={() => save(name, !value)} />
          ) : (
            <div className="px-1.5"><EditText label={name} value={shownCustom(value)} onSave={edit && ((text) => save(name, text === "" ? undefined : customValue(text, value)))} /></div>
          )}
        </PropertyRow>
      ))}
      {Object.entries(signals).map(([kind, { value, source }]) => (
        <PropertyRow key={`signal ${kind}`} label={kind.replaceAll("_", " ")}>
          <span className="block px-1.5 py-1" title={m.item.signals}>{String(value)} <span className="text-faint">{source}</span></span>
        </PropertyRow>
      ))}
      {edit && <AddField taken={new Set(Object.keys(custom))} onAdd={save} />}
    </>
  );
}

function AddField({ taken, onAdd }: { taken: ReadonlySet<string>; onAdd: (name: string, value: unknown) => void }) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState({ name: "", value: "" });
  const name = draft.name.trim();
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!name || !draft.value.trim() || taken.has(name)) return;
    onAdd(name, customValue(draft.value.trim(), undefined));
    setDraft({ name: "", value: "" });
    setOpen(false);
  };
  return (
    <PropertyRow label="" empty>
      <Popover label={m.item.customAdd} open={open} onOpenChange={setOpen} trigger={<Button kind="quiet" className="!px-1.5"><PlusIcon />{m.item.customAdd}</Button>}>
        <form onSubmit={add} className="flex w-72 flex-col gap-2 p-3">
          <input autoFocus required className="field" aria-label={m.item.customName} placeholder={m.item.customName} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
          <input required className="field" aria-label={m.item.value} placeholder={m.item.value} value={draft.value} onChange={(event) => setDraft({ ...draft, value: event.target.value })} />
          <Button type="submit" kind="primary" disabled={!name || taken.has(name) || !draft.value.trim()}>{m.item.customAdd}</Button>
        </form>
      </Popover>
    </PropertyRow>
  );
}
