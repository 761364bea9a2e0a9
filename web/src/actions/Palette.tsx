/** The command palette (Ctrl/Cmd K): everything the registry can do now, and what is found by words and meaning. */
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback, useMemo, useState, type KeyboardEvent, type ReactNode } from "react";
import { HIT_KINDS, HitGlyph, hitPath, Marked, searchQuery, type HitKind } from "@/features/search";
import type { SearchAnswer } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { cx } from "@/ui/cx";
import { Dialog } from "@/ui/Dialog";
import { SearchIcon } from "@/ui/icons";
import { Kbd } from "@/ui/Kbd";
import { useSettled } from "@/ui/useSettled";
import { useRegistry } from "./context";
import { matchScore } from "./match";

interface Choice {
  id: string;
  group: string;
  label: ReactNode;
  end?: ReactNode;
  run: () => void;
}

/** `typed` is what was typed while this was being fetched. */
export default function Palette({ typed, onClose }: { typed: string; onClose: () => void }) {
  const [query, setQuery] = useState(typed);
  const [at, setAt] = useState(0);
  const choices = useChoices(query.trim());
  const active = Math.min(at, choices.length - 1);

  const run = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    // After the dialog has given the focus back, so that an action may move it.
    setTimeout(choice.run, 0);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && choices.length > 0) setAt((active + step + choices.length) % choices.length);
    else if (event.key === "Enter") run(choices[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open onClose={onClose} title={m.shell.openPalette} width="w-[38rem]" bare>
      <input
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={choices[active] ? `palette-${active}` : undefined}
        aria-label={m.shell.paletteHint}
        placeholder={m.shell.paletteHint}
        className="h-11 shrink-0 border-b border-line bg-transparent px-4 text-lg outline-none"
        value={query}
        autoFocus
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div id="palette-list" role="listbox" aria-label={m.shell.openPalette} className="max-h-96 overflow-auto p-1">
        {choices.length === 0 && <div className="px-3 py-6 text-center text-muted">{m.shell.paletteEmpty}</div>}
        {choices.map((choice, index) => (
          <div key={choice.id}>
            {choices[index - 1]?.group !== choice.group && <div className="px-2 pb-1 pt-2 text-xs text-faint" role="presentation">{choice.group}</div>}
            <div
              id={`palette-${index}`}
              role="option"
              aria-selected={index === active}
              ref={(element) => {
                if (index === active) element?.scrollIntoView({ block: "nearest" });
              }}
              className={cx("menu-item", index === active && "bg-active")}
              onPointerMove={() => setAt(index)}
              onClick={() => run(choice)}
            >
              <span className="flex min-w-0 flex-1 items-center gap-2">{choice.label}</span>
              {choice.end}
            </div>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function useChoices(query: string): Choice[] {
  const registry = useRegistry();
  const router = useRouter();
  const q = useSettled(query, WAIT_MS);
  const asked = q.length > 1;
  const hits = useQueries({
    queries: ASKED.map((part) => ({ ...searchQuery({ q, typing: true, ...part }), enabled: asked, placeholderData: keepPreviousData })),
    combine: useCallback((answers: { data?: SearchAnswer | undefined }[]) => answers.flatMap(({ data }) => (asked ? (data?.hits ?? []) : [])), [asked]),
  });
  return useMemo(() => {
    const actions = registry
      .available()
      .filter((action) => !action.keysOnly)
      .map((action) => ({ action, score: matchScore(action.title, query) }))
      .filter(({ score }) => score > 0);
    // Without a query the registry's groups give the order; with one, the best match does.
    if (query) actions.sort((a, b) => b.score - a.score);
    else actions.sort((a, b) => GROUP_ORDER.indexOf(a.action.group) - GROUP_ORDER.indexOf(b.action.group));
    const commands = actions.map(({ action }): Choice => ({
      id: action.id,
      group: query ? m.shell.paletteCommands : m.shell.groups[action.group],
      label: <span className="truncate">{action.title}</span>,
      end: action.keys?.[0] && <Kbd chord={action.keys[0]} />,
      run: action.run,
    }));
    const found = HIT_KINDS.flatMap((kind: HitKind) =>
      hits.filter((hit) => hit.kind === kind).map((hit): Choice => ({
        id: hit.id,
        group: m.search.kinds[kind],
        label: (
          <>
            <HitGlyph hit={hit} />
            {hit.key && <span className="shrink-0 text-faint">{hit.key}</span>}
            <span className="truncate">{hit.title ? <Marked text={hit.title} marks={hit.title_marks} /> : <Marked text={hit.excerpt} marks={hit.marks} />}</span>
          </>
        ),
        ...(hit.account && kind !== "account" ? { end: <span className="max-w-36 truncate text-sm text-faint">{hit.account.name}</span> } : {}),
        run: () => router.history.push(hitPath(hit)),
      })),
    );
    const all: Choice = { id: "search.all", group: m.search.title, label: <><SearchIcon className="text-muted" /><span className="truncate">{m.search.all(query)}</span></>, run: () => router.history.push(paths.search({ q: query })) };
    return [...commands, ...found, ...(query ? [all] : [])];
  }, [registry, query, hits, router]);
}

const WAIT_MS = 120;
/** Notes are many: asked apart, so that they leave room for the rest. */
const ASKED = [{ kinds: "item,statement,account", limit: 9 }, { kinds: "note", limit: 5 }];
const GROUP_ORDER = ["item", "list", "create", "navigate", "view", "general"];
