/** The backlog: one ranked list of everything that could be built. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type MouseEvent } from "react";
import type { ItemRow } from "@/api/types";
import { ProblemError } from "@/api/problem";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { ProblemNotice } from "@/ui/Notice";
import { useIsPhone } from "@/ui/useMedia";
import type { EditField, Editing } from "../edit/editing";
import type { RankRequest } from "../edit/RankDialog";
import { chipsOf, toggledValue } from "../filter/chips";
import { FilterBar } from "../filter/FilterBar";
import { useNames } from "../names";
import { summaryQuery } from "../query";
import { NOTHING, selectedCount, type Targets } from "../targets";
import { useItemWrites } from "../useItemWrites";
import { BacklogList } from "./BacklogList";
import { BulkBar } from "./BulkBar";
import { COLUMN_KINDS } from "./columns";
import { EmptyBacklog } from "./EmptyBacklog";
import { LaneShare } from "./LaneShare";
import { indexOf, rowAt } from "./layout";
import { preloadLayers } from "./preload";
import { rowId } from "./Row";
import { RowMenu } from "./RowMenu";
import { ScoreHover } from "./ScoreHover";
import { SearchBox } from "./SearchBox";
import { Tools } from "./Tools";
import { useBacklogActions } from "./useBacklogActions";
import { useBacklogData } from "./useBacklogData";
import { useBacklogUrl } from "./useBacklogUrl";
import { useListState } from "./useListState";
import type { DropPlace } from "./useRankDrop";
import { useRowContext } from "./useRowContext";

// Layers come when they are first asked for.
const AsOfBanner = lazy(() => import("./AsOfBanner"));
const ItemPeek = lazy(() => import("./ItemPeek"));
const SaveViewDialog = lazy(() => import("./SaveViewDialog"));
const FieldEditor = lazy(() => import("../edit/FieldEditor"));
const CreateDialog = lazy(() => import("../edit/CreateDialog"));
const DeleteDialog = lazy(() => import("../edit/DeleteDialog"));
const RankDialog = lazy(() => import("../edit/RankDialog"));

type Layer = { kind: "create" } | { kind: "view" } | { kind: "rank"; request: RankRequest } | { kind: "delete"; targets: Targets } | { kind: "menu"; anchor: Element };

export function BacklogScreen() {
  const { search, query, sort, set, columns, setColumns } = useBacklogUrl();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const data = useBacklogData(query, collapsed);
  const state = useListState(data);
  const summary = useQuery(summaryQuery(query)).data;
  const names = useNames();
  const context = useRowContext(names, data.axis);
  const writes = useItemWrites();
  const router = useRouter();
  const session = useSession();
  const phone = useIsPhone();
  const [editing, setEditing] = useState<Editing>();
  const [layer, setLayer] = useState<Layer>();
  const [peeking, setPeek] = useState(false);
  const [adding, setAdding] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);

  const { loading } = data;
  useEffect(() => (loading ? undefined : preloadLayers()), [loading]);

  const asOf = search.as_of;
  const writable = mayWrite(session) && !asOf;
  const canRank = writable && sort === "rank";
  const selected = selectedCount(state.selection, data.total);
  const filterFault = data.error instanceof ProblemError && data.error.status < 500 && search.filter ? data.error : undefined;
  const filtered = Boolean(query.filter || query.q || asOf);
  const blank = !data.loading && data.total === 0 && !filtered && !data.error;
  const close = () => setLayer(undefined);

  const edit = (field: EditField, anchor?: Element, targets = state.targets()) => {
    const column = COLUMN_KINDS.find(({ edits }) => edits === field)?.key;
    const row = state.row && document.getElementById(rowId(state.row.id));
    const at = anchor ?? row?.querySelector(`[data-cell="${column}"]`) ?? row?.querySelector('[data-cell="title"],[data-cell="card"]') ?? area.current;
    if (at && targets) setEditing({ field, anchor: at, targets });
  };
  const rowOf = useCallback((index: number) => rowAt(data.pages, index), [data.pages]);
  const open = (row: ItemRow | undefined) => row && router.history.push(paths.item(row.key));
  const onCell = (index: number, cell: string, element: Element) => {
    const row = rowOf(index);
    const edits = COLUMN_KINDS.find(({ key }) => key === cell)?.edits as EditField | undefined;
    if (!row) return;
    if (cell === "card") open(row);
    else if (cell === "menu") setLayer({ kind: "menu", anchor: element });
    else if (edits && edits !== "title" && writable) edit(edits, element, { kind: "rows", rows: [row] });
    else setPeek(true);
  };
  const onDropRank = ({ itemId, beside, edge }: DropPlace) => {
    const index = indexOf(data.pages, itemId);
    const row = index === undefined ? undefined : rowOf(index);
    if (row) setLayer({ kind: "rank", request: { row, beside: { row: beside, edge } } });
  };
  const onContextMenu = (event: MouseEvent) => {
    const line = (event.target as Element).closest("[data-row]");
    if (!line) return;
    event.preventDefault();
    state.moveTo(Number(line.getAttribute("data-index")));
    setLayer({ kind: "menu", anchor: (event.target as Element).closest("[data-cell]") ?? line });
  };
  const toggleGroup = (key: string) => setCollapsed((now) => (now.has(key) ? new Set([...now].filter((other) => other !== key)) : new Set([...now, key])));

  useBacklogActions({
    data,
    state,
    peeking,
    asOf,
    mayWrite: mayWrite(session),
    canRank,
    acts: {
      create: () => setLayer({ kind: "create" }),
      edit: (field) => edit(field),
      rank: (request) => setLayer({ kind: "rank", request }),
      remove: (targets) => setLayer({ kind: "delete", targets }),
      addFilter: () => setAdding(true),
      focusSearch: () => searchBox.current?.focus(),
      saveView: () => setLayer({ kind: "view" }),
      setPeek,
      asOf: (position) => set({ as_of: position === undefined ? undefined : String(position) }),
    },
  });

  const laneConditions = (chipsOf(search.filter ?? "") ?? []).flat().filter(({ field, op }) => field === "lane" && (op === "is" || op === "is empty"));
  const chosenLanes = new Set(laneConditions.flatMap(({ op, values }) => (op === "is empty" ? [""] : values)));
  return (
    <div ref={area} className="relative flex min-h-0 flex-1 flex-col" onContextMenu={onContextMenu}>
      <Region name="crumbs">
        <h1 className="text-base">{m.items.backlog}</h1>
        {summary && summary.total > 0 && <span className="truncate font-normal text-faint max-sm:hidden">{m.items.total(summary.total, summary.effort_days)}</span>}
      </Region>
      <Region name="tools">
        <Tools
          sort={sort}
          group={search.group}
          columns={columns}
          customFields={summary?.custom_fields ?? []}
          onSort={(next) => set({ sort: next === "rank" ? undefined : next })}
          onGroup={(group) => {
            setCollapsed(new Set());
            set({ group });
          }}
          onColumns={setColumns}
          onSaveView={() => setLayer({ kind: "view" })}
          onCreate={writable ? () => setLayer({ kind: "create" }) : undefined}
        />
      </Region>
      <Suspense>{asOf && <AsOfBanner asOf={asOf} onAsOf={(next) => set({ as_of: next })} />}</Suspense>
      {data.loading && !summary && <div className="h-9 shrink-0 border-b border-line" />}
      {summary?.facets.lane && <LaneShare facets={summary.facets.lane} chosen={chosenLanes} onLane={(lane) => set({ filter: toggledValue(search.filter ?? "", "lane", lane) })} />}
      {!blank && (
        <FilterBar filter={search.filter ?? ""} query={query} names={names} error={filterFault} adding={adding} onAdding={setAdding} onFilter={(filter) => set({ filter })}>
          <SearchBox ref={searchBox} q={search.q ?? ""} onSearch={(q) => set({ q })} />
        </FilterBar>
      )}
      {filterFault ? null : data.error ? (
        <ProblemNotice error={data.error} onRetry={data.retry} />
      ) : !data.loading && data.total === 0 ? (
        <EmptyBacklog filtered={filtered} onClear={() => set({ filter: undefined, q: undefined })} onCreate={writable ? () => setLayer({ kind: "create" }) : undefined} />
      ) : (
        <BacklogList
          data={data}
          state={state}
          columns={columns}
          context={context}
          phone={phone}
          sort={sort}
          canRank={canRank}
          collapsed={collapsed}
          onSort={(next) => set({ sort: next === "rank" ? undefined : next })}
          onColumns={setColumns}
          onToggleGroup={toggleGroup}
          onCell={onCell}
          onOpen={(index) => open(rowOf(index))}
          onRank={onDropRank}
        />
      )}
      <ScoreHover area={area} rowOf={rowOf} />
      {selected > 0 && writable && (
        <BulkBar
          count={selected}
          total={data.total}
          onEdit={(field, anchor) => edit(field, anchor)}
          onSelectAll={() => state.select({ kind: "all", except: new Map() })}
          onDelete={() => setLayer({ kind: "delete", targets: state.targets()! })}
          onClear={() => state.select(NOTHING)}
        />
      )}
      {peeking && state.row && (
        <Region name="peek">
          <Suspense>
            <ItemPeek
              key={state.row.id}
              row={state.row}
              asOf={asOf}
              axis={data.axis}
              names={names}
              today={context.today}
              onEdit={writable ? (field, anchor) => edit(field, anchor, { kind: "rows", rows: [state.row!] }) : undefined}
              onClose={() => setPeek(false)}
            />
          </Suspense>
        </Region>
      )}
      <Suspense>
        {editing && <FieldEditor editing={editing} onClose={() => setEditing(undefined)} />}
        {layer?.kind === "create" && <CreateDialog onClose={close} />}
        {layer?.kind === "view" && <SaveViewDialog query={paths.backlog(search).replace(/^[^?]*\??/, "")} onClose={close} />}
        {layer?.kind === "rank" && <RankDialog request={layer.request} today={context.today} onClose={close} />}
        {layer?.kind === "menu" && <RowMenu label={m.items.actions.more} anchor={layer.anchor} onClose={close} />}
        {layer?.kind === "delete" && (
          <DeleteDialog
            targets={layer.targets}
            onClose={close}
            onDelete={() => {
              close();
              state.select(NOTHING);
              void writes.remove(layer.targets);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
