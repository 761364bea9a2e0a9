/** The words of a note: own words, turns of speakers, asides folded; over them what is suggested, marked already, and being marked. */
import { Fragment, useState, type KeyboardEvent, type ReactNode } from "react";
import type { NoteSuggestion, StatementKind } from "@/api/types";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import { StatementGlyph } from "@/ui/glyphs";
import { ChevronDownIcon, ChevronRightIcon } from "@/ui/icons";
import { clock, type Block } from "./blocks";
import { cutUp, type Span } from "./places";

export type Layer = Span & ({ kind: "suggested"; index: number; suggestion: NoteSuggestion } | { kind: "made"; as: StatementKind | "evidence"; says: string } | { kind: "marked" });

interface NoteTextProps {
  text: string;
  blocks: readonly Block[];
  layers: readonly Layer[];
  /** The suggestion that is chosen. */
  chosen: number | undefined;
  onSuggestion: (index: number) => void;
  /** Enter on a suggestion: what it is suggested to be. */
  onAccept: (index: number) => void;
}

export function NoteText({ blocks, ...rest }: NoteTextProps) {
  const draw = (span: Span) => <Pieces span={span} {...rest} />;
  return blocks.map((block, at) => {
    const before = blocks[at - 1];
    if (block.kind === "aside") return <Aside key={block.start} block={block} text={rest.text}>{draw(block)}</Aside>;
    if (block.kind === "own") return <p key={block.start} className="whitespace-pre-wrap pb-3 [overflow-wrap:anywhere]">{draw(block)}</p>;
    const goesOn = before?.kind === "turn" && before.speaker === block.speaker;
    return (
      <div key={block.start} className={cx("grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 pb-2 max-sm:grid-cols-1", goesOn && "-mt-1")}>
        <div className="select-none text-sm text-muted">
          {!goesOn && <div className="truncate font-medium" title={block.speaker}>{block.speaker}</div>}
          {block.seconds !== undefined && <div className="text-xs text-faint max-sm:hidden">{clock(block.seconds)}</div>}
        </div>
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{draw(block)}</p>
      </div>
    );
  });
}

function Aside({ block, text, children }: { block: Extract<Block, { kind: "aside" }>; text: string; children: ReactNode }) {
  // A question belongs to its answer; the rest is out of the way until it is wanted.
  const [open, setOpen] = useState(block.aside === "question");
  const Chevron = open ? ChevronDownIcon : ChevronRightIcon;
  const lines = text.slice(block.start, block.end).split("\n").length;
  if (block.aside === "question") return <p className="pb-1 font-medium text-muted">{children}</p>;
  return (
    <div className="pb-3">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="-ml-1 inline-flex h-6 select-none items-center gap-1 rounded-md px-1 text-sm text-faint hover:bg-hover hover:text-ink">
        <Chevron />
        {m.notes.asideShow(m.notes.asides[block.aside], lines)}
      </button>
      {open && <p className="whitespace-pre-wrap border-l-2 border-line-strong pl-3 text-muted [overflow-wrap:anywhere]">{children}</p>}
    </div>
  );
}

function Pieces({ text, span, layers, chosen, onSuggestion, onAccept }: Omit<NoteTextProps, "blocks"> & { span: Span }) {
  return cutUp(span, layers).map(({ start, end, over }) => {
    const words = text.slice(start, end);
    const suggested = over.filter((layer) => layer.kind === "suggested");
    const made = over.filter((layer) => layer.kind === "made");
    const marked = over.some((layer) => layer.kind === "marked");
    // The places are on the element that holds the text alone: a selection is read from them.
    const drawn = <span data-at={start} className={cx(made.length > 0 && !marked && "rounded-sm bg-(--made)", marked && "rounded-sm bg-(--marked)")} title={made.map(({ says }) => says).join("\n") || undefined}>{words}</span>;
    const top = suggested.at(-1);
    const begins = suggested.filter((layer) => layer.start === start);
    const glyphs = [...begins, ...made.filter((layer) => layer.start === start)].map((layer, i) => <Glyph key={i} kind={layer.kind === "made" ? layer.as : layer.suggestion.kind} />);
    if (!top) return <Fragment key={start}>{glyphs}{drawn}</Fragment>;
    const first = begins[0];
    const because = `${m.notes.suggestedWhy(m.notes.suggestedKinds[top.suggestion.kind], top.suggestion.because)}`;
    return (
      <span
        key={start}
        className={cx("suggested rounded-sm", chosen === top.index && "is-chosen")}
        title={because}
        {...(first ? { id: suggestionId(first.index), role: "button", tabIndex: 0, "aria-pressed": chosen === first.index, "aria-label": `${m.notes.suggested(m.notes.suggestedKinds[first.suggestion.kind])}: ${text.slice(first.start, first.end)}`, onFocus: () => onSuggestion(first.index), onKeyDown: (event: KeyboardEvent) => event.key === "Enter" && (event.preventDefault(), onAccept(first.index)) } : {})}
        onClick={() => document.getSelection()?.isCollapsed && onSuggestion(top.index)}
      >
        {glyphs}
        {drawn}
      </span>
    );
  });
}

export const suggestionId = (index: number) => `suggestion-${index}`;

function Glyph({ kind }: { kind: StatementKind | "evidence" | "promise" }) {
  if (kind === "evidence") return null;
  return <span aria-hidden="true" className="mr-0.5 inline-flex select-none align-[-2px]">{kind === "promise" ? <span className="text-sm text-warn">◷</span> : <StatementGlyph kind={kind} size={13} />}</span>;
}
