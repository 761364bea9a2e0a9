/** Asks before something that deserves it: says what will happen, takes a reason where one is kept, shows why it failed. */
import { useState, type FormEvent, type ReactNode } from "react";
import { m } from "@/messages";
import { Button } from "./Button";
import { Dialog, DialogButtons } from "./Dialog";
import { Field } from "./Field";
import { ProblemLine } from "./Notice";

interface ConfirmProps {
  title: string;
  children?: ReactNode;
  /** The verb on the button. */
  act: string;
  kind?: "primary" | "danger";
  /** Asks for a reason, required or not. */
  reason?: "required" | "optional";
  onClose: () => void;
  /** May throw: the dialog then stays open and tells why. Afterwards the dialog closes. */
  onConfirm: (reason: string) => Promise<void>;
}

export function Confirm({ title, children, act, kind = "primary", reason, onClose, onConfirm }: ConfirmProps) {
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm(text.trim());
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form onSubmit={(event) => void submit(event)}>
        {children && <div className="pb-3 text-muted">{children}</div>}
        {reason && (
          <Field label={m.items.reason} help={m.items.reasonHelp}>
            {(control) => <input {...control} autoFocus required={reason === "required"} className="field w-full" value={text} onChange={(event) => setText(event.target.value)} />}
          </Field>
        )}
        <ProblemLine error={error} />
        <DialogButtons>
          <Button onClick={onClose}>{m.shell.cancel}</Button>
          <Button kind={kind} type="submit" autoFocus={!reason} disabled={busy || (reason === "required" && !text.trim())}>{act}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
