/** Looking at an earlier state: the banner that says so, and the slider over ledger positions. */
import { Slider } from "@base-ui/react/slider";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { exactMoment } from "@/ui/dates";
import { ClockIcon } from "@/ui/icons";

/** Time of a ledger position. */
function useMoment(position: number | undefined): string | undefined {
  const entry = useQuery({
    queryKey: queryKeys.ledgerEntry(position ?? 0),
    queryFn: () => read(api.GET("/api/v1/ledger/{position}", { params: { path: { position: position ?? 0 } } })),
    enabled: position !== undefined && position > 0,
    staleTime: Infinity,
  });
  return entry.data?.at;
}

interface PositionSliderProps {
  position: number;
  last: number;
  onPosition: (position: number) => void;
}

/** Slider from the first to the last ledger position; tells the position when it comes to rest. */
export function PositionSlider({ position, last, onPosition }: PositionSliderProps) {
  const [moving, setMoving] = useState<number>();
  const shown = moving ?? position;
  return (
    <div className="flex min-w-40 flex-1 items-center gap-3">
      <Slider.Root
        className="flex-1"
        value={shown}
        min={1}
        max={Math.max(last, 1)}
        onValueChange={(value) => setMoving(value as number)}
        onValueCommitted={(value) => {
          setMoving(undefined);
          onPosition(value as number);
        }}
      >
        <Slider.Control className="flex h-6 items-center">
          <Slider.Track className="h-1 w-full rounded-sm bg-line-strong">
            <Slider.Indicator className="rounded-sm bg-accent" />
            <Slider.Thumb aria-label={m.items.asOfSlider} className="size-3.5 rounded-full border-2 border-accent bg-surface has-focus-visible:outline-2 has-focus-visible:outline-accent" />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
      <span className="w-28 shrink-0 text-right text-sm text-muted">{`${shown.toLocaleString("en")} / ${last.toLocaleString("en")}`}</span>
    </div>
  );
}

interface AsOfBannerProps {
  /** Ledger position or time, as in the URL. */
  asOf: string;
  last: number;
  onAsOf: (asOf: string | undefined) => void;
}

export function AsOfBanner({ asOf, last, onAsOf }: AsOfBannerProps) {
  const position = /^\d+$/.test(asOf) ? Number(asOf) : undefined;
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
