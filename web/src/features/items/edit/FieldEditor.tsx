/** The one editor of item fields, for a cell, the bulk bar and the peek panel alike. */
import { OpenPopover } from "@/ui/Popover";
import { fieldLabel, useNames, useOptions, type ChoiceField } from "../names";
import { Chooser } from "@/ui/Chooser";
import { HorizonIcon } from "./HorizonIcon";
import { LaneGlyph } from "@/ui/glyphs";
import type { ItemChange, Lane } from "@/api/types";
import { m } from "@/messages";
import { countOf } from "../targets";
import { useItemWrites } from "../useItemWrites";
import { DueEditor } from "./DueEditor";
import type { Editing } from "./editing";
import { EffortEditor } from "./EffortEditor";
import { StatusEditor } from "./StatusEditor";
import { TagsEditor } from "./TagsEditor";
import { TitleEditor } from "./TitleEditor";

interface FieldEditorProps {
  editing: Editing;
  onClose: () => void;
}

export default function FieldEditor({ editing, onClose }: FieldEditorProps) {
  return (
    <OpenPopover anchor={editing.anchor} over={editing.field === "title"} label={m.items.pick(fieldLabel(editing.field))} onClose={onClose}>
      <EditorOf editing={editing} onClose={onClose} />
    </OpenPopover>
  );
}

function EditorOf({ editing, onClose }: FieldEditorProps) {
  switch (editing.field) {
    case "title":
      return <TitleEditor editing={editing} onClose={onClose} />;
    case "status":
      return <StatusEditor editing={editing} onClose={onClose} />;
    case "tags":
      return <TagsEditor editing={editing} onClose={onClose} />;
    case "due":
      return <DueEditor editing={editing} onClose={onClose} />;
    case "effort":
      return <EffortEditor editing={editing} onClose={onClose} />;
    default:
      return <ChoiceEditor field={editing.field} editing={editing} onClose={onClose} />;
  }
}

const NONE = "none";

function ChoiceEditor({ field, editing, onClose }: FieldEditorProps & { field: ChoiceField }) {
  const options = useOptions(field);
  const names = useNames();
  const writes = useItemWrites();
  const { targets } = editing;
  const values = new Set(targets.kind === "rows" ? targets.rows.map((row) => row[field] ?? NONE) : []);
  return (
    <Chooser
      label={m.items.pick(fieldLabel(field))}
      options={options.map(({ value, label, hint }) => ({ id: value ?? NONE, label, hint, icon: iconOf(field, value) }))}
      chosen={values.size === 1 ? values : new Set()}
      onChoose={(id) => {
        const value = id === NONE ? null : id;
        onClose();
        void writes.change(targets, { set: { [field]: value } as ItemChange }, m.items.changed(countOf(targets), fieldLabel(field), names.say(field, value)));
      }}
    />
  );
}

function iconOf(field: ChoiceField, value: string | null) {
  if (field === "lane") return <LaneGlyph lane={(value ?? undefined) as Lane | undefined} />;
  if (field === "horizon") return <HorizonIcon horizon={value} />;
  return undefined;
}
