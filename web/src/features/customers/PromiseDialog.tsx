/** Records what was promised to an account. */
import { useState } from "react";
import type { Account, ItemRow } from "@/api/types";
import { ItemChooser } from "@/features/item";
import { useRegistryWrites } from "@/features/settings";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Field } from "@/ui/Field";
import { Popover } from "@/ui/Popover";

const NONE: ReadonlySet<string> = new Set();

export default function PromiseDialog({ account, today, onClose }: { account: Account; today: string; onClose: () => void }) {
  const writes = useRegistryWrites("promises");
  const [draft, setDraft] = useState({ quote: "", promised_on: today, due: "", stake: "" });
  const [item, setItem] = useState<ItemRow>();
  const [open, setOpen] = useState(false);
  const set = (field: keyof typeof draft) => (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value });
  const save = async () => {
    const { quote, promised_on, due, stake } = draft;
    await writes.add(
      { account_id: account.id, quote: quote.trim(), promised_on, ...(due ? { due } : {}), ...(stake ? { revenue_at_stake: Number(stake) } : {}), ...(item ? { item_id: item.id } : {}) },
      m.customers.promiseAdded,
    );
  };
  return (
    <Confirm title={m.customers.promiseAddTitle(account.name)} act={m.customers.promiseAct} onClose={onClose} onConfirm={save}>
      <Field label={m.customers.promiseQuote}>{(control) => <textarea {...control} required rows={2} className="field w-full text-ink" value={draft.quote} onChange={set("quote")} />}</Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={m.customers.promiseOn}>{(control) => <input {...control} type="date" required max={today} className="field text-ink" value={draft.promised_on} onChange={set("promised_on")} />}</Field>
        <Field label={m.customers.promiseDue}>{(control) => <input {...control} type="date" className="field text-ink" value={draft.due} onChange={set("due")} />}</Field>
      </div>
      <Field label={m.customers.promiseStake}>{(control) => <input {...control} type="number" min={0} className="field text-ink" value={draft.stake} onChange={set("stake")} />}</Field>
      <span className="block pb-1 text-sm font-medium">{m.customers.promiseItem}</span>
      <Popover label={m.customers.promiseItem} open={open} onOpenChange={setOpen} trigger={<Button className="w-full !justify-start text-ink"><span className="min-w-0 truncate">{item ? `${item.key} ${item.title}` : m.customers.promiseItemNone}</span></Button>}>
        <ItemChooser
          label={m.customers.promiseItemSearch}
          without={NONE}
          onChoose={(row) => {
            setItem(row);
            setOpen(false);
          }}
        />
      </Popover>
    </Confirm>
  );
}
