/** Whether a media query holds. */
import { useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Phone width: lists become cards. Same border as Tailwind's `sm`. */
export function useIsPhone(): boolean {
  return useMedia("(max-width: 639.98px)");
}
