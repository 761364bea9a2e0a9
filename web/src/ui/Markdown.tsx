/** Markdown, shown as plain text until the renderer has arrived. */
import { lazy, Suspense } from "react";

const MarkdownHtml = lazy(() => import("./MarkdownHtml"));

export function Markdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<div className="whitespace-pre-wrap break-words">{text}</div>}>
      <MarkdownHtml text={text} />
    </Suspense>
  );
}
