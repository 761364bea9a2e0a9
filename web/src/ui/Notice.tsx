/** Whole-area messages: an empty place that teaches, and a problem told honestly. */
import type { ReactNode } from "react";
import { headline, toProblem } from "@/api/problem";
import { m } from "@/messages";
import { Button } from "./Button";

interface NoticeProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  icon?: ReactNode;
}

export function Notice({ title, children, actions, icon }: NoticeProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-16 text-center">
      {icon}
      <h2 className="text-lg">{title}</h2>
      {children && <div className="text-muted">{children}</div>}
      {actions && <div className="flex flex-wrap justify-center gap-2 pt-1">{actions}</div>}
    </div>
  );
}

/** What happened, what stayed, what to do. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = toProblem(error);
  return (
    <div role="alert">
      <Notice title={headline(problem)} actions={onRetry && <Button kind="primary" onClick={onRetry}>{m.errors.retry}</Button>}>
        {problem.hint && <p>{problem.hint}</p>}
      </Notice>
    </div>
  );
}

/** The same in one line, inside a dialog or a form. */
export function ProblemLine({ error }: { error: unknown }) {
  if (!error) return null;
  const problem = toProblem(error);
  // A single wrong field is already in the sentence.
  const errors = (problem.errors ?? []).length > 1 ? problem.errors!.map((e) => `${e.field}: ${e.message}`) : [];
  const details = [...errors, problem.hint].filter(Boolean);
  return (
    <div role="alert" className="mt-3 rounded-md bg-danger-soft px-3 py-2 text-danger">
      <div className="font-medium">{headline(problem)}</div>
      {details.map((detail) => (
        <div key={detail}>{detail}</div>
      ))}
    </div>
  );
}
