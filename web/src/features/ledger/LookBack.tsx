/** A slider over all ledger positions that opens the backlog as it stood there. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button } from "@/ui/Button";
import { exactMoment } from "@/ui/dates";

export function LookBack({ last }: { last: number }) {
  const router = useRouter();
  const [chosen, setChosen] = useState<number>();
  const position = chosen ?? last;
  const settled = useDeferredValue(position);
  const entry = useQuery({
    queryKey: queryKeys.ledgerEntry(settled),
    queryFn: ({ signal }) => read(api.GET("/api/v1/ledger/{position}", { params: { path: { position: settled } }, signal })),
    enabled: settled < last && settled > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const at = position >= last ? m.ledger.asOfNow : entry.data?.entry.position === position ? exactMoment(entry.data.entry.at) : "…";
  return (
    <form
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        router.history.push(paths.backlog(position >= last ? {} : { as_of: String(position) }));
      }}
    >
      <label htmlFor="look-back" className="text-sm font-medium text-muted" title={m.ledger.asOfHelp}>{m.ledger.asOf}</label>
      <input id="look-back" type="range" min={1} max={Math.max(1, last)} value={position} aria-valuetext={`${m.ledger.position(position)}, ${at}`} className="min-w-40 flex-1 accent-accent" onChange={(event) => setChosen(Number(event.target.value))} />
      <span className="w-36 whitespace-nowrap text-sm text-muted">{at}</span>
      <Button type="submit">{m.ledger.asOfOpen}</Button>
    </form>
  );
}
