/** What people and other systems estimated, newest first per quantity; and a form for a new estimate. */
import { useState } from "react";
import type { Estimate } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Moment } from "@/ui/Moment";
import { PlusIcon } from "@/ui/icons";
import { Popover } from "@/ui/Popover";
import { Section } from "@/ui/Section";
import { EstimateForm } from "./EstimateForm";
import type { PageProps } from "./page";
import { useCriteria } from "./rubricQuery";

export function Estimates({ detail, names, now, edit }: PageProps) {
  const criteria = useCriteria();
  const [open, setOpen] = useState(false);
  const labels = new Map(criteria.map(({ key, label }) => [key, label]));
  const label = (quantity: string) => labels.get(quantity) ?? (quantity === "effort" ? m.item.effort : quantity.replaceAll("_", " "));
  const who = (estimate: Estimate) => (estimate.person_id ? names.say("owner", estimate.person_id) : estimate.source);
  const sorted = [...detail.estimates].sort((a, b) => Number(b.quantity === "effort") - Number(a.quantity === "effort") || a.quantity.localeCompare(b.quantity) || b.at.localeCompare(a.at));
  return (
    <Section
      title={m.item.estimates}
      tools={
        edit && (
          <Popover label={m.item.estimateAdd} open={open} onOpenChange={setOpen} trigger={<Button kind="quiet"><PlusIcon />{m.item.estimateAdd}</Button>}>
            <EstimateForm item={detail.item} criteria={criteria} onClose={() => setOpen(false)} />
          </Popover>
        )
      }
    >
      {sorted.length === 0 ? (
        <p className="text-faint">{m.item.estimateEmpty}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full" title={m.item.estimateAll}>
            <tbody>
              {sorted.map((estimate, index) => (
                <tr key={estimate.id} className="border-t border-line first:border-0 align-top">
                  <th scope="row" className="whitespace-nowrap py-1 pr-4 text-left font-normal">{sorted[index - 1]?.quantity === estimate.quantity ? <span className="sr-only">{label(estimate.quantity)}</span> : label(estimate.quantity)}</th>
                  <td className="whitespace-nowrap py-1 pr-4">{m.item.range(m.words.number(estimate.range.low), m.words.number(estimate.range.likely), m.words.number(estimate.range.high))}</td>
                  <td className="w-full py-1 pr-4 text-muted">
                    {who(estimate)}
                    {estimate.note && <span className="block text-faint">{estimate.note}</span>}
                  </td>
                  <td className="py-1 text-right text-faint"><Moment at={estimate.at} now={now} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
