/** Where the item belongs: lane, horizon, owner, team, dates, tags; what only a hot fix or only a bet has; the team's own fields. */
import { FieldEditor } from "@/features/items";
import { Suspense, useState, type ReactNode } from "react";
import { useRegistry } from "@/api/registry";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Button } from "@/ui/Button";
import { Day } from "@/ui/Moment";
import { horizonName, laneName, LaneGlyph } from "@/ui/glyphs";
import { Link } from "@/ui/Link";
import type { EditField, Editing } from "@/features/items";
import { HorizonIcon } from "@/features/items";
import { fieldLabel } from "@/features/items";
import { CustomFields } from "./CustomFields";
import type { PageProps } from "./page";
import { PickProperty } from "./PickProperty";
import { PropertyButton, PropertyDate, PropertyRow } from "./PropertyRow";
import { StatusControl } from "./StatusControl";
import { itemFieldLabel } from "./useItemEdit";

const SCALE = ["1", "2", "3", "4", "5"].map((id) => ({ id, label: m.item.scale(Number(id)) }));

export function Properties(props: PageProps) {
  const { detail, names, today, edit } = props;
  const { item, row } = detail;
  const [editing, setEditing] = useState<Editing>();
  const [all, setAll] = useState(false);
  const people = useRegistry("people");
  const goals = useRegistry("goals");
  const field = (name: EditField, shown: ReactNode) => (
    <PropertyButton
      label={fieldLabel(name)}
      shown={shown}
      onClick={edit && ((event) => setEditing({ field: name, anchor: event.currentTarget, targets: { kind: "rows", rows: [{ ...row, version: detail.version }] } }))}
    />
  );
  const named = (name: EditField & keyof typeof item) => field(name, item[name] ? <span className="truncate">{names.say(name, item[name])}</span> : undefined);
  const scale = (name: "differentiation" | "scalability") => (
    <PickProperty label={itemFieldLabel(name)} value={item[name]?.toString()} options={SCALE} onSave={edit && ((value) => void edit({ [name]: value === null ? null : Number(value) }))} />
  );
  return (
    <div>
      <dl aria-label={m.item.properties} data-all={all || undefined} className="group/props grid grid-cols-[104px_1fr] gap-x-2">
        <PropertyRow label={fieldLabel("status")}><StatusControl detail={detail} edit={edit} bare /></PropertyRow>
        {item.merged_into_id && (
          <PropertyRow label={m.item.mergedInto}><Link href={paths.item(item.merged_into_id)} className="inline-block px-1.5 py-1 text-accent underline">{m.items.peekOpen}</Link></PropertyRow>
        )}
        {field("lane", <><LaneGlyph lane={item.lane} />{laneName(item.lane)}</>)}
        {field("horizon", item.horizon && <><HorizonIcon horizon={item.horizon} />{horizonName(item.horizon)}</>)}
        {item.lane === "hotfix" && field("severity", item.severity)}
        {item.lane === "hotfix" && (
          <PickProperty
            label={itemFieldLabel("short_term_owner_id")}
            value={item.short_term_owner_id}
            options={people.filter(({ active }) => active).map(({ id, name, email }) => ({ id, label: name, hint: email }))}
            onSave={edit && ((id) => void edit({ short_term_owner_id: id }))}
          />
        )}
        {item.lane === "hotfix" && <PropertyDate label={itemFieldLabel("expected_resolution")} value={item.expected_resolution} onSave={edit && ((date) => void edit({ expected_resolution: date }))} />}
        {named("owner_id")}
        {named("team_id")}
        {field("effort", row.effort && (row.effort.imputed ? <span className="italic text-faint" title={m.words.imputed}>~{m.words.effort(row.effort.low, row.effort.likely, row.effort.high)}</span> : m.words.effort(row.effort.low, row.effort.likely, row.effort.high)))}
        {field("due", item.due && <Day date={item.due} today={today} />)}
        {named("release_id")}
        {named("sprint_id")}
        <PickProperty label={itemFieldLabel("goal_id")} value={item.goal_id} options={goals.map(({ id, name }) => ({ id, label: name }))} onSave={edit && ((id) => void edit({ goal_id: id }))} />
        {item.lane === "bet" && scale("differentiation")}
        {item.lane === "bet" && scale("scalability")}
        {named("product_id")}
        {named("area_id")}
        {field("tags", item.tags?.length ? <span className="min-w-0 break-words">{item.tags.join(", ")}</span> : undefined)}
        <CustomFields {...props} />
      </dl>
      {!all && <Button kind="quiet" className="!px-0 text-sm @4xl:hidden" onClick={() => setAll(true)}>{m.item.allProperties}</Button>}
      {editing && (
        <Suspense>
          <FieldEditor editing={editing} onClose={() => setEditing(undefined)} />
        </Suspense>
      )}
    </div>
  );
}
