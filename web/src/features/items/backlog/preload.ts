/** Fetches the code of layers while nothing else is to be done, so that the first menu opens at once. */
export function preloadLayers(): () => void {
  const load = () => {
    void import("@/ui/PopoverLayer");
    void import("@/ui/MenuLayer");
    void import("../edit/FieldEditor");
    void import("./ItemPeek");
    void import("@/actions/Palette");
  };
  // Safari has no requestIdleCallback.
  if (typeof window.requestIdleCallback !== "function") {
    const timer = setTimeout(load, 2000);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(load, { timeout: 5000 });
  return () => window.cancelIdleCallback(handle);
}
