/** Tabs that are places: each has a URL. */
import { cx } from "./cx";
import { Link } from "./Link";

interface TabsProps {
  label: string;
  tabs: readonly { href: string; label: string }[];
  /** Path of the tab that is shown. */
  here: string;
}

export function Tabs({ label, tabs, here }: TabsProps) {
  return (
    <nav aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-3">
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={here === tab.href ? "page" : undefined} className={cx("flex h-9 items-center whitespace-nowrap border-b-2 px-2 -outline-offset-2", here === tab.href ? "border-accent font-medium" : "border-transparent text-muted hover:text-ink")}>{tab.label}</Link>
      ))}
    </nav>
  );
}
