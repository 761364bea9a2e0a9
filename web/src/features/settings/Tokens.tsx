/** One's API tokens: made with a scope and an end, shown once, revoked. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { SCOPES, type ApiToken, type Scope } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Confirm } from "@/ui/Confirm";
import { Field } from "@/ui/Field";
import { Day, Moment } from "@/ui/Moment";
import { ProblemLine, ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { showToast } from "@/ui/toasts";
import { useNow } from "@/ui/useNow";
import { SecretDialog } from "./SecretDialog";

const DAY_MS = 86_400_000;
const LASTS = [30, 90, 365];

export function Tokens() {
  const queries = useQueryClient();
  const { now, today } = useNow();
  const tokens = useQuery({ queryKey: queryKeys.tokens, queryFn: () => read(api.GET("/api/v1/tokens")) });
  const [made, setMade] = useState<ApiToken>();
  const [revoking, setRevoking] = useState<ApiToken>();
  const refresh = () => void queries.invalidateQueries({ queryKey: queryKeys.tokens });
  if (tokens.isPending) return <Skeleton label={m.errors.loading} lines={5} />;
  if (tokens.error) return <ProblemNotice error={tokens.error} onRetry={() => void tokens.refetch()} />;
  const revoke = async (token: ApiToken) => {
    await read(api.DELETE("/api/v1/tokens/{id}", { params: { path: { id: token.id } } }));
    showToast({ kind: "done", title: m.settings.revoked });
    refresh();
  };
  return (
    <div>
      <p className="max-w-prose pb-3 text-muted">{m.settings.tokensIntro}</p>
      <NewToken
        now={now}
        onMade={(token) => {
          setMade(token);
          refresh();
        }}
      />
      {tokens.data.length === 0 ? (
        <p className="py-4 text-faint">{m.settings.tokensEmpty}</p>
      ) : (
        <div className="overflow-x-auto pt-4">
          <table className="w-full">
            <thead className="text-left text-sm text-muted">
              <tr>{[m.settings.fields.name, m.settings.scope, m.settings.created, m.settings.lastUsed, m.settings.expires].map((title) => <th key={title} scope="col" className="pb-1 pr-4 font-normal">{title}</th>)}<td /></tr>
            </thead>
            <tbody>
              {tokens.data.map((token) => (
                <tr key={token.id} className="border-t border-line">
                  <th scope="row" className="py-1 pr-4 text-left font-normal">{token.name}</th>
                  <td className="whitespace-nowrap py-1 pr-4">{m.settings.scopes[token.scope]}</td>
                  <td className="py-1 pr-4 text-muted"><Moment at={token.created_at} now={now} /></td>
                  <td className="py-1 pr-4 text-muted">{token.last_used ? <Moment at={token.last_used} now={now} /> : m.settings.unused}</td>
                  <td className="py-1 pr-4 text-muted">{token.expires_at ? <Day date={token.expires_at.slice(0, 10)} today={today} /> : m.settings.never}</td>
                  <td className="py-1 text-right"><Button kind="quiet" aria-label={`${m.settings.revoke} ${token.name}`} onClick={() => setRevoking(token)}>{m.settings.revoke}</Button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {made?.token && <SecretDialog title={m.settings.tokenMade} text={m.settings.tokenOnce} secret={made.token} onClose={() => setMade(undefined)} />}
      {revoking && <Confirm title={m.settings.revokeTitle(revoking.name)} act={m.settings.revoke} kind="danger" onClose={() => setRevoking(undefined)} onConfirm={() => revoke(revoking)}>{m.settings.revokeText}</Confirm>}
    </div>
  );
}

function NewToken({ now, onMade }: { now: number; onMade: (token: ApiToken) => void }) {
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>("read");
  const [days, setDays] = useState(90);
  const [error, setError] = useState<unknown>();
  const make = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    const end = days > 0 ? { expires_at: new Date(now + days * DAY_MS).toISOString() } : {};
    try {
      onMade(await read(api.POST("/api/v1/tokens", { body: { name: name.trim(), scope, ...end } })));
      setName("");
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <form onSubmit={(event) => void make(event)}>
      <div className="flex flex-wrap items-end gap-x-2">
        <Field label={m.settings.tokenName}>{(control) => <input {...control} required maxLength={100} className="field w-56" value={name} onChange={(event) => setName(event.target.value)} />}</Field>
        <Field label={m.settings.scope}>
          {(control) => (
            <select {...control} className="field" value={scope} onChange={(event) => setScope(event.target.value as Scope)}>
              {SCOPES.map((each) => <option key={each} value={each}>{m.settings.scopes[each]}</option>)}
            </select>
          )}
        </Field>
        <Field label={m.settings.expires}>
          {(control) => (
            <select {...control} className="field" value={days} onChange={(event) => setDays(Number(event.target.value))}>
              {LASTS.map((each) => <option key={each} value={each}>{m.settings.inDays(each)}</option>)}
              <option value={0}>{m.settings.never}</option>
            </select>
          )}
        </Field>
        <Button type="submit" kind="primary" className="mb-3" disabled={!name.trim()}>{m.settings.tokenMake}</Button>
      </div>
      <ProblemLine error={error} />
    </form>
  );
}
