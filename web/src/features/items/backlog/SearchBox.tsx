/** Free words over titles, problems, keys, tags and references. */
import type { Ref } from "react";
import { m } from "@/messages";
import { SearchField } from "@/ui/SearchField";

export function SearchBox({ ref, q, onSearch }: { ref: Ref<HTMLInputElement>; q: string; onSearch: (q: string) => void }) {
  return <span className="ml-auto flex max-sm:flex-1"><SearchField ref={ref} label={m.items.searchItems} q={q} onSearch={onSearch} /></span>;
}
