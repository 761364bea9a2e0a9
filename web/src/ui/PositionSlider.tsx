/** A slider from the first to the last ledger position. */
import { Slider } from "@base-ui/react/slider";
import { useState } from "react";
import { m } from "@/messages";

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
