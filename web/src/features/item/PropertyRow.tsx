/** One line of the property list: its name, and its value as a button that opens its editor. */
import type { MouseEvent, ReactNode } from "react";
import { m } from "@/messages";
import { cx } from "@/ui/cx";

export const PROPERTY_BUTTON = "flex min-h-7 w-full min-w-0 items-center gap-1.5 rounded-md px-1.5 text-left enabled:hover:bg-hover";

/** In a narrow place empty rows are hidden until all are asked for (`data-all` on the list). */
const EMPTY = "@max-4xl:group-[:not([data-all])]/props:hidden";

export function PropertyRow({ label, empty = false, children }: { label: string; empty?: boolean; children: ReactNode }) {
  return (
    <>
      <dt className={cx("py-1 text-muted", empty && EMPTY)}>{label}</dt>
      <dd className={cx("min-w-0", empty && EMPTY)}>{children}</dd>
    </>
  );
}

export function PropertyButton({ label, shown, onClick }: { label: string; shown: ReactNode; onClick: ((event: MouseEvent<HTMLButtonElement>) => void) | undefined }) {
  return (
    <PropertyRow label={label} empty={!shown}>
      <button type="button" disabled={!onClick} className={PROPERTY_BUTTON} onClick={onClick}>
        {shown || <span className="text-faint">{m.words.none}</span>}
      </button>
    </PropertyRow>
  );
}

export function PropertyDate({ label, value, onSave }: { label: string; value: string | undefined; onSave: ((date: string | null) => void) | undefined }) {
  return (
    <PropertyRow label={label} empty={!value}>
      <input
        type="date"
        aria-label={label}
        disabled={!onSave}
        className={`${PROPERTY_BUTTON} bg-transparent ${value ? "" : "text-faint"}`}
        value={value ?? ""}
        onChange={(event) => (event.target.value === "" || event.target.validity.valid) && onSave?.(event.target.value || null)}
      />
    </PropertyRow>
  );
}
