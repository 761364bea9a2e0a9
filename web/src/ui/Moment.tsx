/** A moment as people say it; the exact one on hover. */
import { exactDate, exactMoment, relativeDay, relativeTime } from "./dates";

export function Moment({ at, now }: { at: string; now: number }) {
  return <time dateTime={at} title={exactMoment(at)} className="whitespace-nowrap">{relativeTime(at, now)}</time>;
}

export function Day({ date, today }: { date: string; today: string }) {
  return <time dateTime={date} title={exactDate(date)} className="whitespace-nowrap">{relativeDay(date, today)}</time>;
}
