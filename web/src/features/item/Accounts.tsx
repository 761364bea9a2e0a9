/** The customers that are hit, with what they are worth. */
import { useState } from "react";
import { useRegistry } from "@/api/registry";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { CloseIcon, PlusIcon } from "@/ui/icons";
import { Popover } from "@/ui/Popover";
import { Section } from "@/ui/Section";
import { money, sumsByCurrency } from "@/ui/money";
import type { PageProps } from "./page";

export function Accounts({ detail, edit }: PageProps) {
  const accounts = useRegistry("accounts");
  const [open, setOpen] = useState(false);
  const ids = detail.item.affected_account_ids ?? [];
  const known = new Map(accounts.map((account) => [account.id, account]));
  const affected = ids.flatMap((id) => known.get(id) ?? []);
  const toggle = (id: string) => void edit?.({ affected_account_ids: ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id] });
  const sums = sumsByCurrency(affected);
  return (
    <Section
      title={m.item.accounts}
      note={sums.length > 0 ? m.item.accountsRevenue(sums.join(" + ")) : undefined}
      tools={
        edit && (
          <Popover label={m.item.accountsAdd} open={open} onOpenChange={setOpen} trigger={<Button kind="quiet"><PlusIcon />{m.item.accountsAdd}</Button>}>
            <Chooser label={m.item.accountsAdd} multiple options={accounts.map(({ id, name, revenue, currency }) => ({ id, label: name, hint: revenue === undefined ? undefined : money(revenue, currency) }))} chosen={new Set(ids)} onChoose={toggle} />
          </Popover>
        )
      }
    >
      {affected.length === 0 && <p className="text-faint">{m.item.accountsNone}</p>}
      <ul>
        {affected.map((account) => (
          <li key={account.id} className="group flex min-h-7 items-center gap-2 rounded-md hover:bg-hover">
            <span className="min-w-0 flex-1 truncate">{account.name}</span>
            {account.plan && <span className="text-sm text-faint">{account.plan}</span>}
            {account.revenue !== undefined && <span className="w-20 text-right text-muted">{money(account.revenue, account.currency)}</span>}
            {edit && <IconButton icon={CloseIcon} label={m.item.remove(account.name)} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => toggle(account.id)} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
