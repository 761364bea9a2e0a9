/** The places of the left rail, in order; each has a `G` key. Only screens that exist stand here. */
import { m } from "@/messages";
import { paths } from "./paths";
import { BacklogIcon, type Icon } from "./ui/icons";

export interface Screen {
  id: string;
  title: string;
  href: string;
  /** Letter after `G`. */
  goKey: string;
  icon: Icon;
}

export const screens: readonly Screen[] = [{ id: "backlog", title: m.items.backlog, href: paths.backlog(), goKey: "b", icon: BacklogIcon }];
