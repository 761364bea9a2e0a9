/** Everything out again. */
import { m } from "@/messages";

const FORMATS = [
  { format: "csv", title: m.settings.exportCsv, text: m.settings.exportCsvText, admin: false },
  { format: "ndjson", title: m.settings.exportNdjson, text: m.settings.exportNdjsonText, admin: true },
] as const;

export function Export({ admin }: { admin: boolean }) {
  return (
    <div>
      <p className="pb-4 text-muted">{m.settings.exportIntro}</p>
      <ul className="divide-y divide-line border-y border-line">
        {FORMATS.map(({ format, title, text, admin: needsAdmin }) => (
          <li key={format} className="flex flex-wrap items-center gap-3 py-3">
            <span className="min-w-60 flex-1">
              <span className="block font-medium">{title}</span>
              <span className="block text-muted">{text}</span>
            </span>
            {needsAdmin && !admin ? (
              <span className="text-sm text-faint">{m.settings.adminOnly}</span>
            ) : (
              <a href={`/api/v1/export?format=${format}`} download aria-label={`${m.settings.download}: ${title}`} className="inline-flex h-(--control) items-center rounded-md border border-line-strong px-3 hover:bg-hover">{m.settings.download}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
