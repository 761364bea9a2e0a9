/** The object all rows share; the clock in it moves once a minute. */
import { useEffect, useMemo, useState } from "react";
import { dayOf } from "@/ui/dates";
import type { Names } from "../names";
import type { Axis } from "../score/bar";
import type { RowContext } from "./cells";

const MINUTE_MS = 60_000;

export function useRowContext(names: Names, axis: Axis): RowContext {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => ({ names, axis, now, today: dayOf(now) }), [names, axis, now]);
}
