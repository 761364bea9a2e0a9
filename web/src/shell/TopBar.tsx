/** The bar above the content: where you are, the screen's tools, search, and whether the server is reachable. */
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { SearchIcon, WarnIcon } from "@/ui/icons";
import { Kbd } from "@/ui/Kbd";

interface TopBarProps {
  crumbsRef: (element: HTMLElement | null) => void;
  toolsRef: (element: HTMLElement | null) => void;
  connected: boolean;
  onSearch: () => void;
}

export function TopBar({ crumbsRef, toolsRef, connected, onSearch }: TopBarProps) {
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-3">
      <div ref={crumbsRef} className="flex min-w-0 items-center gap-1.5 font-medium" />
      {!connected && (
        <span role="status" title={m.shell.offline} className="inline-flex items-center gap-1 rounded-md bg-warn-soft px-1.5 text-sm text-warn">
          <WarnIcon />
          <span className="max-sm:sr-only">{m.shell.offlineShort}</span>
          <span className="sr-only">{m.shell.offline}</span>
        </span>
      )}
      <div className="flex-1" />
      <div ref={toolsRef} className="flex items-center gap-1" />
      <Button kind="quiet" className="border border-line max-sm:hidden" onClick={onSearch} aria-label={m.shell.openPalette}>
        <SearchIcon />
        {m.shell.search}
        <Kbd chord="mod+k" />
      </Button>
      <IconButton icon={SearchIcon} label={m.shell.openPalette} className="sm:hidden" onClick={onSearch} />
    </header>
  );
}
