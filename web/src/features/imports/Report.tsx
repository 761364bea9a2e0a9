/** What an import would do, or did: counts, what cannot be read with row and column, warnings, the first rows. */
import type { ImportReport } from "@/api/types";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { WarnIcon } from "@/ui/icons";
import { Section } from "@/ui/Section";
import { showToast } from "@/ui/toasts";
import { errorRows, errorText } from "./report";

const SHOWN = 200;

export function Report({ report }: { report: ImportReport }) {
  const also = Object.entries(m.imports.also).flatMap(([kind, words]) => {
    const count = report[kind as "people"] ?? 0;
    return count > 0 ? [m.imports.alsoText(count, words)] : [];
  });
  const warnings = [...report.warnings, ...((report.unknown_links ?? 0) > 0 ? [m.imports.unknownLinks(report.unknown_links ?? 0)] : [])];
  return (
    <div className="flex flex-col gap-5">
      <div>
        <p className="flex flex-wrap gap-x-5 gap-y-1 text-lg">
          <span className="font-semibold">{m.imports.creates(report.creates)}</span>
          {report.updates > 0 && <span>{m.imports.updates(report.updates)}</span>}
          {report.unchanged > 0 && <span className="text-muted">{m.imports.unchanged(report.unchanged)}</span>}
          {(report.restored ?? 0) > 0 && <span>{m.imports.restored(report.restored ?? 0)}</span>}
          {(report.deleted_here ?? 0) > 0 && <span className="text-muted">{m.imports.deletedHere(report.deleted_here ?? 0)}</span>}
          {(report.skipped ?? 0) > 0 && <span className="text-warn">{m.imports.skipped(report.skipped ?? 0)}</span>}
        </p>
        {also.length > 0 && <p className="text-muted">{also.join(" · ")}</p>}
      </div>
      {warnings.length > 0 && (
        <Section title={m.imports.warnings}>
          <ul className="flex flex-col gap-1">
            {warnings.map((warning) => <li key={warning} className="flex gap-2"><WarnIcon className="mt-0.5 shrink-0 text-warn" />{warning}</li>)}
          </ul>
        </Section>
      )}
      {report.errors.length > 0 && <Errors errors={report.errors} />}
      {report.sample && report.sample.length > 0 && <Sample rows={report.sample} />}
    </div>
  );
}

export function Errors({ errors }: Pick<ImportReport, "errors">) {
  const rows = errorRows(errors, m.imports.empty);
  const header = [m.imports.row, m.imports.column, m.imports.value, m.imports.expected];
  const copy = () => {
    void navigator.clipboard.writeText(errorText(rows, header));
    showToast({ kind: "done", title: m.imports.errorsCopied });
  };
  return (
    <Section title={m.imports.errors(errors.length)} tools={<Button kind="quiet" onClick={copy}>{m.imports.errorsCopy}</Button>}>
      <p className="pb-2 text-sm text-faint">{m.imports.errorsHelp}</p>
      <div className="max-h-72 overflow-auto rounded-md border border-line">
        <table className="w-full min-w-[28rem]">
          <thead className="sticky top-0 bg-canvas text-left text-sm text-muted">
            <tr>{header.map((title) => <th key={title} scope="col" className="px-3 py-1.5 font-medium">{title}</th>)}</tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row, index) => (
              <tr key={index} className="border-t border-line align-top">
                <td className="px-3 py-1 text-muted">{row.row}</td>
                <td className="px-3 py-1">{row.column}</td>
                <td className="max-w-60 break-words px-3 py-1 font-mono text-sm text-danger">{row.value}</td>
                <td className="px-3 py-1">{row.expected}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > SHOWN && <p className="pt-1 text-sm text-faint">{m.imports.errorsMore(rows.length - SHOWN)}</p>}
    </Section>
  );
}

function Sample({ rows }: { rows: NonNullable<ImportReport["sample"]> }) {
  return (
    <Section title={m.imports.sample}>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.row} className="flex min-w-0 items-baseline gap-3 py-1">
            <span className="w-10 shrink-0 text-right text-sm text-faint">{row.row}</span>
            <span className="w-16 shrink-0 text-sm text-muted">{m.imports.actions[row.action] ?? row.action}</span>
            {row.key && <span className="shrink-0 text-faint">{row.key}</span>}
            <span className="min-w-0 truncate" title={row.changes?.join("\n")}>{row.title}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
