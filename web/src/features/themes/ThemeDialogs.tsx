/** What is asked before a theme is dismissed, merged, split, or made a problem. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import type { Theme, ThemeDetail } from "@/api/types";
import { QuoteBlock } from "@/features/evidence";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button } from "@/ui/Button";
import { Chooser } from "@/ui/Chooser";
import { Confirm } from "@/ui/Confirm";
import { Field } from "@/ui/Field";
import { Popover } from "@/ui/Popover";
import { useNow } from "@/ui/useNow";
import { themesQuery } from "./query";
import { useThemeWrites } from "./useThemeWrites";

export type ThemeDialog = "dismiss" | "merge" | "split" | "problem";

interface DialogsProps {
  dialog: ThemeDialog;
  detail: ThemeDetail;
  onClose: () => void;
}

const NONE: ReadonlySet<string> = new Set();

export default function ThemeDialogs({ dialog, ...props }: DialogsProps) {
  if (dialog === "dismiss") return <Dismiss {...props} />;
  if (dialog === "merge") return <Merge {...props} />;
  return dialog === "split" ? <Split {...props} /> : <MakeProblem {...props} />;
}
type Props = Omit<DialogsProps, "dialog">;

function Dismiss({ detail: { theme }, onClose }: Props) {
  const writes = useThemeWrites();
  return (
    <Confirm title={m.themes.dismissTitle(theme.name)} act={m.themes.dismissAct} reason="required" onClose={onClose} onConfirm={async (reason) => void (await writes.dismiss(theme, reason))}>
      {m.themes.dismissText}
    </Confirm>
  );
}

function Merge({ detail: { theme }, onClose }: Props) {
  const writes = useThemeWrites();
  const router = useRouter();
  const others = (useQuery(themesQuery({ sort: "size" })).data?.themes ?? []).filter(({ id }) => id !== theme.id);
  const [into, setInto] = useState<Theme>();
  const [open, setOpen] = useState(false);
  return (
    <Confirm
      title={m.themes.mergeTitle(theme.name)}
      act={m.themes.mergeAct}
      onClose={onClose}
      onConfirm={async () => {
        if (!into) throw new Error(m.themes.mergeTarget);
        await writes.merge(theme.id, into.id);
        router.history.push(paths.theme(into.id));
      }}
    >
      <p className="pb-3">{m.themes.mergeText}</p>
      <Popover label={m.themes.mergeTarget} open={open} onOpenChange={setOpen} trigger={<Button className="w-full !justify-start"><span className="min-w-0 truncate">{into?.name ?? m.themes.mergeTarget}</span></Button>}>
        <Chooser
          label={m.themes.mergeTarget}
          options={others.map(({ id, name, size }) => ({ id, label: name, hint: m.themes.notes(size) }))}
          chosen={NONE}
          onChoose={(id) => {
            setInto(others.find((each) => each.id === id));
            setOpen(false);
          }}
        />
      </Popover>
    </Confirm>
  );
}

function Split({ detail: { theme, typical, outlying }, onClose }: Props) {
  const writes = useThemeWrites();
  const router = useRouter();
  const { now } = useNow();
  const [chosen, setChosen] = useState(NONE);
  const [name, setName] = useState("");
  const toggle = (id: string) => setChosen((before) => (before.has(id) ? new Set([...before].filter((other) => other !== id)) : new Set([...before, id])));
  // A small theme's outliers may be typical too.
  const quotes = [...new Map([...outlying, ...typical].map((quote) => [quote.note_id, quote])).values()];
  return (
    <Confirm
      title={m.themes.splitTitle(theme.name)}
      act={m.themes.splitAct}
      onClose={onClose}
      onConfirm={async () => {
        if (chosen.size === 0) throw new Error(m.themes.splitNone);
        const made = await writes.split(theme.id, [...chosen], name.trim());
        router.history.push(paths.theme(made.theme.id));
      }}
    >
      <p className="pb-3">{m.themes.splitText}</p>
      <Field label={m.themes.splitName}>{(control) => <input {...control} required className="field w-full text-ink" value={name} onChange={(event) => setName(event.target.value)} />}</Field>
      <ul className="flex flex-col gap-2">
        {quotes.map((quote) => (
          <li key={quote.note_id} className="flex items-start gap-2">
            <input type="checkbox" className="mt-1 accent-accent" aria-label={quote.text ?? m.evidence.erased} checked={chosen.has(quote.note_id)} onChange={() => toggle(quote.note_id)} />
            <div className="min-w-0 flex-1"><QuoteBlock quote={quote} now={now} /></div>
          </li>
        ))}
      </ul>
    </Confirm>
  );
}

function MakeProblem({ detail: { theme }, onClose }: Props) {
  const writes = useThemeWrites();
  const [text, setText] = useState(theme.named ? theme.name : "");
  return (
    <Confirm title={m.themes.problemTitle} act={m.themes.makeProblem} onClose={onClose} onConfirm={async () => void (await writes.makeProblem(theme.id, text.trim()))}>
      <p className="pb-3">{m.themes.problemText}</p>
      <Field label={m.themes.problemField}>{(control) => <textarea {...control} required autoFocus rows={2} className="field w-full text-ink" value={text} onChange={(event) => setText(event.target.value)} />}</Field>
    </Confirm>
  );
}
