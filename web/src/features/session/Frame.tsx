/** The quiet page around signing in: name, one card. */
import { useEffect, type ReactNode } from "react";
import { m } from "@/messages";

export function Frame({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${m.shell.product}`;
    return () => void (document.title = m.shell.product);
  }, [title]);
  return (
    <main className="flex h-full flex-col items-center overflow-auto px-4 pb-8 pt-[14vh]">
      <div className="w-full max-w-88">
        <div className="flex items-center gap-2 pb-6">
          <img src="/icon.svg" alt="" width="20" height="20" />
          <span className="font-semibold">{m.shell.product}</span>
        </div>
        <h1 className="text-xl">{title}</h1>
        {text && <p className="pt-1 text-muted">{text}</p>}
        <div className="pt-5">{children}</div>
      </div>
    </main>
  );
}
