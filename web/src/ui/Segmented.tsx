/** A few choices side by side, one of them chosen. */
import { useId } from "react";
import { cx } from "./cx";

interface SegmentedProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
}

export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="inline-flex rounded-md border border-line-strong p-0.5" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={cx("flex h-6 items-center rounded-sm px-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent", option.value === value ? "bg-active font-medium" : "text-muted hover:bg-hover")}>
          <input type="radio" name={name} className="sr-only" checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
