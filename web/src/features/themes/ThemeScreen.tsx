/** One theme: its numbers, its voices, what it may be about, and what people make of it. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { Suspense, lazy, useState } from "react";
import { useActions } from "@/actions/context";
import type { Quote, ThemeDetail } from "@/api/types";
import { QuoteBlock } from "@/features/evidence";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Button, IconButton } from "@/ui/Button";
import { EditText } from "@/ui/EditText";
import { CloseIcon, MoreIcon, PinIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Menu } from "@/ui/Menu";
import { money } from "@/ui/money";
import { ProblemNotice } from "@/ui/Notice";
import { Section } from "@/ui/Section";
import { Skeleton } from "@/ui/Skeleton";
import { useNow } from "@/ui/useNow";
import { LinkedItems } from "./LinkedItems";
import { themeQuery } from "./query";
import { Sparkline } from "./Sparkline";
import type { ThemeDialog } from "./ThemeDialogs";
import { ThemeFacts } from "./ThemeFacts";
import { useThemeWrites } from "./useThemeWrites";

const ThemeDialogs = lazy(() => import("./ThemeDialogs"));

export function ThemeScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const router = useRouter();
  const answer = useQuery(themeQuery(id));
  useActions([{ id: "themes.back", title: m.themes.backTo, group: "navigate", keys: ["Escape"], keysOnly: true, run: () => (router.history.canGoBack() ? router.history.back() : router.history.push(paths.themes())) }]);
  return (
    <>
      <Region name="crumbs">
        <Link href={paths.themes()} className="font-normal text-muted hover:text-ink">{m.themes.title}</Link>
        <span className="text-faint" aria-hidden="true">/</span>
        <h1 className="truncate text-base">{answer.data?.theme.name}</h1>
      </Region>
      <div className="mx-auto w-full max-w-5xl px-4 pb-16 pt-5 sm:px-8">
        {answer.isPending && <Skeleton label={m.errors.loading} lines={10} />}
        {answer.error && !answer.data && <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />}
        {answer.data && <Loaded key={id} detail={answer.data} />}
      </div>
    </>
  );
}

function Loaded({ detail }: { detail: ThemeDetail }) {
  const { theme, typical, outlying } = detail;
  const { now, today } = useNow();
  const writable = mayWrite(useSession());
  const writes = useThemeWrites();
  const [dialog, setDialog] = useState<ThemeDialog>();
  const choices = [
    { id: "merge", label: m.themes.merge, run: () => setDialog("merge") },
    { id: "split", label: m.themes.split, run: () => setDialog("split") },
    theme.dismissed
      ? { id: "back", label: m.themes.bringBack, separated: true, run: () => void writes.change(theme, { dismissed: null }, m.themes.broughtBack) }
      : { id: "dismiss", label: m.themes.dismiss, separated: true, run: () => setDialog("dismiss") },
  ];
  const pin = () => void writes.change(theme, { pinned: !theme.pinned }, m.themes.pinChanged(!theme.pinned));
  return (
    <div className="flex flex-col gap-6">
      {writable && (
        <Region name="tools">
          <Button kind="quiet" onClick={pin}><PinIcon />{theme.pinned ? m.themes.unpin : m.themes.pin}</Button>
          <Menu label={m.themes.actions} choices={choices} trigger={<IconButton icon={MoreIcon} label={m.themes.actions} />} />
        </Region>
      )}
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-64 flex-1">
          <EditText label={m.themes.name} value={theme.name} required className="text-xl font-semibold" onSave={writable ? (name) => void writes.change(theme, { name }, m.themes.renamed) : undefined} />
          {theme.named && <p className="pb-1 text-sm text-faint">{m.themes.label(theme.label)}</p>}
          <p className="text-muted">
            {m.themes.notes(theme.size)}, {m.themes.accounts(theme.accounts)}
            {theme.revenue > 0 && ` · ${money(theme.revenue)}`}
          </p>
          <ThemeFacts theme={theme} today={today} />
        </div>
        <Sparkline weeks={theme.weeks} width={208} />
      </div>
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_300px]">
        <div className="flex min-w-0 flex-col gap-6">
          <Quotes title={m.themes.typical} note={m.themes.typicalNote} quotes={typical} now={now} />
          {outlying.length > 0 && <Quotes title={m.themes.outlying} note={m.themes.outlyingNote} quotes={outlying} now={now} onTakeOut={writable ? (note) => void writes.takeOut(theme.id, note) : undefined} />}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Section title={m.themes.problem}>
            {theme.problem_id ? <Link href={paths.statement(theme.problem_id)} className="text-accent underline">{m.themes.openProblem}</Link> : <p className="pb-2 text-faint">{m.themes.problemNone}</p>}
            {!theme.problem_id && writable && <Button onClick={() => setDialog("problem")}>{m.themes.makeProblem}</Button>}
          </Section>
          <LinkedItems detail={detail} writable={writable} />
          {theme.segments.length > 0 && (
            <Section title={m.themes.segments}>
              <ul>{theme.segments.map(({ id, name, accounts, lift }) => <li key={id} className="py-0.5">{m.themes.lift(name, accounts, m.words.number(lift))}</li>)}</ul>
            </Section>
          )}
        </div>
      </div>
      <Suspense>{dialog && <ThemeDialogs dialog={dialog} detail={detail} onClose={() => setDialog(undefined)} />}</Suspense>
    </div>
  );
}

interface QuotesProps {
  title: string;
  note: string;
  quotes: readonly Quote[];
  now: number;
  onTakeOut?: ((noteId: string) => void) | undefined;
}

function Quotes({ title, note, quotes, now, onTakeOut }: QuotesProps) {
  return (
    <Section title={title} note={note}>
      {quotes.length === 0 && <p className="text-faint">{m.themes.quotesNone}</p>}
      <ul className="flex flex-col gap-3">
        {quotes.map((quote) => (
          <li key={quote.note_id} className="group flex items-start gap-2">
            <div className="min-w-0 flex-1"><QuoteBlock quote={quote} now={now} /></div>
            {onTakeOut && <IconButton icon={CloseIcon} label={m.themes.takeOut} className="!h-6 !w-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => onTakeOut(quote.note_id)} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
