/** Which statuses an item may take next: the server's word, with the reason where it says no. */
import { STATUSES, type ItemDetail, type Status } from "@/api/types";

export interface StatusChoice {
  status: Status;
  current: boolean;
  needsReason: boolean;
  /** Merging also needs the item it goes into. */
  asksTarget: boolean;
  /** Why it cannot be chosen. */
  refused: string | undefined;
}

export function statusChoices({ item, allowed_statuses }: Pick<ItemDetail, "allowed_statuses"> & { item: { status: Status } }, unlisted: string): StatusChoice[] {
  const told = new Map(allowed_statuses.map((step) => [step.status, step]));
  return STATUSES.map((status) => {
    const step = told.get(status);
    const current = status === item.status;
    return { status, current, needsReason: step?.needs_reason ?? false, asksTarget: status === "merged", refused: current ? undefined : step ? step.refused : unlisted };
  });
}
