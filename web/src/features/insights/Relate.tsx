/** Adds a relation (`R`): finds the other end, then offers only what makes sense between the two. */
import { useState } from "react";
import { useActions } from "@/actions/context";
import type { Other, Statement } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { PlusIcon } from "@/ui/icons";
import { Popover } from "@/ui/Popover";
import { OtherGlyph } from "./OtherLink";
import { endOf, relationsBetween, type PossibleRelation } from "./relations";
import { ThingChooser } from "./ThingChooser";
import { useInsightWrites } from "./useInsightWrites";

export function Relate({ statement }: { statement: Statement }) {
  const [open, setOpen] = useState(false);
  const [other, setOther] = useState<Other>();
  const writes = useInsightWrites();
  const show = (next: boolean) => {
    setOpen(next);
    setOther(undefined);
  };
  useActions([{ id: "insights.relate", title: m.insights.relate, group: "item", keys: ["r"], run: () => show(true) }]);
  const possible = (there: Other) => {
    const end = endOf(there);
    return end ? relationsBetween(statement.kind, end) : [];
  };
  const relate = ({ kind, outward }: PossibleRelation) => {
    if (!other) return;
    const here = { kind: "statement" as const, id: statement.id };
    show(false);
    void (outward ? writes.relate(kind, here, other) : writes.relate(kind, other, here));
  };
  return (
    <Popover label={m.insights.relate} open={open} onOpenChange={show} trigger={<Button kind="quiet"><PlusIcon />{m.insights.relate}</Button>}>
      {other ? (
        <div className="flex w-96 max-w-full flex-col gap-2 p-3">
          <p className="flex items-start gap-2"><span className="mt-[3px]"><OtherGlyph other={other} /></span>{other.label}</p>
          <div role="group" aria-label={m.insights.relateHow} className="flex flex-col gap-1">
            <span className="text-sm text-muted">{m.insights.relateHow}</span>
            {possible(other).map((relation, index) => (
              <Button key={`${relation.kind} ${relation.outward}`} autoFocus={index === 0} className="!justify-start" onClick={() => relate(relation)}>
                {relation.outward ? m.insights.relation[relation.kind] : m.insights.relationBack[relation.kind]}
              </Button>
            ))}
          </div>
        </div>
      ) : (
        <ThingChooser label={m.insights.relateTo} kinds="item,statement" goals fits={(there) => there.id !== statement.id && possible(there).length > 0} onChoose={setOther} />
      )}
    </Popover>
  );
}
