/** Query keys, so that a live change can find what it makes stale. First part = entity kind in the plural. */
import type { RegistryName } from "./types";

export const queryKeys = {
  session: ["session"] as const,
  items: ["items"] as const,
  itemWindows: ["items", "window"] as const,
  itemWindow: (query: object, page: number) => ["items", "window", query, page] as const,
  itemSummaries: ["items", "summary"] as const,
  itemSummary: (query: object) => ["items", "summary", query] as const,
  item: (idOrKey: string) => ["items", "detail", idOrKey] as const,
  itemDetails: ["items", "detail"] as const,
  registry: (name: RegistryName) => ["registry", name] as const,
  registries: ["registry"] as const,
  rubrics: ["rubrics"] as const,
  ledger: ["ledger"] as const,
  ledgerPage: (query: object) => ["ledger", "page", query] as const,
  ledgerList: (query: object) => ["ledger", "list", query] as const,
  itemScore: (id: string) => ["items", "detail", id, "score"] as const,
  itemHistory: (id: string) => ["items", "detail", id, "history"] as const,
  itemMove: (id: string, from: string, to: string) => ["items", "detail", id, "move", from, to] as const,
  tokens: ["tokens"] as const,
  deliveries: (webhookId: string) => ["deliveries", webhookId] as const,
  rubricPresets: ["rubrics", "presets"] as const,
  proposals: (filter: string) => ["proposals", filter] as const,
  ledgerEntry: (position: number) => ["ledger", "entry", position] as const,
};
