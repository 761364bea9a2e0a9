/** What someone said: the marked words within what stands around them, and whose words they are. */
import type { Quote } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Link } from "@/ui/Link";
import { Moment } from "@/ui/Moment";
import { money } from "@/ui/money";
import { ended, LONGEST_BOLD, nearby } from "./quoting";

const AROUND = 110;

export function QuoteBlock({ quote, now }: { quote: Quote; now: number }) {
  const { account } = quote;
  return (
    <figure className="min-w-0">
      <blockquote className="border-l-2 border-line-strong pl-2.5 text-muted [overflow-wrap:anywhere]"><Words quote={quote} /></blockquote>
      <figcaption className="flex flex-wrap gap-x-2 pl-3 pt-0.5 text-sm text-faint">
        {account && <Link href={paths.account(account.id)} className="text-muted hover:underline">{account.name}</Link>}
        {account?.revenue !== undefined && <span>{money(account.revenue, account.currency)}</span>}
        <Link href={paths.note(quote.note_id)} className="hover:underline">{quote.source}</Link>
        <Moment at={quote.at} now={now} />
      </figcaption>
    </figure>
  );
}

function Words({ quote: { text, before, after, broken } }: { quote: Quote }) {
  if (text === undefined) return <em className="text-faint">{broken ? m.evidence.broken : m.evidence.erased}</em>;
  const passage = ended(text.replace(/\s+/g, " "), after);
  if (passage.length > LONGEST_BOLD || !(before || after)) return passage;
  const [left, right] = nearby(before, after, AROUND);
  return (
    <>
      {left}
      <strong className="font-semibold text-ink">{passage}</strong>
      {right}
    </>
  );
}
