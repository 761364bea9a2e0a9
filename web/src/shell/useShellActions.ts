/** Actions that exist on every screen: go to, palette, key sheet, undo, theme, density, rail, sign out. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useActions } from "@/actions/context";
import type { Action } from "@/actions/registry";
import { api, read } from "@/api/client";
import { tellProblem, undoLast } from "@/api/undo";
import { m } from "@/messages";
import { paths } from "@/paths";
import { setPrefs, usePrefs } from "@/prefs";
import { screens } from "@/screens";

export function useShellActions(open: { openPalette: () => void; openKeySheet: () => void }): void {
  const router = useRouter();
  const queries = useQueryClient();
  const prefs = usePrefs();

  const signOut = async () => {
    try {
      await read(api.DELETE("/api/v1/session"));
      queries.clear();
      router.history.push(paths.signIn());
    } catch (error) {
      tellProblem(error);
    }
  };
  const goTo = screens.map((screen): Action => ({
    id: `go.${screen.id}`,
    title: m.shell.goTo(screen.title),
    group: "navigate",
    keys: [`g ${screen.goKey}`],
    run: () => router.history.push(screen.href),
  }));
  const themes = (["system", "light", "dark"] as const).map((theme): Action => ({
    id: `view.theme.${theme}`,
    title: m.shell.theme[theme],
    group: "view",
    when: () => prefs.theme !== theme,
    run: () => setPrefs({ theme }),
  }));
  const densities = (["compact", "comfortable"] as const).map((density): Action => ({
    id: `view.density.${density}`,
    title: m.shell.density[density],
    group: "view",
    when: () => prefs.density !== density,
    run: () => setPrefs({ density }),
  }));
  useActions(
    [
      { id: "palette.open", title: m.shell.openPalette, group: "general", keys: ["mod+k"], keysOnly: true, run: open.openPalette },
      { id: "keys.open", title: m.shell.keySheet, group: "general", keys: ["?"], run: open.openKeySheet },
      { id: "ledger.undo_last", title: m.shell.undoLast, group: "general", keys: ["mod+z"], run: () => void undoLast(queries) },
      ...goTo,
      { id: "view.rail", title: m.shell.collapseRail, group: "view", keys: ["["], run: () => setPrefs({ railCollapsed: !prefs.railCollapsed }) },
      ...themes,
      ...densities,
      { id: "session.sign_out", title: m.shell.signOut, group: "general", run: () => void signOut() },
    ],
    "shell",
  );
}
