/** A part of a page with its heading and what can be done about it. */
import type { ReactNode } from "react";

interface SectionProps {
  title: string;
  id?: string;
  /** Small and grey, at the heading: a count, a unit. */
  note?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
}

export function Section({ title, id, note, tools, children }: SectionProps) {
  return (
    <section id={id} aria-label={title} className="scroll-mt-4">
      <div className="flex min-h-7 flex-wrap items-center gap-x-2 pb-1">
        <h2 className="text-sm text-muted">{title}</h2>
        {note !== undefined && <span className="text-sm text-faint">{note}</span>}
        <span className="flex-1" />
        {tools}
      </div>
      {children}
    </section>
  );
}
