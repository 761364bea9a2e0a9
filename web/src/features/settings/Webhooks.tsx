/** Webhooks: added with a secret shown once, switched off and on, their deliveries seen and sent again. */
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read } from "@/api/client";
import { registryQuery } from "@/api/registry";
import type { Webhook } from "@/api/types";
import { tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { Confirm } from "@/ui/Confirm";
import { ChevronDownIcon, ChevronRightIcon, CloseIcon, PlusIcon } from "@/ui/icons";
import { ProblemLine, ProblemNotice } from "@/ui/Notice";
import { Popover } from "@/ui/Popover";
import { Skeleton } from "@/ui/Skeleton";
import { showToast } from "@/ui/toasts";
import { Deliveries } from "./Deliveries";
import { SecretDialog } from "./SecretDialog";
import { useRegistryWrites } from "./useRegistryWrites";

export function Webhooks({ readOnly }: { readOnly: boolean }) {
  const webhooks = useQuery(registryQuery("webhooks"));
  const writes = useRegistryWrites("webhooks");
  const [open, setOpen] = useState<string>();
  const [secret, setSecret] = useState<string>();
  const [renewing, setRenewing] = useState<Webhook>();
  const test = async (id: string) => {
    try {
      const trial = await read(api.POST("/api/v1/webhooks/{id}/test", { params: { path: { id } } }));
      showToast({ kind: trial.delivered ? "done" : "problem", title: m.settings.webhookTested(trial.answer) });
    } catch (error) {
      tellProblem(error);
    }
  };
  const renew = async (id: string) => {
    setSecret((await read(api.POST("/api/v1/webhooks/{id}/secret", { params: { path: { id } } }))).secret);
  };
  if (webhooks.isPending) return <Skeleton label={m.errors.loading} lines={4} />;
  if (webhooks.error) return <ProblemNotice error={webhooks.error} onRetry={() => void webhooks.refetch()} />;
  return (
    <div>
      <p className="max-w-prose pb-3 text-muted">{m.settings.webhooksIntro}</p>
      {!readOnly && <NewWebhook onMade={setSecret} />}
      {webhooks.data.length === 0 && <p className="py-4 text-faint">{m.settings.webhooksEmpty}</p>}
      <ul className="divide-y divide-line pt-4">
        {webhooks.data.map((webhook) => {
          const opened = open === webhook.id;
          return (
            <li key={webhook.id} className="py-1">
              <div className="group flex flex-wrap items-center gap-x-3">
                <button type="button" aria-expanded={opened} aria-label={m.settings.deliveriesOf(webhook.url)} onClick={() => setOpen(opened ? undefined : webhook.id)} className="flex min-h-7 min-w-0 flex-1 basis-60 items-center gap-1.5 text-left">
                  {opened ? <ChevronDownIcon className="shrink-0 text-faint" /> : <ChevronRightIcon className="shrink-0 text-faint" />}
                  <span className="truncate">{webhook.url}</span>
                </button>
                <Kinds webhook={webhook} readOnly={readOnly} onSave={(kinds) => void writes.change({ ...webhook, label: webhook.url }, { kinds })} />
                <label className="flex items-center gap-1.5 text-muted">
                  <input type="checkbox" className="accent-accent" disabled={readOnly} checked={webhook.enabled} onChange={(event) => void writes.change({ ...webhook, label: webhook.url }, { enabled: event.target.checked })} />
                  {m.settings.enabled}
                </label>
                {!readOnly && <Button kind="quiet" onClick={() => void test(webhook.id)}>{m.settings.webhookTest}</Button>}
                {!readOnly && <Button kind="quiet" onClick={() => setRenewing(webhook)}>{m.settings.secretRenew}</Button>}
                {!readOnly && <IconButton icon={CloseIcon} label={m.settings.remove(webhook.url)} onClick={() => void writes.remove(webhook, m.settings.removed(webhook.url))} />}
              </div>
              {opened && <Deliveries webhookId={webhook.id} />}
            </li>
          );
        })}
      </ul>
      {renewing && (
        <Confirm title={m.settings.secretRenewTitle(renewing.url)} act={m.settings.secretRenew} kind="danger" onClose={() => setRenewing(undefined)} onConfirm={() => renew(renewing.id)}>
          {m.settings.secretRenewText}
        </Confirm>
      )}
      {secret && <SecretDialog title={m.settings.secret} text={m.settings.secretOnce} secret={secret} onClose={() => setSecret(undefined)} />}
    </div>
  );
}

type Kind = NonNullable<Webhook["kinds"]>[number];
const KINDS = (Object.keys(m.ledger.kinds) as Kind[]).map((id) => ({ id, label: m.ledger.kinds[id] ?? id }));

function Kinds({ webhook, readOnly, onSave }: { webhook: Webhook; readOnly: boolean; onSave: (kinds: Kind[]) => void }) {
  const kinds = webhook.kinds ?? [];
  const text = kinds.map((kind) => m.ledger.kinds[kind] ?? kind).join(", ") || m.settings.allKinds;
  return (
    <Popover label={m.settings.kinds} trigger={<Button kind="quiet" disabled={readOnly} className="max-w-60" aria-label={`${m.settings.kinds}: ${text}`}><span className="truncate">{text}</span></Button>}>
      <Chooser label={m.settings.kinds} multiple options={KINDS} chosen={new Set(kinds)} onChoose={(id) => onSave(kinds.some((kind) => kind === id) ? kinds.filter((kind) => kind !== id) : [...kinds, id as Kind])} />
    </Popover>
  );
}

function NewWebhook({ onMade }: { onMade: (secret: string | undefined) => void }) {
  const writes = useRegistryWrites("webhooks");
  const [url, setUrl] = useState("");
  const [error, setError] = useState<unknown>();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      onMade((await writes.add({ url: url.trim(), enabled: true }, m.settings.added(url.trim()))).secret);
      setUrl("");
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <form onSubmit={(event) => void add(event)}>
      <div className="flex gap-2">
        <input type="url" required pattern="https?://.*" aria-label={m.settings.url} placeholder="https://" className="field w-96 min-w-0" value={url} onChange={(event) => setUrl(event.target.value)} />
        <Button type="submit" kind="primary" disabled={!url.trim()}><PlusIcon />{m.settings.webhookAdd}</Button>
      </div>
      <ProblemLine error={error} />
    </form>
  );
}
