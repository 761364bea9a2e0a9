/** Keeps the URL's state under a name. */
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, write } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { announce } from "@/api/undo";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";

export default function SaveViewDialog({ query, onClose }: { query: string; onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const written = await write(api.POST("/api/v1/views", { body: { name: name.trim(), query, shared } }));
      announce(queries, written, m.items.viewSaved(name.trim()));
      void queries.invalidateQueries({ queryKey: queryKeys.registry("views") });
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog open onClose={onClose} title={m.items.saveView}>
      <form onSubmit={(event) => void save(event)}>
        <Field label={m.items.viewName}>{(control) => <input {...control} autoFocus required className="field w-full" value={name} onChange={(event) => setName(event.target.value)} />}</Field>
        <label className="flex items-center gap-2">
          <input type="checkbox" className="accent-accent" checked={shared} onChange={(event) => setShared(event.target.checked)} />
          {m.items.viewShared}
        </label>
        <ProblemLine error={error} />
        <DialogButtons>
          <Button onClick={onClose}>{m.shell.cancel}</Button>
          <Button kind="primary" type="submit" disabled={!name.trim()}>{m.items.save}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
