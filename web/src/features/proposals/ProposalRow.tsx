/** One item with what is proposed for it and why; each value can be changed before it is accepted. */
import { HORIZONS, LANES, SEVERITIES, type Horizon, type Lane, type Proposal, type Severity } from "@/api/types";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { LaneGlyph } from "@/ui/glyphs";
import { CheckIcon, CloseIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import type { Change } from "./balance";

interface ProposalRowProps {
  proposal: Proposal;
  index: number;
  current: boolean;
  selected: boolean;
  onCurrent: () => void;
  onSelect: () => void;
  onChange: (change: Change) => void;
  onAccept: () => void;
  onSkip: () => void;
}

export const fieldId = (index: number, field: string) => `proposal-${index}-${field}`;

export function ProposalRow({ proposal, index, current, selected, onCurrent, onSelect, onChange, onAccept, onSkip }: ProposalRowProps) {
  const select = <T extends string>(field: keyof Change, label: string, value: T | undefined, options: readonly { value: T; label: string }[]) => (
    <select
      id={fieldId(index, field)}
      aria-label={label}
      title={proposal.reasons[field]}
      className={cx("field w-full !bg-transparent hover:!border-line-strong", current ? "" : "!border-transparent", !value && "text-faint")}
      value={value ?? ""}
      onChange={(event) => onChange({ [field]: event.target.value || undefined })}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
      }}
    >
      <option value="">{m.proposals.noChange}</option>
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
  const reasons = [...new Set(Object.values(proposal.reasons))].join(" · ");
  return (
    <div
      role="listitem"
      aria-current={current || undefined}
      className={cx("grid grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b border-line/60 px-4 py-1.5 hover:bg-hover lg:grid-cols-[20px_minmax(0,1fr)_150px_110px_84px_auto]", current && "is-current", selected && "is-selected")}
      onPointerDown={onCurrent}
    >
      <input type="checkbox" aria-label={m.proposals.selectOf(proposal.key)} className="accent-accent" checked={selected} onChange={onSelect} />
      <div className="min-w-0">
        <div className="flex min-w-0 items-center gap-2">
          {proposal.lane && <LaneGlyph lane={proposal.lane} />}
          <Link href={paths.item(proposal.key)} className="shrink-0 text-faint hover:underline">{proposal.key}</Link>
          <span className="truncate" title={proposal.title}>{proposal.title}</span>
        </div>
        <div className="truncate text-sm text-muted" title={reasons}>{reasons} <span className="text-faint">· {m.proposals.confidence(proposal.confidence)}</span></div>
      </div>
      <div className="contents max-lg:order-last max-lg:col-span-3 max-lg:grid max-lg:grid-cols-3 max-lg:gap-2">
        {select("lane", m.proposals.laneOf(proposal.key), proposal.lane, LANES.map((lane: Lane) => ({ value: lane, label: m.words.lane[lane] })))}
        {select("horizon", m.proposals.horizonOf(proposal.key), proposal.horizon, HORIZONS.map((horizon: Horizon) => ({ value: horizon, label: m.words.horizon[horizon] })))}
        {proposal.lane === "hotfix" ? select("severity", m.proposals.severityOf(proposal.key), proposal.severity, SEVERITIES.map((severity: Severity) => ({ value: severity, label: m.words.severity[severity] }))) : <span />}
      </div>
      <div className="flex gap-1">
        <Button onClick={onAccept} aria-label={m.proposals.acceptOf(proposal.key)} className="!px-2"><CheckIcon className="text-good" /><span className="max-sm:sr-only">{m.proposals.accept}</span></Button>
        <IconButton icon={CloseIcon} label={m.proposals.skipOf(proposal.key)} onClick={onSkip} />
      </div>
    </div>
  );
}
