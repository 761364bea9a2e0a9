/** Checks the whole hash chain and says the result in words. */
import { useQuery } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Dialog, DialogButtons } from "@/ui/Dialog";
import { CheckIcon, WarnIcon } from "@/ui/icons";
import { ProblemLine } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";

export function VerifyDialog({ onClose }: { onClose: () => void }) {
  const check = useQuery({ queryKey: ["ledger-check"], queryFn: () => read(api.GET("/api/v1/ledger/verify")), gcTime: 0, staleTime: 0, retry: false });
  const result = check.isFetching ? undefined : check.data;
  return (
    <Dialog open onClose={onClose} title={m.ledger.verifyTitle}>
      <div role="status">
        {check.isFetching && (
          <>
            <p className="text-muted">{m.ledger.verifying}</p>
            <Skeleton label={m.ledger.verifying} lines={2} />
          </>
        )}
        {result && (
          <div className="flex gap-3">
            {result.ok ? <CheckIcon className="mt-0.5 shrink-0 text-good" /> : <WarnIcon className="mt-0.5 shrink-0 text-danger" />}
            <div className="min-w-0">
              <p>{result.ok ? m.ledger.whole(result.positions) : m.ledger.broken(result.broken_at)}</p>
              {result.problem && <p className="pt-1">{result.problem}</p>}
              {!result.ok && <p className="pt-1 text-muted">{m.ledger.brokenHint}</p>}
              <p className="break-all pt-2 font-mono text-xs text-faint">{m.ledger.head(result.head_hash)}</p>
            </div>
          </div>
        )}
      </div>
      <ProblemLine error={check.error} />
      <DialogButtons>
        <Button disabled={check.isFetching} onClick={() => void check.refetch()}>{m.ledger.checkAgain}</Button>
        <Button kind="primary" autoFocus onClick={onClose}>{m.shell.close}</Button>
      </DialogButtons>
    </Dialog>
  );
}
