/** The top of the backlog as a rubric would rank it, beside where each item stands now. */
import type { PreviewRow } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Link } from "@/ui/Link";
import { Section } from "@/ui/Section";

export function Preview({ top, entering, stale }: { top: readonly PreviewRow[]; entering: number; stale: boolean }) {
  return (
    <Section title={m.rubrics.preview} note={stale ? <span className="text-warn">{m.rubrics.previewStale}</span> : m.rubrics.previewText(entering)}>
      <div className="overflow-x-auto">
        <table className={stale ? "w-full opacity-60" : "w-full"}>
          <thead className="text-left text-sm text-muted">
            <tr>
              <th scope="col" className="pb-1 pr-4 text-right font-normal">{m.rubrics.rankNow}</th>
              <th scope="col" className="pb-1 pr-4 text-right font-normal">{m.rubrics.rankThen}</th>
              <th scope="col" className="pb-1 font-normal" aria-label={m.item.move} />
              <th scope="col" className="pb-1 font-normal">{m.rubrics.item}</th>
              <th scope="col" className="pb-1 text-right font-normal">{m.rubrics.score}</th>
            </tr>
          </thead>
          <tbody>
            {top.map((row) => (
              <tr key={row.item_id} className="border-t border-line/60">
                <td className="py-1 pr-4 text-right text-faint">{row.rank_now}</td>
                <td className="py-1 pr-4 text-right font-medium">{row.rank_then}</td>
                <td className="whitespace-nowrap py-1 pr-4 text-sm"><Shift now={row.rank_now} then={row.rank_then} /></td>
                <td className="w-full max-w-0 truncate py-1">
                  <Link href={paths.item(row.key)} className="hover:underline"><span className="text-faint">{row.key}</span> {row.title}</Link>
                </td>
                <td className="py-1 pl-3 text-right text-muted">{m.words.number(row.score_then)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Shift({ now, then }: { now: number | undefined; then: number }) {
  if (now === undefined) return <span className="text-accent">{m.rubrics.isNew}</span>;
  if (now > then) return <span className="text-good">▲ {m.rubrics.up(now - then)}</span>;
  if (now < then) return <span className="text-danger">▼ {m.rubrics.down(then - now)}</span>;
  return <span className="text-faint">{m.rubrics.same}</span>;
}
