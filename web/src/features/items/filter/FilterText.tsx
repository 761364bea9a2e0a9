/** The filter as text, with a caret under the character where it stops making sense. */
import { useState, type FormEvent } from "react";
import { toProblem } from "@/api/problem";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { FilterSyntaxError, parseFilter } from "./language";

interface FilterTextProps {
  filter: string;
  error: unknown;
  onApply: (filter: string) => void;
  onCancel: (() => void) | undefined;
}

interface Fault {
  message: string;
  at: number | undefined;
}

export function FilterText({ filter, error, onApply, onCancel }: FilterTextProps) {
  const [text, setText] = useState(filter);
  const [own, setOwn] = useState<Fault>();
  const fault = own ?? (text === filter ? serverFault(error) : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    try {
      parseFilter(text);
      onApply(text.trim());
    } catch (problem) {
      if (!(problem instanceof FilterSyntaxError)) throw problem;
      setOwn({ message: problem.message, at: problem.at });
    }
  };
  return (
    <form onSubmit={submit} className="min-w-0 flex-1 font-mono text-sm">
      <div className="flex items-center gap-1.5">
        <input
          autoFocus
          spellCheck={false}
          className="field min-w-0 flex-1"
          aria-label={m.items.filterAsText}
          aria-invalid={fault !== undefined}
          aria-describedby="filter-fault"
          placeholder={m.items.filterTextHelp}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setOwn(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") onCancel?.();
          }}
        />
        <Button type="submit" kind="primary">{m.items.filterApply}</Button>
        {onCancel ? <Button kind="quiet" onClick={onCancel}>{m.shell.cancel}</Button> : <Button kind="quiet" onClick={() => onApply("")}>{m.items.actions.clear}</Button>}
      </div>
      <div id="filter-fault" role="alert" className="overflow-hidden whitespace-pre px-2 text-danger">
        {fault && (fault.at === undefined ? fault.message : `${" ".repeat(fault.at)}^ ${fault.message}`)}
      </div>
    </form>
  );
}

function serverFault(error: unknown): Fault | undefined {
  if (error === undefined) return undefined;
  const problem = toProblem(error);
  const [first] = problem.errors ?? [];
  return { message: first?.message ?? problem.detail ?? problem.title, at: first?.start };
}
