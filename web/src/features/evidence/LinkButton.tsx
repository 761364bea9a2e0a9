/** Links a note or statement found by words (`L`). */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useActions } from "@/actions/context";
import type { SearchHit } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { PlusIcon } from "@/ui/icons";
import { Popover } from "@/ui/Popover";
import { HitGlyph, searchQuery } from "@/features/search";
import type { EvidenceWrites } from "./useEvidenceWrites";

const MOST = 12;
const NONE: ReadonlySet<string> = new Set();

export function LinkButton({ linked, writes }: { linked: ReadonlySet<string>; writes: EvidenceWrites }) {
  const [open, setOpen] = useState(false);
  useActions([{ id: "evidence.link", title: m.evidence.link, group: "item", keys: ["l"], run: () => setOpen(true) }]);
  return (
    <Popover label={m.evidence.link} open={open} onOpenChange={setOpen} trigger={<Button kind="quiet"><PlusIcon />{m.evidence.link}</Button>}>
      <OriginChooser
        linked={linked}
        onChoose={({ kind, id }) => {
          setOpen(false);
          void writes.link(kind === "note" ? { note_id: id } : { statement_id: id });
        }}
      />
    </Popover>
  );
}

function OriginChooser({ linked, onChoose }: { linked: ReadonlySet<string>; onChoose: (hit: SearchHit) => void }) {
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const found = useQuery({ ...searchQuery({ q, kinds: "note,statement", typing: true, limit: MOST }), placeholderData: keepPreviousData });
  const hits = (found.data?.hits ?? []).filter(({ id }) => !linked.has(id));
  return (
    <div className="w-96 max-w-full [&>div]:w-full">
      <Chooser
        label={m.evidence.linkHint}
        options={hits.map((hit) => ({ id: hit.id, label: hit.title || hit.excerpt, hint: hit.account?.name ?? hit.source, icon: <HitGlyph hit={hit} /> }))}
        chosen={NONE}
        onSearch={setText}
        onChoose={(id) => {
          const hit = hits.find((each) => each.id === id);
          if (hit) onChoose(hit);
        }}
      />
    </div>
  );
}
