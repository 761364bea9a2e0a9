/** Asks before deleting items; says that it can be undone. */
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { countOf, type Targets } from "../targets";

export default function DeleteDialog({ targets, onDelete, onClose }: { targets: Targets; onDelete: () => void; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={m.items.deleteTitle(countOf(targets))} description={m.items.deleteText}>
      <DialogButtons>
        <Button onClick={onClose}>{m.shell.cancel}</Button>
        <Button kind="danger" autoFocus onClick={onDelete}>{m.items.actions.remove}</Button>
      </DialogButtons>
    </Dialog>
  );
}
