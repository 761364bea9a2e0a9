/** The filter as text; the server judges it, and here is a caret under the character where it stops making sense. */
import { useState, type FormEvent } from "react";
import { toProblem } from "@/api/problem";
import { m } from "@/messages";
import { Button } from "@/ui/Button";

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
  const fault = text === filter ? serverFault(error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply(text.trim());
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
          onChange={(event) => setText(event.target.value)}
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
  const message = problem.errors?.[0]?.message ?? problem.detail ?? problem.title;
  return { message: problem.hint ? `${message} (${problem.hint})` : message, at: problem.span?.[0] };
}
