/** Segments: saved questions about accounts, edited in place, with how many accounts answer them now. */
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { registryQuery } from "@/api/registry";
import type { Segment } from "@/api/types";
import { searchQuery } from "@/features/search";
import { mayWrite, useSession } from "@/features/session";
import { useRegistryWrites } from "@/features/settings";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button, IconButton } from "@/ui/Button";
import { EditText } from "@/ui/EditText";
import { Field } from "@/ui/Field";
import { CloseIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Notice, ProblemLine, ProblemNotice } from "@/ui/Notice";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import { CustomersFrame } from "./CustomersFrame";

export function SegmentsScreen() {
  const answer = useQuery(registryQuery("segments"));
  const writable = mayWrite(useSession());
  return (
    <CustomersFrame>
      <div className="min-h-0 flex-1 overflow-auto px-4 py-4">
        <div className="flex max-w-4xl flex-col gap-6">
          {answer.isPending && <Skeleton label={m.errors.loading} lines={8} />}
          {answer.error && !answer.data && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
          {answer.data?.length === 0 && <Notice title={m.customers.segmentsNone}>{m.customers.segmentsNoneText}</Notice>}
          <ul aria-label={m.customers.tabs.segments}>{answer.data?.map((segment) => <Line key={segment.id} segment={segment} writable={writable} />)}</ul>
          {answer.data && writable && <AddSegment />}
        </div>
      </div>
    </CustomersFrame>
  );
}

function Line({ segment, writable }: { segment: Segment; writable: boolean }) {
  const writes = useRegistryWrites("segments");
  const { id, version, name, predicate } = segment;
  const count = useQuery(searchQuery({ kinds: "account", segment: id, limit: 1 }));
  const entry = { id, version, label: name };
  return (
    <li className="group grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 border-b border-line/60 py-2">
      <div className="min-w-0">
        <EditText label={m.customers.segmentName} value={name} required className="font-medium" onSave={writable ? (text) => void writes.change(entry, { name: text }) : undefined} />
        <EditText label={m.customers.segmentPredicate} value={predicate} required className="font-mono text-sm text-muted" onSave={writable ? (text) => void writes.change(entry, { predicate: text }) : undefined} />
      </div>
      <div className="flex items-center gap-2">
        {count.data && <Link href={paths.search({ kinds: "account", segment: id })} title={m.customers.showAccounts} className="whitespace-nowrap py-0.5 text-muted hover:underline">{m.customers.accountsIn(count.data.total)}</Link>}
        {writable && <IconButton icon={CloseIcon} label={m.customers.segmentDelete(name)} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => void writes.remove(entry, m.customers.segmentDeleted(name))} />}
      </div>
    </li>
  );
}

function AddSegment() {
  const writes = useRegistryWrites("segments");
  const [draft, setDraft] = useState({ name: "", predicate: "" });
  const [error, setError] = useState<unknown>();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      await writes.add({ name: draft.name.trim(), predicate: draft.predicate.trim() }, m.customers.segmentAdded(draft.name.trim()));
      setDraft({ name: "", predicate: "" });
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Section title={m.customers.segmentAdd}>
      <form onSubmit={(event) => void add(event)} className="max-w-xl pt-1">
        <Field label={m.customers.segmentName}>{(control) => <input {...control} required className="field w-full" value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />}</Field>
        <Field label={m.customers.segmentPredicate} help={m.customers.segmentPredicateHelp}>{(control) => <input {...control} required placeholder={m.customers.segmentExample} className="field w-full font-mono" value={draft.predicate} onChange={(event) => setDraft({ ...draft, predicate: event.target.value })} />}</Field>
        <Button type="submit" kind="primary" disabled={!draft.name.trim() || !draft.predicate.trim()}>{m.customers.segmentAct}</Button>
        <ProblemLine error={error} />
      </form>
    </Section>
  );
}
