/** The sheet of all keys (`?`), drawn from the registry. */
import { m } from "@/messages";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";
import { useRegistry } from "./context";
import type { ActionGroup } from "./registry";

const GROUPS: readonly ActionGroup[] = ["navigate", "list", "item", "create", "view", "general"];

export default function KeySheet({ onClose }: { onClose: () => void }) {
  const withKeys = useRegistry().all().filter((action) => action.keys?.length);
  return (
    <Dialog open onClose={onClose} title={m.shell.keySheet} width="w-[46rem]">
      <div className="gap-8 sm:columns-2">
        {GROUPS.map((group) => {
          const actions = withKeys.filter((action) => action.group === group);
          if (actions.length === 0) return null;
          return (
            <section key={group} className="break-inside-avoid pb-4">
              <h3 className="pb-1 text-sm text-faint">{m.shell.groups[group]}</h3>
              <dl>
                {actions.map((action) => (
                  <div key={action.id} className="flex min-h-7 items-center justify-between gap-3">
                    <dt className="min-w-0">{action.title}</dt>
                    <dd className="flex shrink-0 gap-2">
                      {action.keys?.map((keys) => <Kbd key={keys} chord={keys} />)}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
