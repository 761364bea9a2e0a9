/** A registry as a table that is edited in place, with a row for a new entry and a search once it is long. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type FormEvent, type ReactNode } from "react";
import { registryQuery } from "@/api/registry";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { CloseIcon, PlusIcon } from "@/ui/icons";
import { ProblemLine, ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { Cell } from "./Cell";
import { COLUMNS, textOf, valueOf, type SimpleRegistry } from "./columns";
import { fieldName, useRegistryWrites, type Fields } from "./useRegistryWrites";

type Row = Fields & { id: string; version: number; name: string };

interface RegistryTableProps {
  name: SimpleRegistry;
  readOnly: boolean;
  /** A further column, at the end. */
  extra?: { title: string; cell: (row: Row) => ReactNode };
}

const SHOWN = 100;
const SEARCH_FROM = 12;

export function RegistryTable({ name, readOnly, extra }: RegistryTableProps) {
  const registry = useQuery(registryQuery(name));
  const writes = useRegistryWrites(name);
  const [words, setWords] = useState("");
  const [limit, setLimit] = useState(SHOWN);
  const columns = COLUMNS[name];
  const rows = useMemo(() => {
    const all = (registry.data ?? []) as unknown as Row[];
    const wanted = words.trim().toLowerCase();
    return wanted ? all.filter((row) => columns.some(({ field }) => textOf(row[field]).toLowerCase().includes(wanted))) : all;
  }, [registry.data, words, columns]);
  if (registry.isPending) return <Skeleton label={m.errors.loading} lines={6} />;
  if (registry.error) return <ProblemNotice error={registry.error} onRetry={() => void registry.refetch()} />;
  const total = registry.data.length;
  return (
    <div>
      <p className="max-w-prose pb-3 text-muted">{m.settings.intros[name]}</p>
      {total > SEARCH_FROM && <input type="search" aria-label={m.settings.find} placeholder={m.settings.find} className="field mb-3 w-64 max-w-full" value={words} onChange={(event) => setWords(event.target.value)} />}
      <div className="overflow-x-auto">
        <table className="w-full border-separate border-spacing-0">
          <thead className="text-left text-sm text-muted">
            <tr>
              {columns.map(({ field }) => <th key={field} scope="col" className="border-b border-line px-2 pb-1 font-normal">{fieldName(field)}</th>)}
              {extra && <th scope="col" className="border-b border-line px-2 pb-1 font-normal">{extra.title}</th>}
              <td className="border-b border-line" />
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, limit).map((row) => (
              <tr key={row.id} className="group align-top hover:bg-hover">
                {columns.map((column) => (
                  <td key={column.field} className={`py-0.5 ${column.width}`}>
                    <Cell column={column} label={m.settings.of(fieldName(column.field), row.name)} value={row[column.field]} readOnly={readOnly} onSave={(value) => void writes.change({ ...row, label: row.name }, { [column.field]: value })} />
                  </td>
                ))}
                {extra && <td className="px-2 py-0.5">{extra.cell(row)}</td>}
                <td className="w-8 py-0.5">
                  {!readOnly && <IconButton icon={CloseIcon} label={m.settings.remove(row.name)} className="opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => void writes.remove(row, m.settings.removed(row.name))} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p className="px-2 py-4 text-faint">{total === 0 ? m.settings.empties[name] : m.settings.noMatch}</p>}
      {rows.length > limit && <Button className="mt-2" onClick={() => setLimit(limit + SHOWN)}>{m.settings.more(Math.min(SHOWN, rows.length - limit))}</Button>}
      {!readOnly && <NewEntry name={name} />}
    </div>
  );
}

/** The form of a new entry; what is wrong is told beside it. */
function NewEntry({ name }: { name: SimpleRegistry }) {
  const writes = useRegistryWrites(name);
  const [draft, setDraft] = useState<Fields>({});
  const [error, setError] = useState<unknown>();
  const columns = COLUMNS[name].filter(({ kind }) => kind !== "check");
  const complete = columns.every(({ field, required }) => !required || textOf(draft[field]).trim());
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    const fields = Object.fromEntries(columns.map(({ field, kind }): [string, unknown] => [field, Array.isArray(draft[field]) ? draft[field] : valueOf(kind, textOf(draft[field]))]).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)));
    try {
      await writes.add(name === "people" ? { ...fields, active: true } : fields, m.settings.added(textOf(draft.name)));
      setDraft({});
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <form onSubmit={(event) => void add(event)} className="pt-4">
      <div className="flex flex-wrap items-start gap-2">
        {columns.map((column) => (
          <span key={column.field} className="w-44">
            <Cell live column={column} label={m.settings.addOf(fieldName(column.field))} value={draft[column.field]} readOnly={false} onSave={(value) => setDraft((now) => ({ ...now, [column.field]: value }))} />
          </span>
        ))}
        <Button type="submit" disabled={!complete}><PlusIcon />{m.settings.add}</Button>
      </div>
      <ProblemLine error={error} />
    </form>
  );
}
