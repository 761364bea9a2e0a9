/** Settings: the sections at the left, one of them open. */
import { useParams, useRouter } from "@tanstack/react-router";
import { isAdmin, mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths, SETTINGS, type SettingsSection } from "@/paths";
import { Region } from "@/shell/regions";
import { Link } from "@/ui/Link";
import { Export } from "./Export";
import { RegistryTable } from "./RegistryTable";
import { Roles } from "./Roles";
import { Tokens } from "./Tokens";
import { Webhooks } from "./Webhooks";
import { Yours } from "./Yours";

const GROUPS: readonly { title: string; sections: readonly SettingsSection[] }[] = [
  { title: m.settings.groups.access, sections: ["people", "tokens", "webhooks"] },
  { title: m.settings.groups.work, sections: ["products", "areas", "teams", "goals", "releases", "sprints"] },
  { title: m.settings.groups.customers, sections: ["accounts", "segments"] },
  { title: m.settings.groups.data, sections: ["export"] },
  { title: m.settings.groups.you, sections: ["appearance"] },
];

export function SettingsScreen() {
  const { section: wanted } = useParams({ strict: false }) as { section?: string };
  const router = useRouter();
  const section = SETTINGS.find((each) => each === wanted) ?? "people";
  const title = m.settings.sections[section];
  return (
    <div className="flex min-h-full max-sm:flex-col">
      <Region name="crumbs">
        <span className="font-normal text-muted max-sm:hidden">{m.settings.title}</span>
        <span className="text-faint max-sm:hidden" aria-hidden="true">/</span>
        <h1 className="text-base">{title}</h1>
      </Region>
      <nav aria-label={m.settings.title} className="w-48 shrink-0 border-r border-line p-3 max-sm:hidden">
        {GROUPS.map((group) => (
          <div key={group.title} className="pb-3">
            <h2 className="px-2 pb-1 text-xs font-medium text-faint">{group.title}</h2>
            {group.sections.map((each) => (
              <Link key={each} href={paths.settings(each)} aria-current={each === section ? "page" : undefined} className="flex h-7 items-center rounded-md px-2 text-muted hover:bg-hover hover:text-ink aria-[current]:bg-active aria-[current]:text-ink">
                {m.settings.sections[each]}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className="px-4 pt-3 sm:hidden">
        <select aria-label={m.settings.title} className="field w-full" value={section} onChange={(event) => router.history.push(paths.settings(event.target.value as SettingsSection))}>
          {GROUPS.map((group) => (
            <optgroup key={group.title} label={group.title}>
              {group.sections.map((each) => <option key={each} value={each}>{m.settings.sections[each]}</option>)}
            </optgroup>
          ))}
        </select>
      </div>
      <div className="min-w-0 flex-1 px-4 py-5 sm:px-8"><Content key={section} section={section} /></div>
    </div>
  );
}

function Content({ section }: { section: SettingsSection }) {
  const session = useSession();
  const admin = isAdmin(session);
  switch (section) {
    case "people":
      return <RegistryTable name="people" readOnly={!admin} extra={{ title: m.settings.fields.roles!, cell: (person) => <Roles person={person} readOnly={!admin} /> }} />;
    case "tokens":
      return <Tokens />;
    case "webhooks":
      return <Webhooks readOnly={!admin} />;
    case "export":
      return <Export admin={admin} />;
    case "appearance":
      return <Yours />;
    default:
      return <RegistryTable name={section} readOnly={!mayWrite(session)} />;
  }
}
