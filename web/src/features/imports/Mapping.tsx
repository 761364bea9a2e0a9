/** What each column of the file becomes. */
import type { ImportDraft, ImportTarget } from "@/api/types";
import { m } from "@/messages";
import { Section } from "@/ui/Section";

/** The target of a column that is left out. */
const IGNORED = "ignore";

interface MappingProps {
  draft: ImportDraft;
  onMapping: (mapping: Record<string, ImportTarget>) => void;
}

export function Mapping({ draft, onMapping }: MappingProps) {
  if (draft.columns.length === 0) return null;
  const fixed = !draft.takes_mapping;
  const mapping = draft.mapping ?? Object.fromEntries(draft.columns.flatMap(({ index, target }) => (target ? [[String(index), target]] : [])));
  const left = draft.columns.filter(({ index }) => !mapping[index] || mapping[index] === IGNORED).length;
  const set = (index: number, target: string) => {
    onMapping({ ...mapping, [index]: target });
  };
  return (
    <Section title={m.imports.mapping} note={fixed ? m.imports.mappingFixed : left > 0 ? m.imports.leftOutCount(left) : m.imports.mappingHelp}>
      <div className="overflow-x-auto rounded-md border border-line">
        <table className="w-full min-w-[34rem]">
          <thead className="bg-canvas text-left text-sm text-muted">
            <tr>
              <th scope="col" className="px-3 py-1.5 font-medium">{m.imports.column}</th>
              <th scope="col" className="px-3 py-1.5 font-medium">{m.imports.samples}</th>
              <th scope="col" className="w-52 px-3 py-1.5 font-medium">{m.imports.target}</th>
            </tr>
          </thead>
          <tbody>
            {draft.columns.map((column) => {
              const target = mapping[column.index] ?? IGNORED;
              return (
                <tr key={column.index} className="border-t border-line">
                  <th scope="row" className="max-w-48 break-words px-3 py-1 text-left font-normal">{column.name}</th>
                  <td className="max-w-72 truncate px-3 py-1 text-muted">{column.samples.join(" · ")}</td>
                  <td className="px-3 py-1">
                    {fixed ? (
                      (column.target && column.target !== IGNORED ? column.target.replaceAll("_", " ") : <span className="text-faint">{m.imports.leftOut}</span>)
                    ) : (
                      <select aria-label={`${m.imports.target}: ${column.name}`} title={draft.targets.find(({ key }) => key === target)?.help} className={`field w-full ${target === IGNORED ? "text-faint" : ""}`} value={target} onChange={(event) => set(column.index, event.target.value)}>
                        {draft.targets.map(({ key, label }) => <option key={key} value={key}>{label}</option>)}
                      </select>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
