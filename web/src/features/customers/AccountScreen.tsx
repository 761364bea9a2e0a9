/** One account: what it is worth, who speaks for it, what was promised, what it said. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { useActions } from "@/actions/context";
import { registryQuery, useRegistry } from "@/api/registry";
import type { Account } from "@/api/types";
import { searchQuery } from "@/features/search";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Link } from "@/ui/Link";
import { Day, Moment } from "@/ui/Moment";
import { money } from "@/ui/money";
import { Notice, ProblemLine, ProblemNotice } from "@/ui/Notice";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import { HealthMark } from "./HealthMark";
import { Promises } from "./Promises";

const NOTES = 12;

export function AccountScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const router = useRouter();
  const answer = useQuery(registryQuery("accounts"));
  const account = answer.data?.find((each) => each.id === id);
  useActions([{ id: "customers.back", title: m.customers.backTo, group: "navigate", keys: ["Escape"], keysOnly: true, run: () => (router.history.canGoBack() ? router.history.back() : router.history.push(paths.customers())) }]);
  return (
    <>
      <Region name="crumbs">
        <Link href={paths.customers()} className="font-normal text-muted hover:text-ink">{m.customers.title}</Link>
        <span className="text-faint" aria-hidden="true">/</span>
        <h1 className="truncate text-base">{account?.name}</h1>
      </Region>
      {answer.isPending && <div className="p-6"><Skeleton label={m.errors.loading} lines={10} /></div>}
      {answer.error && !answer.data && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && !account && <Notice title={m.shell.notFound}>{m.shell.notFoundText}</Notice>}
      {account && <Loaded key={id} account={account} />}
    </>
  );
}

function Loaded({ account }: { account: Account }) {
  const { now, today } = useNow();
  const writable = mayWrite(useSession());
  const contacts = useRegistry("contacts").filter(({ account_id }) => account_id === account.id);
  const { name, plan, revenue, currency, renewal, health, domains = [], segment_attributes = {} } = account;
  const facts: [string, string][] = [...(domains.length > 0 ? [[m.customers.domains, domains.join(", ")] as [string, string]] : []), ...Object.entries(segment_attributes)];
  return (
    <div className="mx-auto w-full max-w-5xl px-4 pb-16 pt-5 sm:px-8">
      <h2 className="text-xl">{name}</h2>
      <p className="flex flex-wrap gap-x-3 pb-5 text-muted">
        {plan && <span>{plan}</span>}
        {revenue !== undefined && <span>{money(revenue, currency)}</span>}
        {renewal && <span>{m.customers.renews} <Day date={renewal} today={today} /></span>}
        <HealthMark health={health} />
      </p>
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_280px]">
        <div className="flex min-w-0 flex-col gap-6">
          <Promises account={account} today={today} writable={writable} />
          <Notes accountId={account.id} now={now} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Section title={m.customers.contacts} note={contacts.length || undefined}>
            {contacts.length === 0 && <p className="text-faint">{m.customers.contactsNone}</p>}
            <ul className="flex flex-col gap-1.5">
              {contacts.map((contact) => (
                <li key={contact.id}>
                  {contact.erased_at ? <em className="text-faint">{m.customers.contactErased}</em> : contact.name}
                  {contact.role && <span className="text-muted">, {contact.role}</span>}
                  {contact.email && <a href={`mailto:${contact.email}`} className="block truncate text-sm text-faint hover:underline">{contact.email}</a>}
                </li>
              ))}
            </ul>
          </Section>
          {facts.length > 0 && (
            <Section title={m.customers.attributes}>
              <dl className="grid grid-cols-[88px_1fr] gap-x-2 gap-y-1">
                {facts.map(([label, value]) => (
                  <div key={label} className="contents">
                    <dt className="truncate text-muted">{label}</dt>
                    <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
                  </div>
                ))}
              </dl>
            </Section>
          )}
        </div>
      </div>
    </div>
  );
}

/** The newest notes of the account. */
function Notes({ accountId, now }: { accountId: string; now: number }) {
  const answer = useQuery(searchQuery({ kinds: "note", account: accountId, limit: NOTES }));
  const hits = answer.data?.hits;
  return (
    <Section title={m.customers.notes} note={answer.data?.total} tools={<Link href={paths.search({ kinds: "note", account: accountId })} className="rounded-md px-1.5 text-sm text-accent hover:underline">{m.customers.notesAll}</Link>}>
      {answer.isPending && <Skeleton label={m.errors.loading} />}
      <ProblemLine error={answer.error} />
      {hits?.length === 0 && <p className="text-faint">{m.customers.notesNone}</p>}
      <ul className="flex flex-col">
        {hits?.map(({ id, title, excerpt, source, at }) => (
          <li key={id} className="border-b border-line/60">
            <Link href={paths.note(id)} className="flex flex-col py-1.5 -outline-offset-2 hover:bg-hover">
              {title && <span className="font-medium">{title}</span>}
              <span className="line-clamp-2 text-muted [overflow-wrap:anywhere]">{excerpt}</span>
              <span className="flex gap-2 text-sm text-faint"><span>{source}</span>{at && <Moment at={at} now={now} />}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
