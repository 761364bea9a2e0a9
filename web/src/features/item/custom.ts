/** The value of a custom field from text: a field keeps its kind, a new one is a number when it reads as one. */

export function customValue(text: string, before: unknown): string | number | string[] {
  if (Array.isArray(before)) return text.split(",").map((part) => part.trim()).filter(Boolean);
  if (typeof before === "string") return text;
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
