/** A labelled form control with its help and its error. */
import { useId, type ReactNode } from "react";

interface FieldProps {
  label: string;
  help?: string;
  error?: string | undefined;
  children: (control: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
}

export function Field({ label, help, error, children }: FieldProps) {
  const id = useId();
  const note = error ?? help;
  return (
    <div className="flex flex-col gap-1 pb-3">
      <label htmlFor={id} className="text-sm font-medium text-muted">{label}</label>
      {children({ id, ...(note ? { "aria-describedby": `${id}-note` } : {}), ...(error ? { "aria-invalid": true as const } : {}) })}
      {note && <div id={`${id}-note`} className={error ? "text-sm text-danger" : "text-sm text-faint"}>{note}</div>}
    </div>
  );
}
