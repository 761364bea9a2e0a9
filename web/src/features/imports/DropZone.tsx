/** Where a file is dropped or chosen; while it is sent, how far it is. */
import { useRef, useState, type DragEvent } from "react";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { ImportIcon } from "@/ui/icons";
import { ProblemLine } from "@/ui/Notice";
import { ProgressBar } from "./ProgressBar";
import { fileSize } from "./report";

interface DropZoneProps {
  sending: { file: File; sent: number } | undefined;
  error: unknown;
  onFile: (file: File) => void;
  onCancel: () => void;
  /** Why this person may not import. */
  refused: string | undefined;
}

export function DropZone({ sending, error, refused, onFile, onCancel }: DropZoneProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    setOver(false);
    if (refused === undefined) onFile(file);
  };
  return (
    <div className="mx-auto w-full max-w-xl px-4 py-10">
      <div
        className={cx("flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-14 text-center", over ? "border-accent bg-active" : "border-line-strong")}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <ImportIcon className="size-6 text-faint" />
        {sending ? (
          <div className="w-full max-w-sm">
            <ProgressBar label={m.imports.uploading(sending.file.name)} done={sending.sent} total={sending.file.size} said={m.imports.uploaded(fileSize(sending.sent), fileSize(sending.file.size))} />
            <Button className="mt-3" onClick={onCancel}>{m.shell.cancel}</Button>
          </div>
        ) : (
          <>
            <h2 className="text-lg">{m.imports.drop}</h2>
            <p className="max-w-md text-muted">{m.imports.dropText}</p>
            <Button kind="primary" autoFocus disabledReason={refused} onClick={() => picker.current?.click()}>{m.imports.choose}</Button>
            <p className="text-sm text-faint">{refused ?? m.imports.paste}</p>
          </>
        )}
        <input
          ref={picker}
          type="file"
          className="sr-only"
          tabIndex={-1}
          disabled={refused !== undefined}
          aria-label={m.imports.choose}
          accept=".csv,.tsv,.txt,.xlsx,.xls,.json,.ndjson,.jsonl,.eml,.mbox,.vtt,.srt,.sbv,.docx,.html,.htm,.md,.zip"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) onFile(file);
          }}
        />
      </div>
      <ProblemLine error={error} />
    </div>
  );
}
