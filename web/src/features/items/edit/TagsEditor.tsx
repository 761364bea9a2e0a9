/** Tags of items: for one, on and off; for many, a tag all of them carry is taken away, any other is added. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "@/messages";
import { Chooser } from "@/ui/Chooser";
import { summaryQuery } from "../query";
import { countOf } from "../targets";
import { useItemWrites } from "../useItemWrites";
import type { Editing } from "./editing";

export function TagsEditor({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const writes = useItemWrites();
  const { targets } = editing;
  const known = useQuery(summaryQuery({})).data?.facets.tag ?? [];
  const rows = targets.kind === "rows" ? targets.rows : [];
  const [common] = useState(() => rows.reduce<ReadonlySet<string> | undefined>((shared, row) => new Set((row.tags ?? []).filter((tag) => !shared || shared.has(tag))), undefined) ?? new Set<string>());
  const options = [...new Set([...common, ...known.map(({ key }) => key)])];
  const toggle = (tag: string) => {
    onClose();
    const change = common.has(tag) ? { removeTags: [tag] } : { addTags: [tag] };
    void writes.change(targets, change, m.items.tagged(countOf(targets)));
  };
  return <Chooser label={m.items.actions.tags} options={options.map((tag) => ({ id: tag, label: tag }))} chosen={common} onChoose={toggle} onCreate={toggle} />;
}
