/** Status of items. For one item the server tells which steps are open and why others are not; some steps need a reason, merging the item it lives on in. */
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { STATUSES, type ItemRow, type Status } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { Field } from "@/ui/Field";
import { StatusGlyph } from "@/ui/glyphs";
import { fieldLabel } from "../names";
import { itemDetailQuery } from "../query";
import { countOf } from "../targets";
import { useItemWrites } from "../useItemWrites";
import type { Editing } from "./editing";
import { ItemChooser } from "./ItemChooser";

const NEEDS_REASON = new Set<Status>(["paused", "declined", "merged"]);

export function StatusEditor({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const writes = useItemWrites();
  const { targets } = editing;
  const [only] = targets.kind === "rows" && targets.rows.length === 1 ? targets.rows : [];
  const detail = useQuery({ ...itemDetailQuery(only?.id ?? ""), enabled: only !== undefined });
  const allowed = new Map(detail.data?.allowed_statuses.map((step) => [step.status, step]));
  const [asking, setAsking] = useState<Status>();
  const [mergeInto, setMergeInto] = useState<ItemRow>();
  const current = new Set(targets.kind === "rows" ? targets.rows.map(({ status }) => status) : []);

  const set = (status: Status, reason?: string) => {
    onClose();
    const change = { set: { status, ...(reason ? { status_reason: reason } : {}), ...(mergeInto ? { merged_into_id: mergeInto.id } : {}) }, ...(reason ? { reason } : {}) };
    void writes.change(targets, change, m.items.changed(countOf(targets), fieldLabel("status"), m.words.status[status]));
  };
  if (asking === "merged" && !mergeInto) {
    return <ItemChooser label={m.item.mergeTarget} without={new Set(targets.kind === "rows" ? targets.rows.map(({ id }) => id) : [])} onChoose={setMergeInto} />;
  }
  if (asking) return <ReasonForm status={asking} onSave={(reason) => set(asking, reason)} />;
  return (
    <Chooser
      label={m.items.pick(fieldLabel("status"))}
      options={STATUSES.map((status) => ({ id: status, label: m.words.status[status], icon: <StatusGlyph status={status} />, disabledReason: allowed.get(status)?.refused }))}
      chosen={current.size === 1 ? current : new Set()}
      onChoose={(id) => {
        const status = id as Status;
        if (allowed.get(status)?.needs_reason ?? NEEDS_REASON.has(status)) setAsking(status);
        else set(status);
      }}
    />
  );
}

function ReasonForm({ status, onSave }: { status: Status; onSave: (reason: string) => void }) {
  const [reason, setReason] = useState("");
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) onSave(reason.trim());
  };
  return (
    <form onSubmit={save} className="w-80 p-3">
      <Field label={m.items.reasonFor(m.words.status[status])} help={m.items.reasonHelp}>
        {(control) => <input {...control} autoFocus required className="field w-full" value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <Button kind="primary" type="submit" disabled={!reason.trim()}>{m.words.status[status]}</Button>
    </form>
  );
}
