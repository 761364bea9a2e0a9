/** A small search box over a list: what is typed is told once it rests. */
import { useEffect, useState, type Ref } from "react";
import { SearchIcon } from "./icons";

const WAIT_MS = 180;

interface SearchFieldProps {
  ref?: Ref<HTMLInputElement>;
  label: string;
  q: string;
  onSearch: (q: string) => void;
}

export function SearchField({ ref, label, q, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(q);
  const [known, setKnown] = useState(q);
  // The URL changed from elsewhere (a saved view, the back button).
  if (q !== known) {
    setKnown(q);
    if (q !== text.trim()) setText(q);
  }
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => onSearch(text.trim()), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, q, onSearch]);
  return (
    <label className="relative flex min-w-40 items-center max-sm:flex-1">
      <SearchIcon className="pointer-events-none absolute left-2 text-faint" />
      <input
        ref={ref}
        type="search"
        className="field !h-7 w-64 max-w-full !border-line !pl-7 max-sm:w-full"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" && event.key !== "Enter") return;
          if (event.key === "Escape") setText("");
          event.currentTarget.blur();
        }}
      />
    </label>
  );
}
