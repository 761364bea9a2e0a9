/** What each column of the file becomes. */
import type { ImportDraft } from "@/api/types";
import { m } from "@/messages";
import { Section } from "@/ui/Section";

interface MappingProps {
  draft: ImportDraft;
  onMapping: (mapping: Record<string, string>) => void;
}

export function Mapping({ draft, onMapping }: MappingProps) {
  if (draft.columns.length === 0) return null;
  const fixed = draft.targets.length === 0;
  const left = draft.columns.filter(({ index }) => !draft.mapping[index]).length;
  const set = (index: number, target: string) => {
    const rest = Object.entries(draft.mapping).filter(([at]) => at !== String(index));
    onMapping(Object.fromEntries(target ? [...rest, [String(index), target]] : rest));
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
              const target = draft.mapping[column.index] ?? "";
              return (
                <tr key={column.index} className="border-t border-line">
                  <th scope="row" className="max-w-48 break-words px-3 py-1 text-left font-normal">{column.name}</th>
                  <td className="max-w-72 truncate px-3 py-1 text-muted">{column.sample.join(" · ")}</td>
                  <td className="px-3 py-1">
                    {fixed ? (
                      (column.target ?? <span className="text-faint">{m.imports.leftOut}</span>)
                    ) : (
                      <select aria-label={`${m.imports.target}: ${column.name}`} title={draft.targets.find(({ key }) => key === target)?.help} className={`field w-full ${target ? "" : "text-faint"}`} value={target} onChange={(event) => set(column.index, event.target.value)}>
                        <option value="">{m.imports.leftOut}</option>
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
