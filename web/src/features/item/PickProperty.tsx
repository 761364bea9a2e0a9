/** A property chosen from a list: person, goal, a step on a scale. */
import { useState, type ReactNode } from "react";
import { m } from "@/messages";
import { Chooser, type ChooserOption } from "@/ui/Chooser";
import { ChevronDownIcon } from "@/ui/icons";
import { Popover } from "@/ui/Popover";
import { PropertyRow, PROPERTY_BUTTON } from "./PropertyRow";

interface PickPropertyProps {
  label: string;
  value: string | undefined;
  options: readonly ChooserOption[];
  shown?: ReactNode;
  /** Null clears. */
  onSave: ((id: string | null) => void) | undefined;
}

const NONE = "";

export function PickProperty({ label, value, options, shown, onSave }: PickPropertyProps) {
  const [open, setOpen] = useState(false);
  const text = shown ?? options.find(({ id }) => id === value)?.label;
  return (
    <PropertyRow label={label} empty={!value}>
      {onSave ? (
        <Popover
          label={m.items.pick(label)}
          open={open}
          onOpenChange={setOpen}
          trigger={
            <button type="button" className={PROPERTY_BUTTON} aria-label={`${label}: ${typeof text === "string" ? text : (value ?? m.words.none)}`}>
              <span className="min-w-0 truncate">{text ?? <span className="text-faint">{m.words.none}</span>}</span>
              <ChevronDownIcon className="ml-auto shrink-0 text-faint opacity-0" />
            </button>
          }
        >
          <Chooser
            label={m.items.pick(label)}
            options={[...options, { id: NONE, label: m.items.none(label) }]}
            chosen={new Set([value ?? NONE])}
            onChoose={(id) => {
              setOpen(false);
              if ((value ?? NONE) !== id) onSave(id || null);
            }}
          />
        </Popover>
      ) : (
        <span className="block px-1.5 py-1">{text ?? <span className="text-faint">{m.words.none}</span>}</span>
      )}
    </PropertyRow>
  );
}
