/** The heading and tabs that all insight screens share. */
import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { cx } from "@/ui/cx";
import { Link } from "@/ui/Link";

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
      <nav aria-label={m.insights.title} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-3">
        {TABS.map(({ href, label }) => (
          <Link key={href} href={href} aria-current={here === href ? "page" : undefined} className={cx("-mb-px flex h-9 items-center whitespace-nowrap border-b-2 px-2 -outline-offset-2", here === href ? "border-accent font-medium" : "border-transparent text-muted hover:text-ink")}>{label}</Link>
        ))}
      </nav>
      {children}
    </div>
  );
}
