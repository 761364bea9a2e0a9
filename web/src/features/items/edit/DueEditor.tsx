/** Due date of items. */
import { useState, type FormEvent } from "react";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { exactDate } from "@/ui/dates";
import { fieldLabel } from "../names";
import { countOf } from "../targets";
import { useItemWrites } from "../useItemWrites";
import type { Editing } from "./editing";

export function DueEditor({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const writes = useItemWrites();
  const { targets } = editing;
  const [due, setDue] = useState((targets.kind === "rows" && targets.rows[0]?.due) || "");
  const save = (value: string) => {
    onClose();
    void writes.change(targets, { set: { due: value || null } }, m.items.changed(countOf(targets), fieldLabel("due"), value ? exactDate(value) : m.words.none));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(due);
  };
  return (
    <form onSubmit={submit} className="flex gap-2 p-2">
      <input autoFocus type="date" className="field" aria-label={fieldLabel("due")} value={due} onChange={(event) => setDue(event.target.value)} />
      <Button type="submit" kind="primary">{m.items.save}</Button>
      <Button kind="quiet" onClick={() => save("")}>{m.items.actions.clear}</Button>
    </form>
  );
}
