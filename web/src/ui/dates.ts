/** Dates as people say them: relative in the line, exact on hover. `today` and `now` are arguments. */

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const exactDay = new Intl.DateTimeFormat("en", { weekday: "short", year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
const exactTime = new Intl.DateTimeFormat("en", { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
const DAY_MS = 86_400_000;

/** Whole days from `today` to a date, both YYYY-MM-DD. */
export function daysUntil(date: string, today: string): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY_MS);
}

export function relativeDay(date: string, today: string): string {
  const days = daysUntil(date, today);
  if (Math.abs(days) < 14) return relative.format(days, "day");
  if (Math.abs(days) < 70) return relative.format(Math.round(days / 7), "week");
  if (Math.abs(days) < 700) return relative.format(Math.round(days / 30.4), "month");
  return relative.format(Math.round(days / 365), "year");
}

export function relativeTime(at: string, now: number): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  if (Math.abs(seconds) < 60) return relative.format(0, "minute");
  if (Math.abs(seconds) < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (Math.abs(seconds) < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
  return relativeDay(at.slice(0, 10), dayOf(now));
}

export function exactDate(date: string): string {
  return exactDay.format(Date.parse(`${date}T00:00:00Z`));
}

export function exactMoment(at: string): string {
  return exactTime.format(Date.parse(at));
}

/** The local calendar day of a moment, YYYY-MM-DD. */
export function dayOf(now: number): string {
  const date = new Date(now);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** The calendar day some days after a day. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
