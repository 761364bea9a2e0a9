/** No route matches the URL. */
import { m } from "@/messages";
import { paths } from "@/paths";
import { Link } from "@/ui/Link";
import { Notice } from "@/ui/Notice";

export function NotFound() {
  return (
    <Notice title={m.shell.notFound} actions={<Link className="text-accent underline" href={paths.backlog()}>{m.shell.toBacklog}</Link>}>
      {m.shell.notFoundText}
    </Notice>
  );
}
