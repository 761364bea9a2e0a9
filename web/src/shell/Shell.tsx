/** The frame of every signed-in screen: rail, top bar, content, peek panel, layers. */
import { useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useEffectEvent, useState } from "react";
import { useRegistry } from "@/actions/context";
import { followChanges } from "@/api/live";
import { DropAnywhere } from "@/features/imports/DropAnywhere";
import { sessionQuery, useSession } from "@/features/session/session";
import { m } from "@/messages";
import { useMergeQuestion } from "@/ui/merge";
import { Toasts } from "@/ui/Toasts";
import { Rail } from "./Rail";
import { regionRef } from "./regions";
import { TopBar } from "./TopBar";
import { useShellActions } from "./useShellActions";

const Palette = lazy(() => import("@/actions/Palette"));
const KeySheet = lazy(() => import("@/actions/KeySheet"));
const MergeDialog = lazy(() => import("@/ui/MergeDialog"));
const crumbsRef = regionRef("crumbs");
const toolsRef = regionRef("tools");
const peekRef = regionRef("peek");

export function Shell() {
  const [layer, setLayer] = useState<"palette" | "keys">();
  const [typed, setTyped] = useState("");
  const connected = useLive();
  const merge = useMergeQuestion();
  useShellActions({ openPalette: () => setLayer("palette"), openKeySheet: () => setLayer("keys") });
  const close = () => {
    setLayer(undefined);
    setTyped("");
  };
  return (
    <div className="flex h-full flex-col-reverse sm:flex-row">
      <a href="#content" className="sr-only focus:not-sr-only focus:fixed focus:left-2 focus:top-2 focus:z-60 focus:rounded-md focus:bg-raised focus:px-3 focus:py-1">{m.shell.skip}</a>
      <Rail onSearch={() => setLayer("palette")} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
        <TopBar crumbsRef={crumbsRef} toolsRef={toolsRef} connected={connected} onSearch={() => setLayer("palette")} />
        <div className="relative flex min-h-0 flex-1">
          <main id="content" className="relative flex min-w-0 flex-1 flex-col overflow-auto">
            <Outlet />
          </main>
          <aside ref={peekRef} aria-label={m.shell.peek} className="contents" />
        </div>
      </div>
      <Suspense fallback={<Opening onType={(letter) => setTyped((before) => before + letter)} />}>
        {layer === "palette" && <Palette typed={typed} onClose={close} />}
        {layer === "keys" && <KeySheet onClose={close} />}
        {merge && <MergeDialog key={merge.subject} question={merge} />}
      </Suspense>
      <DropAnywhere />
      <Toasts />
    </div>
  );
}

/** While a layer's code is fetched: what is typed meanwhile is meant for the layer, and runs no command. */
function Opening({ onType }: { onType: (letter: string) => void }) {
  const registry = useRegistry();
  const type = useEffectEvent(onType);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault(); // The layer may take the focus before the letter is written, and would get it twice.
      type(event.key);
    };
    document.addEventListener("keydown", onKey);
    const unblock = registry.block();
    return () => {
      document.removeEventListener("keydown", onKey);
      unblock();
    };
  }, [registry]);
  return null;
}

/** Follows the event stream for as long as someone is signed in; false once the connection is lost. */
function useLive(): boolean {
  const queries = useQueryClient();
  const personId = useSession()?.person.id;
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    if (!personId) return;
    return followChanges(queries, queries.getQueryData(sessionQuery.queryKey)?.position ?? 0, setConnected);
  }, [queries, personId]);
  return connected;
}
