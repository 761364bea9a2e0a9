/** Names of facet values. */
import type { Horizon, Lane, Status } from "@/api/types";
import { m } from "@/messages";
import { horizonName, laneName } from "@/ui/glyphs";

/** Enums are named here, so that they can be translated; entities by the server. */
export function facetLabel(field: string, key: string, label: string): string {
  if (field === "lane") return m.words.lane[key as Lane] ?? laneName(undefined);
  if (field === "horizon") return m.words.horizon[key as Horizon] ?? horizonName(undefined);
  if (field === "status") return m.words.status[key as Status] ?? label;
  return label;
}
