/** The heading and tabs of the customer screens. */
import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Tabs } from "@/ui/Tabs";

const TABS = [
  { href: paths.customers(), label: m.customers.tabs.accounts },
  { href: paths.segments(), label: m.customers.tabs.segments },
];

export function CustomersFrame({ note, tools, children }: { note?: string | undefined; tools?: ReactNode; children: ReactNode }) {
  const here = useRouterState({ select: (state) => state.location.pathname });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Region name="crumbs">
        <h1 className="text-base">{m.customers.title}</h1>
        {note && <span className="truncate font-normal text-faint max-sm:hidden">{note}</span>}
      </Region>
      {tools && <Region name="tools">{tools}</Region>}
      <Tabs label={m.customers.title} tabs={TABS} here={here} />
      {children}
    </div>
  );
}
