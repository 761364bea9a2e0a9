/** Finds a statement, an item or a goal by words and gives it back. Goes inside a Popover or a dialog. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useRegistry } from "@/api/registry";
import type { Other, StatementKind } from "@/api/types";
import { searchQuery } from "@/features/search";
import { Chooser } from "@/ui/Chooser";
import { useSettled } from "@/ui/useSettled";
import { OtherGlyph } from "./OtherLink";

const MOST = 20;
const WAIT_MS = 120;
const NONE: ReadonlySet<string> = new Set();

interface ThingChooserProps {
  label: string;
  kinds: "statement" | "item,statement";
  /** Goals are offered too. */
  goals?: boolean;
  fits: (other: Other) => boolean;
  onChoose: (other: Other) => void;
}

export function ThingChooser({ label, kinds, goals = false, fits, onChoose }: ThingChooserProps) {
  const [text, setText] = useState("");
  const q = useSettled(text.trim(), WAIT_MS);
  const found = useQuery({ ...searchQuery({ q, kinds, typing: true, limit: MOST }), placeholderData: keepPreviousData });
  const registry = useRegistry("goals");
  const words = text.trim().toLowerCase();
  const hits = (found.data?.hits ?? []).map((hit): Other => ({
    kind: hit.kind,
    id: hit.id,
    label: hit.key ? `${hit.key} ${hit.title}` : hit.title,
    ...(hit.kind === "statement" ? { statement_kind: hit.label as StatementKind } : {}),
  }));
  const matching = goals ? registry.filter(({ name }) => name.toLowerCase().includes(words)).map(({ id, name }): Other => ({ kind: "goal", id, label: name })) : [];
  const things = [...(words ? matching : matching.slice(0, 3)), ...hits].filter(fits);
  return (
    <div className="w-96 max-w-full [&>div]:w-full">
      <Chooser
        label={label}
        options={things.map((other) => ({ id: other.id, label: other.label, icon: <OtherGlyph other={other} /> }))}
        chosen={NONE}
        onSearch={setText}
        onChoose={(id) => {
          const other = things.find((each) => each.id === id);
          if (other) onChoose(other);
        }}
      />
    </div>
  );
}
