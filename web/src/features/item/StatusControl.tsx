/** The status with its menu: only the steps that are open; the others say why not. Some ask for a reason, merging for a target. */
import { useState } from "react";
import type { ItemRow, Status } from "@/api/types";
import { ItemChooser } from "@/features/items";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { StatusGlyph } from "@/ui/glyphs";
import { ChevronDownIcon } from "@/ui/icons";
import { Menu } from "@/ui/Menu";
import { Popover } from "@/ui/Popover";
import type { PageProps } from "./page";
import { statusChoices, type StatusChoice } from "./transitions";

export function StatusControl({ detail, edit, bare = false }: Pick<PageProps, "detail" | "edit"> & { bare?: boolean }) {
  const { item } = detail;
  const [asking, setAsking] = useState<StatusChoice>();
  const name = m.words.status[item.status];
  const set = (status: Status, extra: { status_reason?: string; merged_into_id?: string; reason?: string } = {}) =>
    edit?.({ status, ...extra, ...(item.merged_into_id && status !== "merged" ? { merged_into_id: null } : {}) }, m.items.changed(1, m.item.status, m.words.status[status]));
  const choose = (choice: StatusChoice) => {
    if (choice.current) return;
    if (choice.needsReason || choice.asksTarget) setAsking(choice);
    else void set(choice.status);
  };
  const shown = (
    <>
      <StatusGlyph status={item.status} />
      {name}
    </>
  );
  if (!edit) return <span className="inline-flex items-center gap-1.5">{shown}</span>;
  return (
    <>
      <Menu
        label={m.item.status}
        choices={statusChoices(detail, m.item.notOffered(name.toLowerCase())).map((choice) => ({
          id: choice.status,
          label: `${m.words.status[choice.status]}${choice.needsReason && !choice.current ? " …" : ""}`,
          icon: <StatusGlyph status={choice.status} />,
          chosen: choice.current,
          disabledReason: choice.refused,
          run: () => choose(choice),
        }))}
        trigger={
          <Button kind={bare ? "quiet" : "plain"} aria-label={`${m.item.status}: ${name}`} className={bare ? "!text-ink !px-1.5" : undefined}>
            {shown}
            <ChevronDownIcon className="text-faint" />
          </Button>
        }
      />
      {asking?.asksTarget && <MergeInto title={item.title} id={item.id} onClose={() => setAsking(undefined)} onMerge={async (target, reason) => void (await set("merged", { merged_into_id: target.id, status_reason: reason, reason }))} />}
      {asking && !asking.asksTarget && (
        <Confirm
          title={m.item.reasonTitle(m.words.status[asking.status])}
          act={m.words.status[asking.status]}
          reason="required"
          onClose={() => setAsking(undefined)}
          onConfirm={async (reason) => void (await set(asking.status, { status_reason: reason, reason }))}
        />
      )}
    </>
  );
}

function MergeInto({ id, title, onClose, onMerge }: { id: string; title: string; onClose: () => void; onMerge: (target: ItemRow, reason: string) => Promise<void> }) {
  const [target, setTarget] = useState<ItemRow>();
  const [open, setOpen] = useState(false);
  return (
    <Confirm
      title={m.item.statusMerge(title)}
      act={m.item.mergeAct}
      reason="required"
      onClose={onClose}
      onConfirm={async (reason) => {
        if (target) await onMerge(target, reason);
        else throw new Error(m.item.mergeTarget);
      }}
    >
      <p className="pb-3">{m.item.mergeText}</p>
      <Popover
        label={m.item.mergeTarget}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button className="w-full !justify-start">
            <span className="min-w-0 truncate">{target ? `${target.key} ${target.title}` : m.item.mergeTarget}</span>
          </Button>
        }
      >
        <ItemChooser
          label={m.item.searchItem}
          without={new Set([id])}
          onChoose={(row) => {
            setTarget(row);
            setOpen(false);
          }}
        />
      </Popover>
    </Confirm>
  );
}
