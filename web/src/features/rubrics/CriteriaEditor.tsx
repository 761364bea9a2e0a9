/** The criteria of a rubric: what is estimated per item, in which unit, and what is believed when nothing is known. */
import { PILLARS, UNITS, type Criterion } from "@/api/types";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { CloseIcon, PlusIcon } from "@/ui/icons";
import { Section } from "@/ui/Section";
import { newCriterion, replaced, without } from "./draft";

interface CriteriaEditorProps {
  criteria: readonly Criterion[];
  readOnly: boolean;
  onChange: (criteria: Criterion[]) => void;
}

const PARTS = ["low", "likely", "high"] as const;

export function CriteriaEditor({ criteria, readOnly, onChange }: CriteriaEditorProps) {
  const t = m.rubrics;
  const set = (at: number, change: Partial<Criterion>) => onChange(replaced(criteria, at, change));
  const head = [t.label, t.key, t.pillar, t.unit, t.direction, t.prior, t.missing];
  return (
    <Section title={t.criteria} tools={!readOnly && <Button kind="quiet" onClick={() => onChange([...criteria, newCriterion(t.newCriterion, criteria)])}><PlusIcon />{t.addCriterion}</Button>}>
      <p className="pb-2 text-sm text-faint">{t.criteriaHelp}</p>
      <div className="overflow-x-auto">
        <table className="w-full min-w-[66rem]">
          <thead className="text-left text-sm text-muted">
            <tr>
              {head.map((title) => <th key={title} scope="col" className="pb-1 pr-2 font-normal">{title}</th>)}
              <td />
            </tr>
          </thead>
          <tbody>
            {criteria.map((criterion, at) => {
              const pick = (field: "pillar" | "unit" | "direction" | "missing", title: string, width: string, options: readonly (readonly [string, string])[]) => (
                <select aria-label={t.of(title, criterion.label)} disabled={readOnly} className={`field ${width}`} value={criterion[field] ?? "prior"} onChange={(event) => set(at, { [field]: event.target.value })}>
                  {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
                </select>
              );
              const bad = !(criterion.prior.low > 0 && criterion.prior.low <= criterion.prior.likely && criterion.prior.likely <= criterion.prior.high);
              return (
                // The place is the identity: keys and labels are being edited.
                <tr key={at} className="align-top">
                  <td className="pb-1.5 pr-2"><input aria-label={t.label} title={criterion.help} readOnly={readOnly} className="field w-full min-w-40" value={criterion.label} onChange={(event) => set(at, { label: event.target.value })} /></td>
                  <td className="pb-1.5 pr-2"><input aria-label={t.of(t.key, criterion.label)} readOnly={readOnly} pattern="[a-z][a-z0-9_]*" className="field w-30 font-mono !text-sm" value={criterion.key} onChange={(event) => set(at, { key: event.target.value })} /></td>
                  <td className="pb-1.5 pr-2">{pick("pillar", t.pillar, "w-38", PILLARS.map((pillar) => [pillar, m.words.pillar[pillar]]))}</td>
                  <td className="pb-1.5 pr-2">{pick("unit", t.unit, "w-28", UNITS.map((unit) => [unit, t.units[unit]]))}</td>
                  <td className="pb-1.5 pr-2">{pick("direction", t.direction, "w-18", Object.entries(t.directions))}</td>
                  <td className="pb-1.5 pr-2">
                    <span className="flex gap-1">
                      {PARTS.map((part) => (
                        <input
                          key={part}
                          type="number"
                          min="0"
                          step="any"
                          aria-label={`${t.of(m.items[part], criterion.label)}`}
                          aria-invalid={bad || undefined}
                          title={bad ? m.items.effortOrder : m.items[part]}
                          readOnly={readOnly}
                          className="field w-19 !px-1.5"
                          value={criterion.prior[part]}
                          onChange={(event) => set(at, { prior: { ...criterion.prior, [part]: Number(event.target.value) } })}
                        />
                      ))}
                    </span>
                  </td>
                  <td className="pb-1.5 pr-2">{pick("missing", t.missing, "w-40", Object.entries(t.missings))}</td>
                  <td>{!readOnly && <IconButton icon={CloseIcon} label={t.removeOf(criterion.label)} onClick={() => onChange(without(criteria, at))} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
