/** Letters typed between asking for a layer and its arrival: the first text field in it begins with them. */
import { useLayoutEffect } from "react";

let typed = "";

/** What a field that has just come should begin with. */
export function typedAhead(): string {
  return typed;
}

/** Stands where a layer will be while its code is fetched. */
export function KeepTyped() {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Backspace") typed = typed.slice(0, -1);
      else if (event.key.length === 1) typed += event.key;
      else return;
      // They are not for the actions of the screen.
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => {
      window.removeEventListener("keydown", onKeyDown, true);
      typed = "";
    };
  }, []);
  return null;
}
