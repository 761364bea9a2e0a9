/** No rows: either nothing is here yet, or the filter hides it. Says which, and offers the way on. */
import { m } from "@/messages";
import { screens } from "@/screens";
import { Button } from "@/ui/Button";
import { BacklogIcon, FilterIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Notice } from "@/ui/Notice";

interface EmptyBacklogProps {
  filtered: boolean;
  onClear: () => void;
  onCreate: (() => void) | undefined;
}

export function EmptyBacklog({ filtered, onClear, onCreate }: EmptyBacklogProps) {
  if (filtered) {
    return (
      <Notice icon={<FilterIcon className="size-6 text-faint" />} title={m.items.noMatchTitle} actions={<Button kind="primary" onClick={onClear}>{m.items.filterClear}</Button>}>
        {m.items.noMatchText}
      </Notice>
    );
  }
  const imports = screens.find(({ id }) => id === "import");
  return (
    <Notice
      icon={<BacklogIcon className="size-6 text-faint" />}
      title={m.items.emptyTitle}
      actions={
        <>
          {imports && <Link href={imports.href} className="inline-flex h-(--control) items-center rounded-md bg-accent px-3 font-medium text-accent-ink">{m.items.emptyImport}</Link>}
          {onCreate && <Button kind={imports ? "plain" : "primary"} onClick={onCreate}>{m.items.emptyCreate}</Button>}
        </>
      }
    >
      {m.items.emptyText}
    </Notice>
  );
}
