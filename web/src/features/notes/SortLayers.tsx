/** Why notes are dismissed, until when they are snoozed. */
import { useState } from "react";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { addDays, exactDate } from "@/ui/dates";
import { Field } from "@/ui/Field";
import { OpenPopover } from "@/ui/Popover";
import { useNow } from "@/ui/useNow";

export type Asking = { kind: "dismiss" | "snooze"; anchor: Element };

interface SortLayersProps {
  asking: Asking | undefined;
  onClose: () => void;
  onDismiss: (reason: string) => void;
  onSnooze: (until: string) => void;
}

/** The layers that ask why, or until when. */
export function SortLayers({ asking, onClose, onDismiss, onSnooze }: SortLayersProps) {
  const { today } = useNow();
  const [choosingDay, setChoosingDay] = useState(false);
  const [day, setDay] = useState("");
  const days = { tomorrow: addDays(today, 1), week: nextMonday(today), month: addDays(today, 30) };
  const snoozes = [...Object.entries(days).map(([id, date]) => ({ id, label: m.notes.snoozes[id as keyof typeof days], hint: exactDate(date) })), { id: "day", label: m.notes.snoozes.day }];
  const snooze = (id: string) => {
    if (id !== "day") return onSnooze(days[id as keyof typeof days]);
    setChoosingDay(true);
    onClose();
  };
  return (
    <>
      {asking?.kind === "snooze" && (
        <OpenPopover anchor={asking.anchor} label={m.notes.snoozeUntil} onClose={onClose}>
          <Chooser label={m.notes.snoozeUntil} options={snoozes} chosen={NONE} onChoose={snooze} />
        </OpenPopover>
      )}
      {asking?.kind === "dismiss" && (
        <OpenPopover anchor={asking.anchor} label={m.notes.dismiss} onClose={onClose}>
          <Chooser label={m.notes.dismissWhy} options={m.notes.dismissReasons.map((reason) => ({ id: reason, label: reason }))} chosen={NONE} onChoose={onDismiss} onCreate={onDismiss} createLabel={m.notes.dismissUse} />
        </OpenPopover>
      )}
      {choosingDay && (
        <Dialog open title={m.notes.snoozeUntil} onClose={() => setChoosingDay(false)} width="w-80">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              setChoosingDay(false);
              onSnooze(day);
            }}
          >
            <Field label={m.notes.snoozeUntil}>{(control) => <input {...control} type="date" required autoFocus min={addDays(today, 1)} className="field w-full" value={day} onChange={(event) => setDay(event.target.value)} />}</Field>
            <DialogButtons>
              <Button onClick={() => setChoosingDay(false)}>{m.shell.cancel}</Button>
              <Button kind="primary" type="submit" disabled={!day}>{m.notes.snooze}</Button>
            </DialogButtons>
          </form>
        </Dialog>
      )}
    </>
  );
}

const NONE: ReadonlySet<string> = new Set();

/** The Monday after a day. */
export function nextMonday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, ((8 - weekday) % 7) || 7);
}
