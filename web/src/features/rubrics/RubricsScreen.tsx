/** The rubrics: the active one, drafts, and those of the past; new ones from presets. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import type { Rubric } from "@/api/types";
import { tellProblem } from "@/api/undo";
import { mayWrite, useSession } from "@/features/session";
import { m } from "@/messages";
import { paths } from "@/paths";
import { Region } from "@/shell/regions";
import { Button } from "@/ui/Button";
import { PlusIcon, RubricsIcon } from "@/ui/icons";
import { Link } from "@/ui/Link";
import { Menu } from "@/ui/Menu";
import { Notice, ProblemNotice } from "@/ui/Notice";
import { Skeleton } from "@/ui/Skeleton";
import { PillarMark } from "@/features/items";
import { rubricsQuery } from "@/features/item";
import { StateBadge } from "./StateBadge";
import { useRubricWrites } from "./useRubricWrites";

const ORDER = { active: 0, draft: 1, retired: 2 };

export function RubricsScreen() {
  const router = useRouter();
  const rubrics = useQuery(rubricsQuery);
  const presets = useQuery({ queryKey: queryKeys.rubricPresets, queryFn: () => read(api.GET("/api/v1/rubrics/presets")), staleTime: Infinity });
  const writes = useRubricWrites();
  const writable = mayWrite(useSession());
  const make = async (from: Parameters<typeof writes.make>[0], said: (name: string) => string) => {
    try {
      router.history.push(paths.rubric((await writes.make(from, said)).id));
    } catch (error) {
      tellProblem(error);
    }
  };
  const choices = (presets.data ?? []).map(({ key, name, summary }) => ({
    id: key,
    label: <span className="block whitespace-normal py-0.5"><span className="block font-medium">{name}</span><span className="block text-sm text-muted">{summary}</span></span>,
    run: () => void make({ from_preset: key }, m.rubrics.made),
  }));
  const menu = writable && <Menu label={m.rubrics.fromPreset} choices={choices} trigger={<Button kind="primary"><PlusIcon />{m.rubrics.fromPreset}</Button>} />;
  const sorted = [...(rubrics.data ?? [])].sort((a, b) => ORDER[a.state] - ORDER[b.state] || b.version_number - a.version_number);
  return (
    <>
      <Region name="crumbs"><h1 className="text-base">{m.rubrics.title}</h1></Region>
      <Region name="tools">{menu}</Region>
      {rubrics.isPending && <div className="p-8"><Skeleton label={m.errors.loading} lines={6} /></div>}
      {rubrics.error && <ProblemNotice error={rubrics.error} onRetry={() => void rubrics.refetch()} />}
      {rubrics.data?.length === 0 && <Notice icon={<RubricsIcon className="size-6 text-faint" />} title={m.rubrics.empty}>{m.rubrics.emptyText}</Notice>}
      {sorted.length > 0 && (
        <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-8">
          <p className="max-w-prose pb-4 text-muted">{m.rubrics.intro}</p>
          <ul aria-label={m.rubrics.list} className="divide-y divide-line border-y border-line">
            {sorted.map((rubric) => <Line key={rubric.id} rubric={rubric} onCopy={writable ? () => void make({ from_id: rubric.id }, m.rubrics.copied) : undefined} />)}
          </ul>
        </div>
      )}
    </>
  );
}

function Line({ rubric, onCopy }: { rubric: Rubric; onCopy: (() => void) | undefined }) {
  return (
    <li className="flex items-center gap-3 hover:bg-hover">
      <Link href={paths.rubric(rubric.id)} className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5 px-2 py-2">
        <span className="font-medium">{rubric.name}</span>
        <span className="text-faint">{m.rubrics.version(rubric.version_number)}</span>
        <StateBadge rubric={rubric} />
        <span className="flex basis-full flex-wrap gap-x-3 text-sm text-muted">
          {rubric.terms.map((term) => <span key={term.key} className="flex items-center gap-1"><PillarMark pillar={term.pillar} />{term.label}</span>)}
          <span className="text-faint">{rubric.score_unit}</span>
        </span>
      </Link>
      {onCopy && <Button kind="quiet" className="mr-2" aria-label={`${m.rubrics.copy} ${rubric.name}, ${m.rubrics.version(rubric.version_number)}`} onClick={onCopy}>{m.rubrics.copy}</Button>}
    </li>
  );
}
