/** Finds an item by key or words and gives it back. Goes inside a Popover or a dialog. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { ItemRow } from "@/api/types";
import { Chooser } from "@/ui/Chooser";
import { StatusGlyph } from "@/ui/glyphs";
import { typedAhead } from "@/ui/typedAhead";

interface ItemChooserProps {
  label: string;
  /** Ids that make no sense here: the item itself, those linked already. */
  without: ReadonlySet<string>;
  onChoose: (row: ItemRow) => void;
}

export function ItemChooser({ label, without, onChoose }: ItemChooserProps) {
  const [text, setText] = useState(typedAhead);
  const words = useDeferredValue(text.trim());
  const query = words ? { q: words, limit: 12 } : { limit: 12 };
  const found = useQuery({
    queryKey: queryKeys.itemWindow({ chooser: words }, 0),
    queryFn: ({ signal }) => read(api.GET("/api/v1/items", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
  const rows = (found.data?.items ?? []).filter(({ id }) => !without.has(id));
  return (
    <div className="w-96 max-w-full [&>div]:w-full">
      <Chooser
        label={label}
        options={rows.map((row) => ({ id: row.id, label: row.title, hint: row.key, icon: <StatusGlyph status={row.status} /> }))}
        chosen={NONE}
        onSearch={setText}
        onChoose={(id) => {
          const row = rows.find((each) => each.id === id);
          if (row) onChoose(row);
        }}
      />
    </div>
  );
}

const NONE: ReadonlySet<string> = new Set();
