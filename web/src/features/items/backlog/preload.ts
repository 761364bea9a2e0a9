/** Fetches the code of layers once the list stands, so that the first menu opens at once and the first rows do not wait. */
const WAIT_MS = 1500;

export function preloadLayers(): () => void {
  const timer = setTimeout(() => {
    void import("@/ui/PopoverLayer");
    void import("@/ui/MenuLayer");
    void import("../edit/FieldEditor");
    void import("./ItemPeek");
    void import("@/actions/Palette");
  }, WAIT_MS);
  return () => clearTimeout(timer);
}
