/** Key caps of a chord. */
import { shownCaps } from "@/actions/keys";
import { m } from "@/messages";

export function Kbd({ chord }: { chord: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-faint">
      {shownCaps(chord).map((step, index) => (
        <span key={index} className="inline-flex items-center gap-0.5">
          {index > 0 && <span className="px-0.5 text-xs">{m.shell.keySheetThen}</span>}
          {step.map((cap) => (
            <kbd key={cap} className="min-w-4 rounded-sm border border-line bg-canvas px-1 text-center">{cap}</kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
