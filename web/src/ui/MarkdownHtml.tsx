/** Markdown as sanitised HTML. Loaded when the first text needs it. */
import { useMemo } from "react";
import { safeHtml } from "./markdown";

export default function MarkdownHtml({ text }: { text: string }) {
  const html = useMemo(() => ({ __html: safeHtml(text) }), [text]);
  return <div className="prose-text" dangerouslySetInnerHTML={html} />;
}
