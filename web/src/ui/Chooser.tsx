/** A list to choose from by typing or arrows: one value, or several. Goes inside a Popover. */
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from "react";
import { m } from "@/messages";
import { CheckIcon } from "./icons";
import { cx } from "./cx";
import { typedAhead } from "./typedAhead";

export interface ChooserOption {
  id: string;
  label: string;
  icon?: ReactNode;
  hint?: string | undefined;
  disabledReason?: string | undefined;
}

interface ChooserProps {
  label: string;
  options: readonly ChooserOption[];
  chosen: ReadonlySet<string>;
  onChoose: (id: string) => void;
  /** Offers to create what was typed. */
  onCreate?: (text: string) => void;
  /** How that offer reads. */
  createLabel?: (text: string) => string;
  /** Told what is typed, when the options are searched elsewhere. */
  onSearch?: (text: string) => void;
  multiple?: boolean;
}

export function Chooser({ label, options, chosen, onChoose, onCreate, createLabel = m.items.createOption, onSearch, multiple = false }: ChooserProps) {
  const [text, setText] = useState(typedAhead);
  const [at, setAt] = useState(0);
  const listId = useId();
  const words = text.trim().toLowerCase();
  const shown = useMemo(() => {
    const matching = onSearch ? options : options.filter((option) => `${option.label} ${option.hint ?? ""}`.toLowerCase().includes(words));
    const exact = options.some((option) => option.label.toLowerCase() === words);
    return onCreate && words && !exact ? [...matching, { id: CREATE, label: createLabel(text.trim()) }] : matching;
  }, [options, words, text, onCreate, createLabel, onSearch]);
  const active = Math.min(at, shown.length - 1);

  const choose = (option: ChooserOption | undefined) => {
    if (!option || option.disabledReason !== undefined) return;
    if (option.id === CREATE) onCreate?.(text.trim());
    else onChoose(option.id);
    if (multiple) setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(shown.length - 1, active + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, active - 1));
    else if (event.key === "Enter") choose(shown[active]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex min-h-0 w-60 flex-col">
      <input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={shown[active] ? `${listId}-${active}` : undefined}
        aria-label={label}
        placeholder={label}
        className="h-8 shrink-0 border-b border-line bg-transparent px-3 outline-none"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          onSearch?.(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={label} aria-multiselectable={multiple} className="max-h-72 overflow-auto p-1">
        {shown.length === 0 && <div className="px-2 py-3 text-center text-muted">{m.items.noOption}</div>}
        {shown.map((option, index) => (
          <div
            key={option.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={chosen.has(option.id)}
            aria-disabled={option.disabledReason !== undefined}
            title={option.disabledReason}
            ref={(element) => {
              if (index === active) element?.scrollIntoView({ block: "nearest" });
            }}
            className={cx("menu-item", index === active && "bg-active", option.disabledReason !== undefined && "text-faint")}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(option)}
          >
            {option.icon}
            <span className="min-w-0 flex-1 truncate">
              {option.label}
              {option.disabledReason !== undefined && <span className="block truncate text-xs">{option.disabledReason}</span>}
            </span>
            {option.hint && <span className="max-w-28 truncate text-xs text-faint">{option.hint}</span>}
            {chosen.has(option.id) && <CheckIcon className="shrink-0" />}
          </div>
        ))}
      </div>
    </div>
  );
}

const CREATE = "\u0000create";
