/** What the item needs first, and what waits for it. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, write, type Written } from "@/api/client";
import type { ItemLink, ItemRow } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button, IconButton } from "@/ui/Button";
import { StatusGlyph } from "@/ui/glyphs";
import { CloseIcon, PlusIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Popover } from "@/ui/Popover";
import { Section } from "@/ui/Section";
import { refreshItems } from "@/features/items";
import { ItemChooser } from "@/features/items";
import type { PageProps } from "./page";

export function Dependencies({ detail, edit }: PageProps) {
  const queries = useQueryClient();
  const { item, dependencies } = detail;
  const run = async (work: Promise<Written<unknown>>, said: string) => {
    try {
      announce(queries, await work, said);
    } catch (error) {
      tellProblem(error);
    }
    void refreshItems(queries);
  };
  const link = (itemId: string, needsId: string, key: string) => void run(write(api.POST("/api/v1/items/{id}/dependencies", { params: { path: { id: itemId } }, body: { needs_id: needsId } })), m.item.dependencyAdded(key));
  const unlink = (gone: ItemLink) => void run(write(api.DELETE("/api/v1/dependencies/{id}", { params: { path: { id: gone.dependency_id } } })), m.item.dependencyRemoved(gone.key));
  const linked = new Set([item.id, ...dependencies.needs.map(({ id }) => id), ...dependencies.blocks.map(({ id }) => id)]);
  const side = (title: string, add: string, links: readonly ItemLink[], onAdd: (row: ItemRow) => void) => (
    <div className="min-w-0">
      <div className="flex min-h-7 items-center gap-2 text-sm text-faint">
        <h3 className="font-normal">{title}</h3>
        <span className="flex-1" />
        {edit && <AddLink label={add} linked={linked} onAdd={onAdd} />}
      </div>
      {links.length === 0 && <p className="text-faint">{m.item.dependencyNone}</p>}
      <ul>
        {links.map((each) => (
          <li key={each.dependency_id} className="group flex items-center gap-1 rounded-md hover:bg-hover">
            <Link href={paths.item(each.key)} className="flex min-h-7 min-w-0 flex-1 items-center gap-2">
              <StatusGlyph status={each.status} />
              <span className="shrink-0 text-faint">{each.key}</span>
              <span className="truncate">{each.title}</span>
            </Link>
            {edit && <IconButton icon={CloseIcon} label={m.item.dependencyRemove(each.key)} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => unlink(each)} />}
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <Section title={m.item.dependencies}>
      <div className="grid gap-x-6 gap-y-2 @xl:grid-cols-2">
        {side(m.item.needs, m.item.needsAdd, dependencies.needs, (row) => link(item.id, row.id, row.key))}
        {side(m.item.blocks, m.item.blocksAdd, dependencies.blocks, (row) => link(row.id, item.id, row.key))}
      </div>
    </Section>
  );
}

function AddLink({ label, linked, onAdd }: { label: string; linked: ReadonlySet<string>; onAdd: (row: ItemRow) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover label={label} open={open} onOpenChange={setOpen} trigger={<Button kind="quiet"><PlusIcon />{label}</Button>}>
      <ItemChooser
        label={m.item.searchItem}
        without={linked}
        onChoose={(row) => {
          setOpen(false);
          onAdd(row);
        }}
      />
    </Popover>
  );
}
