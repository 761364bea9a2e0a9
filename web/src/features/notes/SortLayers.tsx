/** Why notes are dismissed, until when they are snoozed. */
import { useState } from "react";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { addDays } from "@/ui/dates";
import { Field } from "@/ui/Field";
import { OpenMenu } from "@/ui/Menu";
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
  const until = (date: string) => () => onSnooze(date);
  const snoozes = [
    { id: "tomorrow", label: m.notes.snoozes.tomorrow, run: until(addDays(today, 1)) },
    { id: "week", label: m.notes.snoozes.week, run: until(nextMonday(today)) },
    { id: "month", label: m.notes.snoozes.month, run: until(addDays(today, 30)) },
    { id: "day", label: m.notes.snoozes.day, run: () => setChoosingDay(true), separated: true },
  ];
  return (
    <>
      {asking?.kind === "snooze" && <OpenMenu anchor={asking.anchor} label={m.notes.snoozeUntil} choices={snoozes} onClose={onClose} />}
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
