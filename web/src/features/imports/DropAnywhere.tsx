/** A file dropped anywhere in the app opens the import with it. */
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { m } from "@/messages";
import { paths } from "@/paths";
import { ImportIcon } from "@/ui/icons";
import { offerFile } from "./pending";

const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

export function DropAnywhere() {
  const router = useRouter();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Entering a child fires before leaving its parent, so the depth tells whether the pointer left the window.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (holdsFile(event) && --depth <= 0) setOver(false);
    };
    const move = (event: DragEvent) => holdsFile(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (!file || event.defaultPrevented) return;
      event.preventDefault();
      offerFile(file);
      router.history.push(paths.imports());
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", move);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", move);
      window.removeEventListener("drop", drop);
    };
  }, [router]);
  if (!over) return null;
  return (
    <div aria-hidden="true" className="pointer-events-none fixed inset-2 z-60 flex items-center justify-center rounded-lg border-2 border-dashed border-accent bg-surface/85 text-lg font-medium">
      <ImportIcon className="mr-2 text-accent" />
      {m.imports.dropAnywhere}
    </div>
  );
}
