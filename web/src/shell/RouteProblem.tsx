/** A screen failed to load or to draw. */
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useRouter } from "@tanstack/react-router";
import { ProblemNotice } from "@/ui/Notice";

export function RouteProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ProblemNotice
      error={error}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
