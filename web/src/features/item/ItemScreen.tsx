/** The page of one item. */
import { RankDialog, DeleteDialog } from "@/features/items";
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { useActions } from "@/actions/context";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { IconButton } from "@/ui/Button";
import { LaneGlyph } from "@/ui/glyphs";
import { MoreIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Menu } from "@/ui/Menu";
import { showToast } from "@/ui/toasts";
import { useNow } from "@/ui/useNow";
import { itemDetailQuery } from "@/features/items";
import { useItemWrites } from "@/features/items";
import { ItemBody } from "./ItemBody";


export function ItemScreen() {
  const { key } = useParams({ strict: false }) as { key: string };
  const router = useRouter();
  const detail = useQuery(itemDetailQuery(key)).data;
  const writes = useItemWrites();
  const session = useSession();
  const { today } = useNow();
  const [layer, setLayer] = useState<"rank" | "delete">();
  const row = detail?.row;
  const writable = row !== undefined && mayWrite(session, row.product_id);
  useScrollToPart(row !== undefined);
  useEffect(() => {
    if (!row) return;
    document.title = `${row.key} ${row.title} · ${m.shell.product}`;
    return () => void (document.title = m.shell.product);
  }, [row]);

  const copyLink = () => {
    void navigator.clipboard.writeText(`${location.origin}${paths.item(row?.key ?? key)}`);
    showToast({ kind: "done", title: m.item.copied });
  };
  const openLedger = () => router.history.push(paths.ledger({ entity_id: row?.id ?? key }));
  useActions([
    { id: "item.back", title: m.shell.goTo(m.items.backlog), group: "navigate", keys: ["Escape"], keysOnly: true, run: () => (router.history.canGoBack() ? router.history.back() : router.history.push(paths.backlog())) },
    { id: "item.rank", title: m.items.actions.rankAt, group: "item", keys: ["r"], when: () => writable, run: () => setLayer("rank") },
    { id: "item.unrank", title: m.items.actions.unrank, group: "item", when: () => writable && row?.override !== undefined, run: () => row && void writes.unrank(row) },
    { id: "item.why", title: m.items.actions.why, group: "item", keys: ["w"], when: () => row !== undefined, run: () => document.getElementById("move")?.scrollIntoView({ block: "start" }) },
    { id: "item.ledger", title: m.item.openLedger, group: "item", run: openLedger },
    { id: "item.copy_link", title: m.item.copyLink, group: "item", run: copyLink },
    { id: "item.remove", title: m.items.actions.remove, group: "item", when: () => writable, run: () => setLayer("delete") },
  ]);
  const choices = [
    { id: "rank", label: m.items.actions.rankAt, chord: "r", disabledReason: writable ? undefined : m.item.readOnly, run: () => setLayer("rank") },
    ...(row?.override ? [{ id: "unrank", label: m.items.actions.unrank, disabledReason: writable ? undefined : m.item.readOnly, run: () => void writes.unrank(row) }] : []),
    { id: "ledger", label: m.item.openLedger, run: openLedger },
    { id: "copy", label: m.item.copyLink, run: copyLink },
    { id: "delete", label: m.items.actions.remove, separated: true, disabledReason: writable ? undefined : m.item.readOnly, run: () => setLayer("delete") },
  ];
  return (
    <>
      <Region name="crumbs">
        <Link href={paths.backlog()} className="font-normal text-muted hover:text-ink max-sm:hidden">{m.items.backlog}</Link>
        <span className="text-faint max-sm:hidden" aria-hidden="true">/</span>
        {row && <LaneGlyph lane={row.lane} />}
        <h1 className="whitespace-nowrap text-base">{row?.key ?? key}</h1>
        {row?.rank !== undefined && <span className="whitespace-nowrap font-normal text-faint">{m.item.place(row.rank)}</span>}
      </Region>
      <Region name="tools">{row && <Menu label={m.item.more} choices={choices} trigger={<IconButton icon={MoreIcon} label={m.item.more} />} />}</Region>
      <ItemBody key={key} idOrKey={key} />
      <Suspense>
        {layer === "rank" && row && <RankDialog request={{ row }} today={today} onClose={() => setLayer(undefined)} />}
        {layer === "delete" && row && (
          <DeleteDialog
            targets={{ kind: "rows", rows: [row] }}
            onClose={() => setLayer(undefined)}
            onDelete={() => {
              setLayer(undefined);
              void writes.remove({ kind: "rows", rows: [row] }).then((done) => done && router.history.push(paths.backlog()));
            }}
          />
        )}
      </Suspense>
    </>
  );
}

/** `#history` and `#score` lead to a section once it is there. */
function useScrollToPart(ready: boolean): void {
  const part = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => {
    if (ready && part) document.getElementById(part)?.scrollIntoView({ block: "start" });
  }, [ready, part]);
}
