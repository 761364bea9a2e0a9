/** Text with the places that matched. */
import type { Place } from "@/api/types";
import { parts } from "./marks";

export function Marked({ text, marks }: { text: string; marks: readonly Place[] }) {
  return parts(text, marks).map(({ text, marked }, index) => (marked ? <mark key={index} className="rounded-sm bg-active font-semibold text-ink">{text}</mark> : text));
}
