/** Saved views in the rail: links to a state of the backlog; one can be renamed, or removed (and that undone). */
import { useQueryClient } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { api, ifMatch, write } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { useRegistry } from "@/api/registry";
import type { View } from "@/api/types";
import { announce, tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { paths } from "@/paths";
import { IconButton } from "@/ui/Button";
import { BookmarkIcon, MoreIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Menu } from "@/ui/Menu";
import { RAIL_LINK } from "./railLink";

const RenameView = lazy(() => import("./RenameView"));

export function SavedViews() {
  const views = useRegistry("views");
  const queries = useQueryClient();
  const [renaming, setRenaming] = useState<View>();
  const search = useRouterState({ select: (state) => state.location.searchStr.replace(/^\?/, "") });
  if (views.length === 0) return null;

  const remove = async (view: View) => {
    try {
      announce(queries, await write(api.DELETE("/api/v1/views/{id}", { params: { path: { id: view.id }, header: ifMatch(view.version) } })), m.shell.viewRemoved(view.name));
      await queries.invalidateQueries({ queryKey: queryKeys.registry("views") });
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <nav aria-label={m.shell.viewsNav} className="flex min-h-0 flex-col gap-px overflow-auto">
      <h2 className="px-2 pb-1 text-xs font-medium text-faint">{m.shell.viewsNav}</h2>
      {views.map((view) => {
        const query = view.query.replace(/^\?/, "");
        return (
          <div key={view.id} className="group/view relative flex">
            <Link href={`${paths.backlog()}?${query}`} aria-current={search === query ? "page" : undefined} className={`${RAIL_LINK} min-w-0 flex-1`}>
              <BookmarkIcon className="shrink-0" />
              <span className="truncate">{view.name}</span>
            </Link>
            <Menu
              label={m.shell.viewMenu(view.name)}
              choices={[
                { id: "rename", label: m.shell.renameView, run: () => setRenaming(view) },
                { id: "remove", label: m.shell.removeView, run: () => void remove(view) },
              ]}
              trigger={<IconButton icon={MoreIcon} label={m.shell.viewMenu(view.name)} className="absolute right-0 !size-7 opacity-0 focus-visible:opacity-100 group-hover/view:opacity-100 aria-expanded:opacity-100" />}
            />
          </div>
        );
      })}
      <Suspense>{renaming && <RenameView view={renaming} onClose={() => setRenaming(undefined)} />}</Suspense>
    </nav>
  );
}
