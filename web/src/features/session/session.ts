/** Who is signed in; undefined while nobody is. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, read } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { ProblemError } from "@/api/problem";
import type { Role, Session } from "@/api/types";

export const sessionQuery = queryOptions({
  queryKey: queryKeys.session,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await read(api.GET("/api/v1/session"));
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
  retry: false,
});

export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data ?? undefined;
}

/** Whether the person may change items of a product (or of any, when none is named). The server decides; this only greys out. */
export function mayWrite(session: Session | undefined, productId?: string): boolean {
  return (session?.roles ?? []).some((grant) => grant.role !== "viewer" && (!grant.product_id || !productId || grant.product_id === productId));
}

const IMPORTERS: readonly Role[] = ["product_owner", "approver", "admin"];

/** Whether the person may import into a product, whichever. */
export function mayImport(session: Session | undefined): boolean {
  return (session?.roles ?? []).some(({ role }) => IMPORTERS.includes(role));
}

const APPROVERS: readonly Role[] = ["approver", "admin"];

/** Whether the person may activate rubrics, and the like. */
export function mayApprove(session: Session | undefined): boolean {
  return (session?.roles ?? []).some((grant) => !grant.product_id && APPROVERS.includes(grant.role));
}

/** Whether the person administers the whole workspace: people, rights, webhooks. */
export function isAdmin(session: Session | undefined): boolean {
  return (session?.roles ?? []).some((grant) => !grant.product_id && grant.role === "admin");
}
