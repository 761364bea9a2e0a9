/** Values of custom fields as text and back: a field keeps its kind, a new one is a number when it reads as one. */

export function shownCustom(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

export function customValue(text: string, before: unknown): string | number | string[] {
  if (Array.isArray(before)) return text.split(",").map((part) => part.trim()).filter(Boolean);
  if (typeof before === "string") return text;
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
