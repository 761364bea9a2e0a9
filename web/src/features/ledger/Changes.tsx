/** What one change set did: per entity, each field before and after. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { LedgerEntryDetail } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Link } from "@/ui/Link";
import { ProblemLine } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { useNames } from "@/features/items";
import { itemFieldLabel } from "@/features/item";
import { differing, linesOf } from "./say";

export function useChanges(position: number, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.ledgerEntry(position), "changes"],
    queryFn: ({ pageParam }) => read(api.GET("/api/v1/ledger/{position}", { params: { path: { position }, query: pageParam ? { offset: pageParam } : {} } })),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next_offset,
    staleTime: Infinity,
    enabled,
  });
}

type Change = LedgerEntryDetail["changes"][number];

export function Changes({ position, count }: { position: number; count: number }) {
  const detail = useChanges(position);
  const changes = detail.data?.pages.flatMap((page) => page.changes) ?? [];
  return (
    <div className="pb-3 pl-6 pr-2">
      {detail.isPending && <Skeleton label={m.errors.loading} />}
      <ProblemLine error={detail.error} />
      {changes.map((change, index) => (
        <OneChange key={`${change.entity_id} ${index}`} change={change} />
      ))}
      {detail.hasNextPage && (
        <div className="flex items-center gap-3 pt-2">
          <Button disabled={detail.isFetchingNextPage} onClick={() => void detail.fetchNextPage()}>{m.ledger.moreChanges}</Button>
          <span className="text-sm text-faint">{m.ledger.firstOf(changes.length, count)}</span>
        </div>
      )}
    </div>
  );
}

function OneChange({ change }: { change: Change }) {
  const label = change.entity_label || m.ledger.kinds[change.entity_kind] || change.entity_kind;
  return (
    <div className="pt-2">
      <div className="text-sm">
        {change.entity_kind === "item" ? <Link href={paths.item(change.entity_id)} className="font-medium hover:underline">{label}</Link> : <span className="font-medium">{label}</span>}
        <span className="text-faint"> {m.ledger.ops[change.op]}</span>
      </div>
      {change.fields.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full text-sm">
            <thead className="sr-only">
              <tr>
                <th scope="col">{m.ledger.field}</th>
                <th scope="col">{m.ledger.before}</th>
                <th scope="col">{m.ledger.after}</th>
              </tr>
            </thead>
            <tbody>
              {change.fields.map((field) => <FieldRow key={field.field} {...field} created={change.op === "create"} />)}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function FieldRow({ field, before, after, created }: Change["fields"][number] & { created: boolean }) {
  const { say } = useNames();
  const [gone, come] = differing(linesOf(field, before, say), linesOf(field, after, say));
  const lines = (shown: readonly string[]) => (shown.length === 0 ? <span className="text-faint no-underline">{m.ledger.nothing}</span> : shown.map((line, index) => <div key={index}>{line}</div>));
  return (
    <tr className="align-top">
      <th scope="row" className="w-40 py-0.5 pr-3 text-left font-normal text-muted max-sm:w-28">{itemFieldLabel(field)}</th>
      {!created && <td className={cx("w-2/5 whitespace-pre-wrap break-words py-0.5 pr-3 text-muted", gone.length > 0 && "line-through decoration-line-strong")}>{lines(gone)}</td>}
      <td className="whitespace-pre-wrap break-words py-0.5">{lines(come)}</td>
    </tr>
  );
}
