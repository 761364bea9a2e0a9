/** Text that is edited where it stands: click or Enter to begin, Esc to leave it as it was. Saves on Enter, on blur, and with Ctrl/Cmd Enter when it has several lines. */
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { m } from "@/messages";
import { cx } from "./cx";

interface EditTextProps {
  label: string;
  value: string;
  /** Absent: cannot be changed. */
  onSave: ((text: string) => void) | undefined;
  lines?: number;
  placeholder?: string;
  required?: boolean;
  className?: string;
  /** How the text is shown; default: as it is. May hold links, so then an edit button stands beside it. */
  shown?: ReactNode;
}

export function EditText({ label, value, onSave, lines = 1, placeholder, required = false, className, shown }: EditTextProps) {
  const [draft, setDraft] = useState<string>();
  const start = useRef<HTMLButtonElement>(null);
  const begin = () => onSave && setDraft(value);
  const finish = (save: boolean) => {
    const text = draft?.trim() ?? "";
    setDraft(undefined);
    if (save && draft !== undefined && text !== value.trim() && (text || !required)) onSave?.(text);
    // The button is back only after the field is gone.
    setTimeout(() => start.current?.focus({ preventScroll: true }), 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") finish(false);
    else if (event.key === "Enter" && (lines === 1 || event.ctrlKey || event.metaKey)) finish(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (draft !== undefined) {
    const props = {
      "aria-label": label,
      autoFocus: true,
      value: draft,
      onChange: (event: { target: { value: string } }) => setDraft(event.target.value),
      onKeyDown,
      onBlur: () => finish(true),
      className: cx("field w-full", className),
    };
    if (lines === 1) return <input {...props} aria-invalid={required && !draft.trim() ? true : undefined} />;
    return (
      <div>
        <textarea {...props} rows={Math.max(lines, Math.min(24, draft.split("\n").length + 1))} />
        <div className="text-xs text-faint">{m.errors.editHint}</div>
      </div>
    );
  }
  const text = value || <span className="font-normal text-faint">{placeholder ?? m.words.none}</span>;
  if (!onSave) return <div className={cx("whitespace-pre-wrap break-words", className)}>{value && shown ? shown : text}</div>;
  if (value && shown) {
    return (
      <div className="group relative">
        <div className={cx("break-words", className)} onDoubleClick={begin}>{shown}</div>
        <button ref={start} type="button" onClick={begin} className="mt-1 rounded-md px-1.5 text-sm text-muted hover:bg-hover hover:text-ink">{m.errors.edit(label)}</button>
      </div>
    );
  }
  return (
    <button ref={start} type="button" aria-label={value ? `${m.errors.edit(label)}: ${value}` : m.errors.edit(label)} onClick={begin} className={cx("-mx-1.5 block w-[calc(100%+12px)] cursor-text whitespace-pre-wrap break-words rounded-md px-1.5 py-0.5 text-left hover:bg-hover", className)}>
      {text}
    </button>
  );
}
