/** The terms of a rubric, what they are divided by, and when an item asks for attention at once. */
import { LANES, PILLARS, type Criterion, type Lane, type Pillar } from "@/api/types";
import { m } from "@/messages";
import { Button, IconButton } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { CloseIcon, PlusIcon } from "@/ui/icons";
import { Section } from "@/ui/Section";
import { newTerm, replaced, without, type RubricDraft } from "./draft";
import { FormulaField } from "./FormulaField";

interface TermsEditorProps {
  draft: RubricDraft;
  readOnly: boolean;
  onChange: (change: Partial<RubricDraft>) => void;
  /** Told whether a formula, named by its place, is right. */
  onState: (place: string, right: boolean) => void;
}

export function TermsEditor({ draft, readOnly, onChange, onState }: TermsEditorProps) {
  const t = m.rubrics;
  const { criteria, terms, thresholds } = draft;
  return (
    <>
      <Section title={t.termsTitle} tools={!readOnly && <Button kind="quiet" onClick={() => onChange({ terms: [...terms, newTerm(t.newTerm, terms, criteria)] })}><PlusIcon />{t.addTerm}</Button>}>
        <p className="pb-2 text-sm text-faint">{t.termsHelp}</p>
        <ul className="flex flex-col gap-3">
          {terms.map((term, at) => (
            <li key={at} className="flex flex-wrap items-start gap-2">
              <input aria-label={t.of(t.label, term.label)} readOnly={readOnly} className="field w-40 max-sm:flex-1" value={term.label} onChange={(event) => onChange({ terms: replaced(terms, at, { label: event.target.value }) })} />
              <select aria-label={t.of(t.pillar, term.label)} disabled={readOnly} className="field w-40 max-sm:w-32" value={term.pillar} onChange={(event) => onChange({ terms: replaced(terms, at, { pillar: event.target.value as Pillar }) })}>
                {PILLARS.map((pillar) => <option key={pillar} value={pillar}>{m.words.pillar[pillar]}</option>)}
              </select>
              <label className="flex items-center gap-1.5 text-muted">
                <span aria-hidden="true">×</span>
                <input type="number" step="any" min="0" aria-label={t.of(t.weight, term.label)} title={t.weight} readOnly={readOnly} className="field w-16" value={term.weight} onChange={(event) => onChange({ terms: replaced(terms, at, { weight: Number(event.target.value) }) })} />
              </label>
              <span className="flex min-w-72 flex-1 basis-72 items-start gap-1">
                <FormulaField label={t.of(t.formula, term.label)} value={term.formula} criteria={criteria} readOnly={readOnly} onChange={(formula) => onChange({ terms: replaced(terms, at, { formula }) })} onState={(right) => onState(`term ${at}`, right)} />
                {!readOnly && <IconButton icon={CloseIcon} label={t.removeOf(term.label)} onClick={() => onChange({ terms: without(terms, at) })} />}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t.effort}>
        <div className="grid gap-x-6 sm:grid-cols-[minmax(0,1fr)_220px]">
          <div>
            <FormulaField label={t.effort} value={draft.effort} criteria={criteria} readOnly={readOnly} onChange={(effort) => onChange({ effort })} onState={(right) => onState("effort", right)} />
            <p className="pb-3 text-sm text-faint">{t.effortHelp}</p>
          </div>
          <Field label={t.scoreUnit}>{(control) => <input {...control} readOnly={readOnly} className="field w-full" value={draft.score_unit} onChange={(event) => onChange({ score_unit: event.target.value })} />}</Field>
        </div>
      </Section>
      <Section title={t.thresholds} tools={!readOnly && <Button kind="quiet" onClick={() => onChange({ thresholds: [...thresholds, { name: t.newThreshold, condition: conditionOf(criteria) }] })}><PlusIcon />{t.addThreshold}</Button>}>
        <p className="pb-2 text-sm text-faint">{t.thresholdsHelp}</p>
        <ul className="flex flex-col gap-3">
          {thresholds.map((threshold, at) => (
            <li key={at} className="flex flex-wrap items-start gap-2">
              <input aria-label={t.of(t.threshold, threshold.name)} readOnly={readOnly} className="field w-60" value={threshold.name} onChange={(event) => onChange({ thresholds: replaced(thresholds, at, { name: event.target.value }) })} />
              <select
                aria-label={t.of(t.lane, threshold.name)}
                disabled={readOnly}
                className="field w-36"
                value={threshold.lane ?? ""}
                onChange={(event) => onChange({ thresholds: thresholds.map((each, index) => (index === at ? { name: each.name, condition: each.condition, ...(event.target.value ? { lane: event.target.value as Lane } : {}) } : each)) })}
              >
                <option value="">{t.laneAny}</option>
                {LANES.map((lane) => <option key={lane} value={lane}>{m.words.lane[lane]}</option>)}
              </select>
              <span className="flex min-w-72 flex-1 basis-72 items-start gap-1">
                <FormulaField condition label={t.of(t.condition, threshold.name)} value={threshold.condition} criteria={criteria} readOnly={readOnly} onChange={(condition) => onChange({ thresholds: replaced(thresholds, at, { condition }) })} onState={(right) => onState(`threshold ${at}`, right)} />
                {!readOnly && <IconButton icon={CloseIcon} label={t.removeOf(threshold.name)} onClick={() => onChange({ thresholds: without(thresholds, at) })} />}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

/** A first condition that is well formed. */
function conditionOf([first]: readonly Criterion[]): string {
  return first ? `${first.key} >= ${first.prior.high}` : "1 > 2";
}
