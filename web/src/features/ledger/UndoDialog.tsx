/** Before a change set is taken back: says what goes, takes a reason, and tells what could not be taken back. */
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, write } from "@/api/client";
import { isConflict } from "@/api/problem";
import type { LedgerEntry, Problem } from "@/api/types";
import { announce } from "@/api/undo";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { itemFieldLabel } from "@/features/item";
import { useNames } from "@/features/items";
import { useChanges } from "./Changes";

const SHOWN = 6;
type Conflicts = NonNullable<Problem["current"]>["conflicts"];

export function UndoDialog({ entry, onClose }: { entry: LedgerEntry; onClose: () => void }) {
  const queries = useQueryClient();
  const changes = useChanges(entry.position).data?.pages[0]?.changes;
  const [conflicts, setConflicts] = useState<Conflicts>();
  const redo = entry.undoes !== undefined;
  // What could not be taken back is told before this goes away.
  const told = useRef(false);
  const close = () => !told.current && onClose();
  const undo = async (reason: string) => {
    try {
      const done = await write(api.POST("/api/v1/ledger/{position}/undo", { params: { path: { position: entry.position } }, body: reason ? { reason } : {} }));
      announce(queries, done, m.ledger.undoDone(done.data.changed));
      void queries.invalidateQueries();
    } catch (error) {
      if (!isConflict(error)) throw error;
      told.current = true;
      setConflicts(error.problem.current.conflicts);
    }
  };
  if (conflicts) return <Left conflicts={conflicts} onClose={onClose} />;
  return (
    <Confirm title={redo ? m.ledger.redoTitle(entry.undoes!) : m.ledger.undoTitle(entry.position)} act={redo ? m.ledger.redo : m.ledger.undo} reason="optional" onClose={close} onConfirm={undo}>
      <p className="pb-1 font-medium text-ink">{entry.summary}</p>
      <p>{m.ledger.undoText(entry.change_count)}</p>
      {changes && changes.length > 1 && (
        <ul className="list-disc pl-5 pt-2">
          {changes.slice(0, SHOWN).map((change, index) => (
            <li key={index} className="truncate">{change.entity_label} <span className="text-faint">{m.ledger.ops[change.op]}</span></li>
          ))}
          {entry.change_count > SHOWN && <li className="text-faint">{m.ledger.undoMore(entry.change_count - Math.min(SHOWN, changes.length))}</li>}
        </ul>
      )}
    </Confirm>
  );
}

function Left({ conflicts, onClose }: { conflicts: Conflicts; onClose: () => void }) {
  const names = useNames();
  return (
    <Dialog open onClose={onClose} title={m.ledger.conflictsNone}>
      <ul className="list-disc pl-5">
        {conflicts.map((conflict, index) => (
          <li key={index}>
            {itemFieldLabel(conflict.field)} <span className="text-muted">{m.ledger.conflictNow(names.say(conflict.field, conflict.theirs))}</span>
          </li>
        ))}
      </ul>
      <DialogButtons><Button kind="primary" autoFocus onClick={onClose}>{m.shell.close}</Button></DialogButtons>
    </Dialog>
  );
}
