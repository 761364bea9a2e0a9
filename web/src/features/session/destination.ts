/** Where to go after signing in: only to places inside this app. */
import { paths } from "@/paths";

/** The wanted place when it is a path of this app, else the backlog. `//host` and `/\host` would leave it. */
export function destination(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith(paths.signIn()) && !next.startsWith(paths.welcome()) ? next : paths.backlog();
}
