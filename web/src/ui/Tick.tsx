/** A check box with room for a finger: the box is small, its target is not. */
interface TickProps {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: () => void;
}

export function Tick({ label, checked, disabled = false, onChange }: TickProps) {
  return (
    <label className="-ml-1.5 flex size-6 shrink-0 items-center justify-center">
      <input type="checkbox" aria-label={label} className="accent-accent" checked={checked} disabled={disabled} onChange={onChange} />
    </label>
  );
}
