/** Starts the app. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ActionProvider } from "./actions/context";
import { ProblemError } from "./api/problem";
import { applyPrefs } from "./prefs";
import { createAppRouter } from "./router";
import "./styles.css";

applyPrefs();

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Live updates mark stale what changed, so nothing needs refetching on its own.
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => !(error instanceof ProblemError) && failures < 2,
    },
  },
});
const router = createAppRouter(queries);

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <ActionProvider>
        <RouterProvider router={router} />
      </ActionProvider>
    </QueryClientProvider>
  </StrictMode>,
);
