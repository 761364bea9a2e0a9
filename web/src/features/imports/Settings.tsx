/** How the file is read: preset with its reason, product, sheet, a second file with links. */
import { useRef, useState } from "react";
import { useRegistry } from "@/api/registry";
import { ITEM_PRESETS, NOTE_PRESETS, SOURCE_KINDS, type ImportChoices, type ImportDraft, type ImportPreset, type SourceKind } from "@/api/types";
import { tellProblem } from "@/api/undo";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { CheckIcon } from "@/ui/icons";
import { fileSize } from "./report";
import { uploadFile } from "./upload";

interface SettingsProps {
  draft: ImportDraft;
  onChange: (choices: ImportChoices) => void;
  onLinks: (draft: ImportDraft) => void;
}

export function Settings({ draft, onChange, onLinks }: SettingsProps) {
  const products = useRegistry("products");
  const ofItems = draft.kind === "items";
  return (
    <div className="flex flex-col">
      <p className="break-words text-lg font-semibold">{draft.file_name}</p>
      <p className="pb-4 text-muted">{m.imports.rows(draft.rows, fileSize(draft.bytes))}</p>
      <Field label={m.imports.readAs} help={m.imports.because(draft.preset_reason)}>
        {(control) => (
          <select {...control} className="field w-full" value={draft.preset} onChange={(event) => onChange({ preset: event.target.value as ImportPreset })}>
            {([["items", ITEM_PRESETS], ["notes", NOTE_PRESETS]] as const).map(([kind, presets]) => (
              <optgroup key={kind} label={m.imports.presetsOf[kind]}>{presets.map((preset) => <option key={preset} value={preset}>{m.imports.presets[preset]}</option>)}</optgroup>
            ))}
          </select>
        )}
      </Field>
      <Field label={ofItems ? m.imports.product : m.imports.notes.product}>
        {(control) => (
          <select {...control} className="field w-full" value={draft.product_id ?? ""} onChange={(event) => onChange({ product_id: event.target.value || null })}>
            <option value="">{ofItems ? m.imports.productFromFile : m.imports.notes.productNone}</option>
            {products.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        )}
      </Field>
      {draft.sheets.length > 1 && (
        <Field label={m.imports.sheet}>
          {(control) => (
            <select {...control} className="field w-full" value={draft.sheet ?? draft.sheets[0]} onChange={(event) => onChange({ sheet: event.target.value })}>
              {draft.sheets.map((sheet) => <option key={sheet} value={sheet}>{sheet}</option>)}
            </select>
          )}
        </Field>
      )}
      {ofItems ? <LinksFile draft={draft} onAdded={onLinks} /> : <NoteSettings draft={draft} onChange={onChange} />}
    </div>
  );
}

function NoteSettings({ draft, onChange }: Pick<SettingsProps, "draft" | "onChange">) {
  const [kind, setKind] = useState("");
  if (draft.kind === "accounts") return null;
  return (
    <>
      <Field label={m.imports.notes.source} help={m.imports.notes.sourceHelp}>
        {(control) => (
          <input
            {...control}
            key={draft.source_name ?? ""}
            className="field w-full"
            placeholder={m.imports.notes.sourceFromFile}
            defaultValue={draft.source_name ?? ""}
            onBlur={({ target: { value } }) => value.trim() !== (draft.source_name ?? "") && onChange({ source_name: value.trim() })}
            onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
          />
        )}
      </Field>
      <Field label={m.imports.notes.sourceKind}>
        {(control) => (
          <select
            {...control}
            className="field w-full"
            value={kind}
            onChange={({ target: { value } }) => {
              setKind(value);
              onChange({ source_kind: value as SourceKind });
            }}
          >
            <option value="" disabled={kind !== ""}>{m.imports.notes.sourceFromFile}</option>
            {SOURCE_KINDS.map((each) => <option key={each} value={each}>{m.evidence.source[each]}</option>)}
          </select>
        )}
      </Field>
      <label className="flex items-start gap-2 pb-3">
        <input type="checkbox" className="mt-1 accent-accent" checked={draft.redact ?? false} onChange={(event) => onChange({ redact: event.target.checked })} />
        {m.imports.notes.redact}
      </label>
    </>
  );
}

function LinksFile({ draft, onAdded }: { draft: ImportDraft; onAdded: (draft: ImportDraft) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const send = async (file: File | undefined) => {
    if (!file) return;
    try {
      onAdded(await uploadFile(`/api/v1/imports/${draft.id}/links`, file, () => undefined).answer);
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <div className="pb-3">
      <div className="text-sm font-medium text-muted">{m.imports.links}</div>
      {draft.links > 0 && <p className="flex items-center gap-1.5 py-1"><CheckIcon className="text-good" />{m.imports.linksAdded(draft.links)}</p>}
      <Button className="my-1" onClick={() => picker.current?.click()}>{m.imports.linksAdd}</Button>
      <div className="text-sm text-faint">{m.imports.linksHelp}</div>
      <input ref={picker} type="file" tabIndex={-1} className="sr-only" aria-label={m.imports.linksAdd} accept=".csv,.tsv,.json,.ndjson,.xlsx" onChange={(event) => void send(event.target.files?.[0])} />
    </div>
  );
}
