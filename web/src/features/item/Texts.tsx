/** What the item says: problem, description, how success shows; the workaround of a hot fix; the aim and milestones of a bet. */
import { m } from "@/messages";
import { EditText } from "@/ui/EditText";
import { Markdown } from "@/ui/Markdown";
import { Section } from "@/ui/Section";
import { fieldLabel } from "@/features/items";
import { Milestones } from "./Milestones";
import type { PageProps } from "./page";
import { itemFieldLabel } from "./useItemEdit";

export function Problem({ detail, edit }: PageProps) {
  return <TextField field="problem" lines={3} placeholder={m.item.problemPlaceholder} detail={detail} edit={edit} />;
}

export function Description({ detail, edit }: PageProps) {
  const text = detail.item.description ?? "";
  return (
    <Section title={fieldLabel("description")}>
      <EditText label={fieldLabel("description")} value={text} lines={6} placeholder={m.item.descriptionPlaceholder} shown={<Markdown text={text} />} onSave={edit && ((next) => void edit({ description: next || null }))} />
    </Section>
  );
}

export function SuccessMetric({ detail, edit }: PageProps) {
  return <TextField field="success_metric" lines={2} placeholder={m.item.metricPlaceholder} detail={detail} edit={edit} />;
}

/** Only for the lane the item is in. */
export function LaneTexts(props: PageProps) {
  const { lane } = props.detail.item;
  if (lane === "hotfix") return <TextField field="workaround" lines={2} placeholder={m.item.workaroundPlaceholder} {...props} />;
  if (lane !== "bet") return null;
  return (
    <>
      <TextField field="outcome_target" lines={2} placeholder={m.item.outcomePlaceholder} {...props} />
      <Milestones {...props} />
    </>
  );
}

interface TextFieldProps extends Pick<PageProps, "detail" | "edit"> {
  field: "problem" | "success_metric" | "workaround" | "outcome_target";
  lines: number;
  placeholder: string;
}

function TextField({ field, lines, placeholder, detail, edit }: TextFieldProps) {
  return (
    <Section title={itemFieldLabel(field)}>
      <EditText label={itemFieldLabel(field)} value={detail.item[field] ?? ""} lines={lines} placeholder={placeholder} className="max-w-[72ch]" onSave={edit && ((text) => void edit({ [field]: text || null }))} />
    </Section>
  );
}
