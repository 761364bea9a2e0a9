/**
 * Everything about one item, for its page and for the preview beside the backlog alike.
 * Reads the item itself; `compact` puts the properties on top in one column.
 */
import { useQuery } from "@tanstack/react-query";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { EditText } from "@/ui/EditText";
import { exactDate } from "@/ui/dates";
import { PinIcon, WarnIcon } from "@/ui/icons";
import { ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import { EvidenceSection } from "@/features/evidence";
import { fieldLabel, useNames } from "@/features/items";
import { itemDetailQuery } from "@/features/items";
import { Accounts } from "./Accounts";
import { Comments } from "./Comments";
import { Criteria } from "./Criteria";
import { Dependencies } from "./Dependencies";
import { Estimates } from "./Estimates";
import { History } from "./History";
import { Move } from "./Move";
import type { PageProps } from "./page";
import { Properties } from "./Properties";
import { References } from "./References";
import { Score } from "./Score";
import { Description, LaneTexts, Problem, SuccessMetric } from "./Texts";
import { useItemEdit } from "./useItemEdit";

interface ItemBodyProps {
  idOrKey: string;
  /** Ledger position or time to look at; nothing can be changed then. */
  asOf?: string | undefined;
  compact?: boolean;
}

export function ItemBody({ idOrKey, asOf, compact = false }: ItemBodyProps) {
  const detail = useQuery(itemDetailQuery(idOrKey, asOf));
  if (detail.error && !detail.data) return <ProblemNotice error={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) return <div className="p-6"><Skeleton label={m.errors.loading} lines={10} /></div>;
  return <Loaded detail={detail.data} readOnly={asOf !== undefined} compact={compact} />;
}

function Loaded({ detail, readOnly, compact }: { detail: PageProps["detail"]; readOnly: boolean; compact: boolean }) {
  const names = useNames();
  const session = useSession();
  const { now, today } = useNow();
  const editItem = useItemEdit(detail);
  const edit = !readOnly && mayWrite(session, detail.item.product_id) ? editItem : undefined;
  const props: PageProps = { detail, names, now, today, edit };
  const { item } = detail;
  const title = <EditText label={fieldLabel("title")} value={item.title} required placeholder={m.item.titlePlaceholder} className="text-xl font-semibold" onSave={edit && ((text) => void edit({ title: text }, m.items.retitled))} />;
  if (compact) {
    return (
      <div className="@container flex flex-col gap-5 p-4">
        {title}
        <Notes detail={detail} />
        <Properties {...props} />
        <Main {...props} />
      </div>
    );
  }
  return (
    <div className="@container mx-auto w-full max-w-[1120px] px-4 pb-16 pt-5 sm:px-8">
      <div className="grid gap-x-10 gap-y-6 @4xl:grid-cols-[minmax(0,1fr)_288px]">
        <div className="min-w-0">
          {title}
          <Notes detail={detail} />
        </div>
        <aside aria-label={m.item.properties} className="@4xl:col-start-2 @4xl:row-span-2 @4xl:row-start-1">
          <div className="@4xl:sticky @4xl:top-4"><Properties {...props} /></div>
        </aside>
        <div className="@container flex min-w-0 flex-col gap-6"><Main {...props} /></div>
      </div>
    </div>
  );
}

function Main(props: PageProps) {
  return (
    <>
      <Problem {...props} />
      <LaneTexts {...props} />
      <Description {...props} />
      <Criteria {...props} />
      <SuccessMetric {...props} />
      <Score {...props} />
      <EvidenceSection itemId={props.detail.item.id} now={props.now} writable={props.edit !== undefined} />
      <Move {...props} />
      <Estimates {...props} />
      <Dependencies {...props} />
      <Accounts {...props} />
      <References {...props} />
      <Comments {...props} />
      <History {...props} />
    </>
  );
}

/** What stands out: asks for attention, ranked by hand, set aside with a reason. */
function Notes({ detail: { item, row } }: Pick<PageProps, "detail">) {
  return (
    <div className="flex flex-col gap-1.5 empty:hidden">
      {row.attention?.map((name) => (
        <p key={name} className="mt-1.5 flex items-center gap-2 rounded-md bg-warn-soft px-2 py-1 text-warn"><WarnIcon />{m.item.attention(name)}</p>
      ))}
      {item.status_reason && <p className="mt-1.5 rounded-md bg-active px-2 py-1">{m.item.statusReason(m.words.status[item.status], item.status_reason)}</p>}
      {row.override && (
        <p className="mt-1.5 flex items-start gap-2 rounded-md bg-active px-2 py-1">
          <PinIcon className="mt-0.5 shrink-0" />
          <span>
            {m.items.peekOverride(row.rank ?? row.override.position ?? 0, row.computed_rank ?? 0)}: {row.override.reason}
            {row.override.expires && <span className="text-muted"> {m.items.peekOverrideUntil(exactDate(row.override.expires.slice(0, 10)))}</span>}
          </span>
        </p>
      )}
    </div>
  );
}
