/** What was sent to a webhook, what it answered, and sending again. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button } from "@/ui/Button";
import { Link } from "@/ui/Link";
import { Moment } from "@/ui/Moment";
import { ProblemLine } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { showToast } from "@/ui/toasts";
import { useNow } from "@/ui/useNow";

const SHOWN = 50;
const STATES: Record<string, string> = { delivered: "text-good", failed: "text-danger" };

export function Deliveries({ webhookId }: { webhookId: string }) {
  const queries = useQueryClient();
  const { now } = useNow();
  const queryKey = queryKeys.deliveries(webhookId);
  const deliveries = useQuery({ queryKey, queryFn: () => read(api.GET("/api/v1/webhooks/{id}/deliveries", { params: { path: { id: webhookId }, query: { limit: SHOWN } } })), staleTime: 0 });
  const replay = async (id: string) => {
    try {
      await read(api.POST("/api/v1/webhooks/deliveries/{id}/replay", { params: { path: { id } } }));
      showToast({ kind: "done", title: m.settings.replayed });
    } catch (error) {
      tellProblem(error);
    }
    void queries.invalidateQueries({ queryKey });
  };
  if (deliveries.isPending) return <div className="pl-6"><Skeleton label={m.errors.loading} /></div>;
  if (!deliveries.data) return <ProblemLine error={deliveries.error} />;
  if (deliveries.data.data.length === 0) return <p className="pb-2 pl-6 text-faint">{m.settings.deliveriesEmpty}</p>;
  return (
    <div className="overflow-x-auto pb-2 pl-6">
      <table className="w-full text-sm" aria-label={m.settings.deliveries}>
        <thead className="text-left text-faint">
          <tr>{[m.settings.deliveryAt, m.settings.deliveryPosition, m.settings.deliveryAnswer].map((title) => <th key={title} scope="col" className="py-1 pr-4 font-normal">{title}</th>)}<td /></tr>
        </thead>
        <tbody>
          {deliveries.data.data.map((delivery) => (
            <tr key={delivery.id} className="border-t border-line">
              <td className="whitespace-nowrap py-1 pr-4"><Moment at={delivery.made_at} now={now} /></td>
              <td className="py-1 pr-4"><Link href={paths.ledger({ open: String(delivery.position) })} className="text-accent underline">{delivery.position.toLocaleString("en")}</Link></td>
              <td className="py-1 pr-4">
                <span className={STATES[delivery.state] ?? "text-muted"}>{m.settings.deliveryStates[delivery.state] ?? delivery.state}</span>
                {delivery.attempts > 0 && <span className="text-faint"> {m.settings.deliveryAttempt(delivery.attempts)}</span>}
                {delivery.answer && <span className="text-muted"> {delivery.answer}</span>}
                {delivery.due_at && <span className="text-faint"> {m.settings.deliveryNext} <Moment at={delivery.due_at} now={now} /></span>}
              </td>
              <td className="py-1 text-right"><Button kind="quiet" className="!h-6" onClick={() => void replay(delivery.id)}>{m.settings.replay}</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
