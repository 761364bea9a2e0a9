/** Signing in with e-mail and password; leads on to the place that was wanted. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, read } from "@/api/client";
import { ProblemError } from "@/api/problem";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { ProblemLine } from "@/ui/Notice";
import { destination } from "./destination";
import { Frame } from "./Frame";
import { sessionQuery } from "./session";

export function SignInScreen() {
  const queries = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const session = await read(api.POST("/api/v1/session", { body: { email: email.trim(), password } }));
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(destination(next));
    } catch (problem) {
      setError(problem instanceof ProblemError && problem.status === 429 ? new ProblemError({ ...problem.problem, hint: problem.problem.hint ?? m.session.tooMany }) : problem);
      setBusy(false);
    }
  };
  return (
    <Frame title={m.session.signIn} text={m.session.signInText}>
      <form onSubmit={(event) => void submit(event)}>
        <Field label={m.session.email}>
          {(control) => <input {...control} type="email" autoComplete="username" autoFocus required className="field w-full" value={email} onChange={(event) => setEmail(event.target.value)} />}
        </Field>
        <Field label={m.session.password} help={m.session.signInHelp}>
          {(control) => <input {...control} type="password" autoComplete="current-password" required className="field w-full" value={password} onChange={(event) => setPassword(event.target.value)} />}
        </Field>
        <Button kind="primary" type="submit" disabled={busy} className="w-full">{m.session.signIn}</Button>
        <ProblemLine error={error} />
      </form>
    </Frame>
  );
}
