/** The left rail: product switcher, screens, saved views. On a phone it is the bar at the bottom. */
import { useRouterState } from "@tanstack/react-router";
import { useSession } from "@/features/session/session";
import { m } from "@/messages";
import { setPrefs, usePrefs } from "@/prefs";
import { screens, type Screen } from "@/screens";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { RailIcon, SearchIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { ProductSwitcher } from "./ProductSwitcher";
import { RAIL_LINK } from "./railLink";
import { SavedViews } from "./SavedViews";

export function Rail({ onSearch }: { onSearch: () => void }) {
  const { railCollapsed } = usePrefs();
  const session = useSession();
  return (
    <>
      <div className={cx("flex shrink-0 flex-col gap-3 border-r border-line bg-canvas p-2 max-sm:hidden", railCollapsed ? "w-11 items-center" : "w-54")}>
        <div className={cx("flex items-center gap-1", railCollapsed && "flex-col")}>
          <ProductSwitcher collapsed={railCollapsed} />
          <IconButton icon={RailIcon} label={m.shell.collapseRail} onClick={() => setPrefs({ railCollapsed: !railCollapsed })} />
        </div>
        <nav aria-label={m.shell.mainNav} className="flex flex-col gap-px">
          {screens.map((screen) => (
            <RailLink key={screen.id} screen={screen} collapsed={railCollapsed} />
          ))}
        </nav>
        {!railCollapsed && <SavedViews />}
        <div className="flex-1" />
        {!railCollapsed && session && (
          <div className="flex items-center gap-2 px-2 text-sm text-muted">
            <span className="min-w-0 flex-1 truncate" title={session.person.email}>{session.person.name}</span>
            {session.demo && <span className="rounded-sm border border-line-strong px-1">{m.shell.demo}</span>}
          </div>
        )}
      </div>
      <nav aria-label={m.shell.mainNav} className="flex shrink-0 overflow-x-auto border-t [justify-content:safe_space-around] border-line bg-canvas pb-[env(safe-area-inset-bottom)] sm:hidden">
        {screens.map((screen) => (
          <PhoneLink key={screen.id} screen={screen} />
        ))}
        <button type="button" onClick={onSearch} className="flex h-13 min-w-13 flex-col items-center justify-center gap-0.5 text-xs text-muted">
          <SearchIcon />
          {m.shell.search}
        </button>
      </nav>
    </>
  );
}

function useIsHere(href: string): boolean {
  return useRouterState({ select: (state) => state.location.pathname === href || state.location.pathname.startsWith(`${href}/`) });
}

function RailLink({ screen, collapsed }: { screen: Screen; collapsed: boolean }) {
  const here = useIsHere(screen.href);
  return (
    <Link href={screen.href} aria-current={here ? "page" : undefined} title={`${screen.title} (G ${screen.goKey.toUpperCase()})`} className={cx(RAIL_LINK, collapsed && "w-7 justify-center px-0")}>
      <screen.icon />
      <span className={collapsed ? "sr-only" : "truncate"}>{screen.title}</span>
    </Link>
  );
}

function PhoneLink({ screen }: { screen: Screen }) {
  const here = useIsHere(screen.href);
  return (
    <Link href={screen.href} aria-current={here ? "page" : undefined} className="flex h-13 min-w-13 flex-col items-center justify-center gap-0.5 text-xs text-muted aria-[current]:text-accent">
      <screen.icon />
      {screen.title}
    </Link>
  );
}
