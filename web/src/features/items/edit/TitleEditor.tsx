/** A new title for one item. */
import { useState, type FormEvent } from "react";
import { m } from "@/messages";
import { useItemWrites } from "../useItemWrites";
import type { Editing } from "./editing";

export function TitleEditor({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const writes = useItemWrites();
  const [row] = editing.targets.kind === "rows" ? editing.targets.rows : [];
  const [title, setTitle] = useState(row?.title ?? "");
  const save = (event: FormEvent) => {
    event.preventDefault();
    const next = title.trim();
    if (!next) return;
    onClose();
    if (row && next !== row.title) void writes.change({ kind: "rows", rows: [row] }, { set: { title: next } }, m.items.retitled);
  };
  return (
    <form onSubmit={save} className="w-[34rem] max-w-full p-2">
      <input autoFocus className="field w-full" aria-label={m.items.fields.title} aria-invalid={title.trim() === ""} value={title} onFocus={(event) => event.target.select()} onChange={(event) => setTitle(event.target.value)} />
    </form>
  );
}
