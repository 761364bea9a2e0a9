/** Looking at an earlier state: the banner that says so, with the slider over ledger positions. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { exactMoment } from "@/ui/dates";
import { ClockIcon } from "@/ui/icons";
import { PositionSlider } from "@/ui/PositionSlider";

/** The newest ledger position; live updates mark it stale. */
const headQuery = queryOptions({
  queryKey: queryKeys.ledgerPage({ head: true }),
  queryFn: async () => (await read(api.GET("/api/v1/ledger", { params: { query: { limit: 1 } } }))).position,
});

/** Time of a ledger position. */
function useMoment(position: number | undefined): string | undefined {
  const entry = useQuery({
    queryKey: queryKeys.ledgerEntry(position ?? 0),
    queryFn: () => read(api.GET("/api/v1/ledger/{position}", { params: { path: { position: position ?? 0 } } })),
    enabled: position !== undefined && position > 0,
    staleTime: Infinity,
  });
  return entry.data?.entry.at;
}

interface AsOfBannerProps {
  /** Ledger position or time, as in the URL. */
  asOf: string;
  onAsOf: (asOf: string | undefined) => void;
}

export default function AsOfBanner({ asOf, onAsOf }: AsOfBannerProps) {
  const position = /^\d+$/.test(asOf) ? Number(asOf) : undefined;
  const last = useQuery(headQuery).data ?? position ?? 1;
  const at = useMoment(position) ?? (position === undefined ? asOf : undefined);
  const when = at && !Number.isNaN(Date.parse(at)) ? exactMoment(at) : m.items.asOfPosition(position ?? 0);
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-warn-soft px-3 py-1.5">
      <ClockIcon className="text-warn" />
      <span>{m.items.asOfBanner(when)}</span>
      {position !== undefined && <PositionSlider position={position} last={last} onPosition={(next) => onAsOf(String(next))} />}
      <Button className="ml-auto" onClick={() => onAsOf(undefined)}>{m.items.actions.leaveAsOf}</Button>
    </div>
  );
}
