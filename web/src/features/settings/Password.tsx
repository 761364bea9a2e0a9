/** A new password, for oneself (with the old one) or by an administrator for someone else. */
import { useState, type FormEvent } from "react";
import { api, read } from "@/api/client";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";
import { showToast } from "@/ui/toasts";

const LENGTH = 10;

export function PasswordDialog({ person, onClose }: { person: { id: string; name: string }; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={m.settings.setPasswordOf(person.name)} description={m.settings.setPasswordText}>
      <PasswordForm personId={person.id} own={false} onDone={onClose} onCancel={onClose} />
    </Dialog>
  );
}

export function PasswordForm({ personId, own, onDone, onCancel }: { personId: string; own: boolean; onDone?: () => void; onCancel?: () => void }) {
  const [draft, setDraft] = useState({ current: "", password: "" });
  const [error, setError] = useState<unknown>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      await read(api.PUT("/api/v1/people/{id}/password", { params: { path: { id: personId } }, body: { password: draft.password, ...(own ? { current: draft.current } : {}) } }));
      setDraft({ current: "", password: "" });
      showToast({ kind: "done", title: m.settings.passwordSet });
      onDone?.();
    } catch (problem) {
      setError(problem);
    }
  };
  const field = (name: "current" | "password", label: string, help?: string) => (
    <Field label={label} {...(help ? { help } : {})}>
      {(control) => (
        <input {...control} type="password" required={name === "password"} minLength={name === "password" ? LENGTH : undefined} autoComplete={name === "current" ? "current-password" : "new-password"} className="field w-full" value={draft[name]} onChange={(event) => setDraft({ ...draft, [name]: event.target.value })} />
      )}
    </Field>
  );
  return (
    <form onSubmit={(event) => void save(event)} className="max-w-sm">
      {own && field("current", m.settings.currentPassword)}
      {field("password", m.settings.newPassword, m.session.passwordHelp)}
      <ProblemLine error={error} />
      <DialogButtons>
        {onCancel && <Button onClick={onCancel}>{m.shell.cancel}</Button>}
        <Button type="submit" kind={onCancel ? "primary" : "plain"} disabled={draft.password.length < LENGTH}>{m.settings.setPassword}</Button>
      </DialogButtons>
    </form>
  );
}
