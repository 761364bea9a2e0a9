/** The object all rows share; the day in it turns at midnight. */
import { useEffect, useMemo, useState } from "react";
import { dayOf } from "@/ui/dates";
import type { Names } from "../names";
import type { Axis } from "../score/bar";
import type { RowContext } from "./cells";

const MINUTE_MS = 60_000;

export function useRowContext(names: Names, axis: Axis): RowContext {
  const [today, setToday] = useState(() => dayOf(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setToday(dayOf(Date.now())), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => ({ names, axis, today }), [names, axis, today]);
}
