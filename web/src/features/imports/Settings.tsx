/** How the file is read: preset with its reason, product, sheet, a second file with links. */
import { useRef } from "react";
import { useRegistry } from "@/api/registry";
import { IMPORT_PRESETS, type ImportChoices, type ImportDraft, type ImportPreset } from "@/api/types";
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
  return (
    <div className="flex flex-col">
      <p className="break-words text-lg font-semibold">{draft.file_name}</p>
      <p className="pb-4 text-muted">{m.imports.rows(draft.rows, fileSize(draft.bytes))}</p>
      <Field label={m.imports.readAs} help={m.imports.because(draft.preset_reason)}>
        {(control) => (
          <select {...control} className="field w-full" value={draft.preset} onChange={(event) => onChange({ preset: event.target.value as ImportPreset })}>
            {IMPORT_PRESETS.map((preset) => <option key={preset} value={preset}>{m.imports.presets[preset]}</option>)}
          </select>
        )}
      </Field>
      <Field label={m.imports.product}>
        {(control) => (
          <select {...control} className="field w-full" value={draft.product_id ?? ""} onChange={(event) => onChange({ product_id: event.target.value })}>
            <option value="" disabled={draft.product_id !== undefined}>{m.imports.productFromFile}</option>
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
      <LinksFile draft={draft} onAdded={onLinks} />
    </div>
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
