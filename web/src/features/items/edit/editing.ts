/** What is being edited: a field, for some items, at some place on the screen. */
import type { Targets } from "../targets";

export type EditField = "title" | "lane" | "horizon" | "status" | "severity" | "effort" | "owner_id" | "team_id" | "area_id" | "product_id" | "release_id" | "sprint_id" | "tags" | "due";

export interface Editing {
  field: EditField;
  targets: Targets;
  anchor: Element;
}
