/** One change set in a line; opens to what it changed. */
import type { LedgerEntry } from "@/api/types";
import { m } from "@/messages";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { exactMoment } from "@/ui/dates";
import { ChevronDownIcon, ChevronRightIcon, UndoIcon } from "@/ui/icons";
import { Changes } from "./Changes";

interface EntryRowProps {
  entry: LedgerEntry;
  open: boolean;
  current: boolean;
  onToggle: () => void;
  /** Absent: nothing can be taken back by this person, or it is already. */
  onUndo: (() => void) | undefined;
}

const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false });

export function EntryRow({ entry, open, current, onToggle, onUndo }: EntryRowProps) {
  const gone = entry.undone_by !== undefined;
  const notes = [
    entry.actor.name,
    entry.cause !== "api" && m.ledger.causes[entry.cause],
    entry.change_count > 1 && m.ledger.changes(entry.change_count),
    entry.undoes !== undefined && m.ledger.undoes(entry.undoes),
    entry.undone_by !== undefined && m.ledger.undone(entry.undone_by),
    entry.reason && !entry.summary.includes(entry.reason) && m.ledger.because(entry.reason),
  ].filter(Boolean);
  return (
    <li id={`entry-${entry.position}`} className={cx("group border-b border-line/60", current && "is-current")} style={{ contentVisibility: open ? "visible" : "auto", containIntrinsicSize: "auto 44px" }}>
      <div className="flex items-start gap-2 px-4 hover:bg-hover">
        <button type="button" aria-expanded={open} onClick={onToggle} className="flex min-w-0 flex-1 items-start gap-2 py-1.5 text-left">
          {open ? <ChevronDownIcon className="mt-0.5 shrink-0 text-faint" /> : <ChevronRightIcon className="mt-0.5 shrink-0 text-faint" />}
          <time dateTime={entry.at} title={exactMoment(entry.at)} className="w-10 shrink-0 text-faint">{clock.format(Date.parse(entry.at))}</time>
          <span className="min-w-0 flex-1">
            <span className={cx("block break-words", gone && "text-muted line-through")}>{entry.summary}</span>
            <span className="block break-words text-sm text-faint">{notes.join(" · ")}</span>
          </span>
        </button>
        <span className="pt-1.5 text-sm text-faint max-sm:hidden" title={m.ledger.hash(entry.hash)}>{entry.position.toLocaleString("en")}</span>
        <span className="w-(--control) shrink-0 py-1">
          {onUndo && <IconButton icon={UndoIcon} label={entry.undoes !== undefined ? m.ledger.redo : m.ledger.undo} className="opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={onUndo} />}
        </span>
      </div>
      {open && (
        <div className="px-4">
          <p className="pl-6 text-xs text-faint">{m.ledger.position(entry.position)} · {exactMoment(entry.at)} · <span className="font-mono">{m.ledger.hash(entry.hash)}</span></p>
          <Changes position={entry.position} count={entry.change_count} />
        </div>
      )}
    </li>
  );
}
