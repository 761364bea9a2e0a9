/** The places of the left rail, in order; each has a `G` key. Only screens that exist stand here. */
import { m } from "@/messages";
import { paths } from "./paths";
import { BacklogIcon, CustomersIcon, InboxIcon, ImportIcon, InsightsIcon, LedgerIcon, RubricsIcon, SettingsIcon, SortIcon, type Icon } from "./ui/icons";

export interface Screen {
  id: string;
  title: string;
  href: string;
  /** Letter after `G`. */
  goKey: string;
  icon: Icon;
}

export const screens: readonly Screen[] = [
  { id: "inbox", title: m.notes.title, href: paths.inbox(), goKey: "i", icon: InboxIcon },
  { id: "backlog", title: m.items.backlog, href: paths.backlog(), goKey: "b", icon: BacklogIcon },
  { id: "insights", title: m.insights.title, href: paths.insights(), goKey: "n", icon: InsightsIcon },
  { id: "customers", title: m.customers.title, href: paths.customers(), goKey: "c", icon: CustomersIcon },
  { id: "sort", title: m.proposals.place, href: paths.sort(), goKey: "o", icon: SortIcon },
  { id: "rubrics", title: m.rubrics.title, href: paths.rubrics(), goKey: "w", icon: RubricsIcon },
  { id: "ledger", title: m.ledger.title, href: paths.ledger(), goKey: "l", icon: LedgerIcon },
  { id: "import", title: m.imports.title, href: paths.imports(), goKey: "m", icon: ImportIcon },
  { id: "settings", title: m.settings.title, href: paths.settings(), goKey: "s", icon: SettingsIcon },
];
