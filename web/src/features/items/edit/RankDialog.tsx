/** Ranking by hand: says where the item will stand, asks why and until when. */
import { useState, type FormEvent } from "react";
import type { ItemRow } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { addDays } from "@/ui/dates";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";
import { useItemWrites } from "../useItemWrites";

/** An override lasts this long unless one says otherwise. */
const LASTS_DAYS = 30;

export interface RankRequest {
  row: ItemRow;
  /** Beside which row; absent asks for a position. */
  beside?: { row: ItemRow; edge: "before" | "after" };
}

export default function RankDialog({ request, today, onClose }: { request: RankRequest; today: string; onClose: () => void }) {
  const writes = useItemWrites();
  const { row, beside } = request;
  const [reason, setReason] = useState("");
  const [expires, setExpires] = useState(addDays(today, LASTS_DAYS));
  const [position, setPosition] = useState(String(row.rank ?? 1));
  const [error, setError] = useState<unknown>();
  const place = !beside ? m.items.rankPositionText : beside.edge === "before" ? m.items.rankBefore(beside.row.title) : m.items.rankAfter(beside.row.title);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const where = !beside ? { position: Number(position) } : beside.edge === "before" ? { before_id: beside.row.id } : { after_id: beside.row.id };
    try {
      await writes.rank(row, { ...where, reason: reason.trim(), expires });
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog open onClose={onClose} title={m.items.rankTitle(row.key)} description={m.items.rankText(place)}>
      <form onSubmit={(event) => void save(event)}>
        {!beside && (
          <Field label={m.items.rankPosition}>
            {(control) => <input {...control} autoFocus type="number" min="1" required className="field w-28" value={position} onChange={(event) => setPosition(event.target.value)} />}
          </Field>
        )}
        <Field label={m.items.reason} help={m.items.reasonHelp}>
          {(control) => <input {...control} autoFocus={beside !== undefined} required className="field w-full" value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <Field label={m.items.rankExpires} help={m.items.rankExpiresHelp}>
          {(control) => <input {...control} type="date" required min={today} className="field" value={expires} onChange={(event) => setExpires(event.target.value)} />}
        </Field>
        <ProblemLine error={error} />
        <DialogButtons>
          <Button onClick={onClose}>{m.shell.cancel}</Button>
          <Button kind="primary" type="submit" disabled={!reason.trim()}>{m.items.rankSave}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
