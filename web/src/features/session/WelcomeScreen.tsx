/** The first start, from the link the program printed: makes the first administrator, or opens the demo. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, read } from "@/api/client";
import type { Session } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Link } from "@/ui/Link";
import { ProblemLine, ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { Frame } from "./Frame";
import { sessionQuery } from "./session";

const PASSWORD_LENGTH = 10;

export function WelcomeScreen() {
  const { token } = useSearch({ strict: false }) as { token?: string };
  const setup = useQuery({
    queryKey: ["setup", token],
    queryFn: () => read(api.GET("/api/v1/setup", { params: { query: { token: token ?? "" } } })),
    enabled: Boolean(token),
    retry: false,
  });
  const signIn = <Link href={paths.signIn()} className="text-accent underline">{m.session.signIn}</Link>;
  if (!token) return <Frame title={m.session.noToken} text={m.session.noTokenText}>{signIn}</Frame>;
  if (setup.isPending) return <Frame title={m.session.welcome}><Skeleton label={m.errors.loading} /></Frame>;
  if (setup.error) return <ProblemNotice error={setup.error} onRetry={() => void setup.refetch()} />;
  if (setup.data.state === "used") return <Frame title={m.session.used} text={m.session.usedText}>{signIn}</Frame>;
  return setup.data.state === "demo" ? <Demo token={token} /> : <FirstAdmin token={token} />;
}

/** Signs in by some request and opens the backlog; keeps what went wrong. */
function useEnter() {
  const queries = useQueryClient();
  const router = useRouter();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const enter = async (request: () => Promise<Session>) => {
    setBusy(true);
    setError(undefined);
    try {
      const session = await request();
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(paths.backlog());
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return { enter, error, busy };
}

function Demo({ token }: { token: string }) {
  const { enter, error, busy } = useEnter();
  return (
    <Frame title={m.session.welcome} text={m.session.demoText}>
      <Button kind="primary" autoFocus className="w-full" disabled={busy} onClick={() => void enter(() => read(api.POST("/api/v1/setup/demo", { body: { token } })))}>
        {m.session.demoEnter}
      </Button>
      <ProblemLine error={error} />
    </Frame>
  );
}

function FirstAdmin({ token }: { token: string }) {
  const { enter, error, busy } = useEnter();
  const [draft, setDraft] = useState({ name: "", email: "", password: "" });
  const set = (field: keyof typeof draft) => (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter(() => read(api.POST("/api/v1/setup", { body: { token, ...draft, name: draft.name.trim(), email: draft.email.trim() } })));
  };
  return (
    <Frame title={m.session.welcome} text={m.session.firstAdmin}>
      <form onSubmit={submit}>
        <Field label={m.session.yourName}>{(control) => <input {...control} autoFocus required autoComplete="name" className="field w-full" value={draft.name} onChange={set("name")} />}</Field>
        <Field label={m.session.email}>{(control) => <input {...control} type="email" required autoComplete="username" className="field w-full" value={draft.email} onChange={set("email")} />}</Field>
        <Field label={m.session.newPassword} help={m.session.passwordHelp}>
          {(control) => <input {...control} type="password" required minLength={PASSWORD_LENGTH} autoComplete="new-password" className="field w-full" value={draft.password} onChange={set("password")} />}
        </Field>
        <Button kind="primary" type="submit" disabled={busy} className="w-full">{m.session.createAdmin}</Button>
        <ProblemLine error={error} />
      </form>
    </Frame>
  );
}
