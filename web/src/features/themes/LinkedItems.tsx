/** Items that answer a theme, and those that likely do. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ThemeDetail } from "@/api/types";
import { ItemChooser } from "@/features/item";
import { itemDetailQuery } from "@/features/items";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button, IconButton } from "@/ui/Button";
import { StatusGlyph } from "@/ui/glyphs";
import { CloseIcon, PlusIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Popover } from "@/ui/Popover";
import { Section } from "@/ui/Section";
import { useThemeWrites } from "./useThemeWrites";

export function LinkedItems({ detail: { theme, items }, writable }: { detail: ThemeDetail; writable: boolean }) {
  const writes = useThemeWrites();
  const [open, setOpen] = useState(false);
  const linked = theme.item_ids;
  const link = (id: string) => {
    setOpen(false);
    void writes.change(theme, { item_ids: [...linked, id] }, m.themes.itemLinked);
  };
  const unlink = (id: string) => void writes.change(theme, { item_ids: linked.filter((other) => other !== id) }, m.themes.itemUnlinked);
  return (
    <Section
      title={m.themes.items}
      tools={
        writable && (
          <Popover label={m.themes.itemAdd} open={open} onOpenChange={setOpen} trigger={<IconButton icon={PlusIcon} label={m.themes.itemAdd} />}>
            <ItemChooser label={m.themes.itemSearch} without={new Set(linked)} onChoose={({ id }) => link(id)} />
          </Popover>
        )
      }
    >
      {linked.length === 0 && <p className="text-faint">{m.themes.itemsNone}</p>}
      <ul>{linked.map((id) => <LinkedItem key={id} id={id} onUnlink={writable ? () => unlink(id) : undefined} />)}</ul>
      {items.length > 0 && (
        <>
          <h3 className="pt-2 text-sm text-muted">{m.themes.likely}</h3>
          <ul>
            {items.map(({ id, key, title }) => (
              <li key={id} className="flex items-center gap-2">
                <Link href={paths.item(key)} className="min-w-0 flex-1 truncate py-1 hover:underline" title={title}><span className="text-faint">{key}</span> {title}</Link>
                {writable && <Button kind="quiet" className="!h-6" aria-label={`${m.themes.link}: ${key}`} onClick={() => link(id)}>{m.themes.link}</Button>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function LinkedItem({ id, onUnlink }: { id: string; onUnlink: (() => void) | undefined }) {
  const row = useQuery(itemDetailQuery(id)).data?.row;
  if (!row) return <li className="skeleton my-1.5 h-4 w-3/4" />;
  return (
    <li className="group flex items-center gap-2">
      <StatusGlyph status={row.status} />
      <Link href={paths.item(row.key)} className="min-w-0 flex-1 truncate py-1 hover:underline" title={row.title}><span className="text-faint">{row.key}</span> {row.title}</Link>
      {onUnlink && <IconButton icon={CloseIcon} label={m.themes.unlink(row.key)} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={onUnlink} />}
    </li>
  );
}
