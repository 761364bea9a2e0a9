/** The backlog: one ranked list of everything that could be built. */
import { Region } from "@/shell/regions";
import { m } from "@/messages";

export function BacklogScreen() {
  return <Region name="crumbs"><h1>{m.items.backlog}</h1></Region>;
}
