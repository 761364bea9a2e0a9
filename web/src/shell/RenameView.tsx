/** Gives a saved view another name. */
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, ifMatch, write } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { View } from "@/api/types";
import { announce } from "@/api/undo";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";

export default function RenameView({ view, onClose }: { view: View; onClose: () => void }) {
  const queries = useQueryClient();
  const [text, setText] = useState(view.name);
  const [error, setError] = useState<unknown>();
  const name = text.trim();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const written = await write(api.PATCH("/api/v1/views/{id}", { params: { path: { id: view.id }, header: ifMatch(view.version) }, body: { name } }));
      announce(queries, written, m.shell.viewRenamed(view.name, name));
      void queries.invalidateQueries({ queryKey: queryKeys.registry("views") });
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog open onClose={onClose} title={m.shell.renameView}>
      <form onSubmit={(event) => void save(event)}>
        <Field label={m.items.viewName}>{(control) => <input {...control} autoFocus required className="field w-full" value={text} onFocus={(event) => event.target.select()} onChange={(event) => setText(event.target.value)} />}</Field>
        <ProblemLine error={error} />
        <DialogButtons>
          <Button onClick={onClose}>{m.shell.cancel}</Button>
          <Button kind="primary" type="submit" disabled={!name || name === view.name}>{m.items.save}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
