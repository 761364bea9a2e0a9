/** The heading and tabs that all insight screens share. */
import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Tabs } from "@/ui/Tabs";

const TABS = [
  { href: paths.insights(), label: m.insights.tabs.statements },
  { href: paths.insightsTree(), label: m.insights.tabs.tree },
  { href: paths.themes(), label: m.insights.tabs.themes },
  { href: paths.orphans(), label: m.insights.tabs.orphans },
  { href: paths.contradictions(), label: m.insights.tabs.contradictions },
];

export function InsightsFrame({ children, tools }: { children: ReactNode; tools?: ReactNode }) {
  const here = useRouterState({ select: (state) => state.location.pathname });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Region name="crumbs"><h1 className="text-base">{m.insights.title}</h1></Region>
      {tools && <Region name="tools">{tools}</Region>}
      <Tabs label={m.insights.title} tabs={TABS} here={here} />
      {children}
    </div>
  );
}
