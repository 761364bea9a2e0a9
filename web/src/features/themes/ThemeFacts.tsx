/** What sets a theme apart, in words: growth, new, quiet, where it began and whom it concerns. */
import type { ReactNode } from "react";
import type { Theme } from "@/api/types";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import { Day } from "@/ui/Moment";
import { PinIcon } from "@/ui/icons";
import { growthInWords } from "./growth";

export function ThemeFacts({ theme, today }: { theme: Theme; today: string }) {
  const { growth, new_this_week, quiet_since, archetype, expansion, pinned, dismissed } = theme;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-muted empty:hidden">
      {pinned && <Fact><PinIcon width={12} height={12} />{m.themes.pinned}</Fact>}
      {growth && (growth.grows || growth.last > 0) && <Fact strong={growth.grows}>{growth.grows && `↗ ${m.themes.grows}: `}{growthInWords(growth)}</Fact>}
      {new_this_week && <Fact strong>{m.themes.newThisWeek}</Fact>}
      {quiet_since && <Fact>{m.themes.quietSince} <Day date={quiet_since} today={today} /></Fact>}
      {archetype && <Fact>{m.themes.archetype(archetype.name)}</Fact>}
      {expansion && <Fact>{m.themes.expansion(expansion.name)}</Fact>}
      {dismissed && <Fact>{m.themes.dismissedBecause(dismissed)}</Fact>}
    </span>
  );
}

function Fact({ strong = false, children }: { strong?: boolean; children: ReactNode }) {
  return <span className={cx("inline-flex items-center gap-1", strong && "font-medium text-ink")}>{children}</span>;
}
