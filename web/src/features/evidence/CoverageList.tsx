/** Who is heard and who is not: silent segments in a sentence, the others by share; and what the loudest account contributes. */
import type { ItemEvidence } from "@/api/types";
import { m } from "@/messages";
import { WarnIcon } from "@/ui/icons";
import { coverageOf } from "./coverage";

export function CoverageList({ evidence }: { evidence: ItemEvidence }) {
  const { silent, heard } = coverageOf(evidence.coverage);
  const { loudest } = evidence;
  return (
    <div className="flex flex-col gap-1">
      {evidence.coverage.length > 0 && (
        <p className="flex items-start gap-1.5">
          {silent.length > 0 && <WarnIcon className="mt-0.5 shrink-0 text-warn" />}
          {silent.length > 0 ? m.evidence.silent(silent.map(({ name, accounts }) => m.evidence.silentOne(name, accounts)).join(", ")) : m.evidence.heardByAll}
        </p>
      )}
      {loudest && <p className="text-muted">{m.evidence.loudest(loudest.name, m.words.percent(loudest.share), loudest.voices)}</p>}
      {heard.length > 0 && (
        <details>
          <summary className="w-fit rounded-md px-1 text-sm text-muted hover:bg-hover">{m.evidence.coverage}</summary>
          <dl className="grid grid-cols-[minmax(0,auto)_minmax(64px,1fr)_auto] items-center gap-x-3 gap-y-1 pt-1">
            {heard.map(({ segment_id, name, voices, accounts, share }) => (
              <div key={segment_id} className="contents">
                <dt className="truncate">{name}</dt>
                <dd aria-hidden="true" className="h-1.5 rounded-sm bg-line"><span className="bar-segment block h-full rounded-sm bg-muted" style={{ width: m.words.percent(share) }} /></dd>
                <dd className="text-right text-sm text-muted">{m.evidence.coverageOf(voices, accounts)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}
