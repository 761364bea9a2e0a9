/** What an import of notes would do, or did: counts, whose notes they are, companies to confirm, what could not be read. */
import type { Confirmation, ImportCounts, NoteReport } from "@/api/types";
import { m } from "@/messages";
import { WarnIcon } from "@/ui/icons";
import { Section } from "@/ui/Section";
import { Errors } from "./Report";

interface NoteReportViewProps {
  report: NoteReport;
  /** Company to account, as chosen; absent once it is done. */
  confirmed?: Readonly<Record<string, string>>;
  onConfirm?: (confirmed: Record<string, string>) => void;
}

export function NoteReportView({ report, confirmed, onConfirm }: NoteReportViewProps) {
  const t = m.imports.notes;
  const also = ([["contacts", report.contacts], ["accounts", report.accounts], ["sources", report.sources]] as const).flatMap(([what, { creates, updates }]) => [creates > 0 && t.also[what](creates), updates > 0 && t.alsoChanged[what](updates)]).filter(Boolean);
  const left = [
    report.redactions > 0 && t.redactions(report.redactions),
    report.left_deleted > 0 && t.leftDeleted(report.left_deleted),
    report.left_erased > 0 && t.leftErased(report.left_erased),
    report.too_old > 0 && t.tooOld(report.too_old),
    report.without_words > 0 && t.withoutWords(report.without_words),
  ].filter(Boolean);
  const ways = Object.entries(t.matched).flatMap(([way, say]) => {
    const count = report.matched[way as keyof NoteReport["matched"]] ?? 0;
    return count > 0 ? [say(count)] : [];
  });
  return (
    <div className="flex flex-col gap-5">
      <div>
        <Counts counts={report.notes} />
        {also.length > 0 && <p className="text-muted">{also.join(" · ")}</p>}
        {ways.length > 0 && <p className="text-muted">{ways.join(" · ")}</p>}
        {left.map((line) => <p key={String(line)} className="text-muted">{line}</p>)}
      </div>
      {report.confirmations.length > 0 && onConfirm && <Confirmations confirmations={report.confirmations} confirmed={confirmed ?? {}} onConfirm={onConfirm} />}
      {report.warnings.length > 0 && (
        <Section title={m.imports.warnings}>
          <ul className="flex flex-col gap-1">{report.warnings.map((warning) => <li key={warning} className="flex gap-2"><WarnIcon className="mt-0.5 shrink-0 text-warn" />{warning}</li>)}</ul>
        </Section>
      )}
      {report.errors.length > 0 && <Errors errors={report.errors} />}
      {report.sample.length > 0 && (
        <Section title={t.sample}>
          <ul className="divide-y divide-line">
            {report.sample.map((row) => (
              <li key={row.row} className="flex min-w-0 items-baseline gap-3 py-1">
                <span className="w-10 shrink-0 text-right text-sm text-faint">{row.row}</span>
                <span className="w-16 shrink-0 text-sm text-muted">{m.imports.actions[row.action] ?? row.action}</span>
                <span className="min-w-0 flex-1 truncate">{row.title}</span>
                <span className="max-w-40 shrink-0 truncate text-sm text-faint max-sm:hidden">{row.account ?? row.source}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Counts({ counts: { creates, updates, unchanged } }: { counts: ImportCounts }) {
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-1 text-lg">
      <span className="font-semibold">{m.imports.notes.creates(creates)}</span>
      {updates > 0 && <span>{m.imports.updates(updates)}</span>}
      {unchanged > 0 && <span className="text-muted">{m.imports.unchanged(unchanged)}</span>}
    </p>
  );
}

/** Companies of the file that look like an account: a person says which they are, or that they are none. */
function Confirmations({ confirmations, confirmed, onConfirm }: Pick<NoteReport, "confirmations"> & { confirmed: Readonly<Record<string, string>>; onConfirm: (confirmed: Record<string, string>) => void }) {
  const t = m.imports.notes;
  const companies = [...new Set(confirmations.map(({ company }) => company))].map((company) => [company, confirmations.filter((offered) => offered.company === company)] as const);
  const set = (company: string, account: string) => onConfirm(Object.fromEntries(Object.entries({ ...confirmed, [company]: account }).filter(([, id]) => id)));
  const option = ({ account_id, account_name }: Confirmation) => <option key={account_id} value={account_id}>{account_name}</option>;
  return (
    <Section title={t.confirm} note={t.confirmHelp}>
      <ul className="divide-y divide-line">
        {companies.map(([company, offered]) => (
          <li key={company} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
            <span className="min-w-40 flex-1">{company}<span className="block text-sm text-faint">{t.confirmRows(offered[0]!.rows)} · {offered[0]!.because}</span></span>
            <select aria-label={t.confirmLabel(company)} className="field w-56" value={confirmed[company] ?? ""} onChange={(event) => set(company, event.target.value)}>
              <option value="">{t.confirmNone}</option>
              {offered.map(option)}
            </select>
          </li>
        ))}
      </ul>
    </Section>
  );
}
