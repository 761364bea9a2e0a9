/** The clock of a screen: moves once a minute, so that "3 minutes ago" stays true. */
import { useEffect, useState } from "react";
import { dayOf } from "./dates";

const MINUTE_MS = 60_000;

export function useNow(): { now: number; today: string } {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return { now, today: dayOf(now) };
}
