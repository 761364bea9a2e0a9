/** Looks of a line in the rail. */
export const RAIL_LINK = "flex h-7 items-center gap-2 rounded-md px-2 text-muted hover:bg-hover hover:text-ink aria-[current]:bg-active aria-[current]:text-ink";
