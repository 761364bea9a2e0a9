/** What every section of the item page is given. */
import type { ItemDetail } from "@/api/types";
import type { Names } from "@/features/items";
import type { EditItem } from "./useItemEdit";

export interface PageProps {
  detail: ItemDetail;
  names: Names;
  now: number;
  today: string;
  /** Absent: this person may not change the item. */
  edit: EditItem | undefined;
}
