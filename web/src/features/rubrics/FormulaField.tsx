/** A formula that is checked while it is typed; a mistake is shown under its characters and can be jumped to. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { api, read } from "@/api/client";
import type { Criterion } from "@/api/types";
import { m } from "@/messages";
import { cx } from "@/ui/cx";
import { CheckIcon, WarnIcon } from "@/ui/icons";
import { caretLine, toUnits } from "./caret";

interface FormulaFieldProps {
  label: string;
  value: string;
  criteria: readonly Criterion[];
  /** The result must be true or false. */
  condition?: boolean;
  readOnly: boolean;
  onChange: (formula: string) => void;
  /** Told whether it may be used as it stands. */
  onState: (right: boolean) => void;
}

const TYPING_MS = 250;

export function FormulaField({ label, value, criteria, condition = false, readOnly, onChange, onState }: FormulaFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const settled = useSettled(value);
  const names = criteria.map(({ key, unit }) => `${key}:${unit}`).join(" ");
  const check = useQuery({
    queryKey: ["formula-check", settled, names],
    queryFn: ({ signal }) => read(api.POST("/api/v1/formulas/check", { body: { formula: settled, criteria: [...criteria] }, signal })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    enabled: !readOnly,
  });
  const told = check.data && settled === value && !check.isPlaceholderData ? check.data : undefined;
  const notBool = condition && told?.ok === true && told.unit !== undefined && told.unit !== "bool";
  const right = told === undefined || (told.ok && !notBool);
  const report = useRef(onState);
  useEffect(() => {
    report.current = onState;
  });
  useEffect(() => report.current(right), [right]);

  const error = told?.error;
  const jump = () => {
    if (!error || !field.current) return;
    field.current.focus();
    field.current.setSelectionRange(...toUnits(value, error.start, error.end));
  };
  return (
    <div className="min-w-0 flex-1">
      <input
        ref={field}
        aria-label={label}
        aria-invalid={right ? undefined : true}
        aria-describedby={`${id}-told`}
        readOnly={readOnly}
        spellCheck={false}
        autoCapitalize="off"
        className={cx("field w-full font-mono !text-sm", readOnly && "!border-line")}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <div id={`${id}-told`} role="status" className="text-sm">
        {error && (
          <>
            {/* The same padding and font as the field, so that the carets stand under its characters. */}
            <pre aria-hidden="true" className="-mb-1.5 max-w-full overflow-hidden pl-[9px] pt-0.5 font-mono text-sm text-danger">{caretLine(error.start, error.end)}</pre>
            <button type="button" title={m.rubrics.goTo} onClick={jump} className="flex items-start gap-1.5 text-left text-danger hover:underline">
              <WarnIcon className="mt-px shrink-0" />
              <span><span className="sr-only">{m.rubrics.at(error.start + 1)}</span>{error.message}{error.hint && `; ${error.hint}`}</span>
            </button>
          </>
        )}
        {notBool && <span className="flex items-center gap-1.5 text-danger"><WarnIcon />{m.rubrics.formulaBool}</span>}
        {told?.ok && !condition && <span className="flex items-center gap-1 text-faint"><CheckIcon className="text-good" />{m.rubrics.formulaOk(told.unit ?? "")}</span>}
        {told?.lints?.map((lint) => <span key={lint.message} className="flex items-center gap-1.5 text-warn"><WarnIcon />{lint.message}</span>)}
      </div>
    </div>
  );
}

/** The value once typing pauses. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
