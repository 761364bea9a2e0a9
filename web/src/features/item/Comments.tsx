/** What people said about the item, and a place to say more. */
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type KeyboardEvent } from "react";
import { api, write } from "@/api/client";
import { queryKeys } from "@/api/keys";
import { announce } from "@/api/undo";
import { m } from "@/messages";
import { Button } from "@/ui/Button";
import { Markdown } from "@/ui/Markdown";
import { Moment } from "@/ui/Moment";
import { ProblemLine } from "@/ui/Notice";
import { Section } from "@/ui/Section";
import type { PageProps } from "./page";

export function Comments({ detail, names, now, edit }: PageProps) {
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>();
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!text.trim()) return;
    setError(undefined);
    try {
      announce(queries, await write(api.POST("/api/v1/items/{id}/comments", { params: { path: { id: detail.item.id } }, body: { text: text.trim() } })), m.item.commented);
      setText("");
      await queries.invalidateQueries({ queryKey: queryKeys.itemDetails });
    } catch (problem) {
      setError(problem);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) void send();
  };
  return (
    <Section id="comments" title={m.item.comments}>
      {detail.comments.length === 0 && <p className="text-faint">{m.item.commentNone}</p>}
      <ul className="flex flex-col gap-3">
        {[...detail.comments].sort((a, b) => a.at.localeCompare(b.at)).map((comment) => (
          <li key={comment.id}>
            <div className="flex items-baseline gap-2 text-sm">
              <span className="font-medium">{comment.person_id ? names.say("owner", comment.person_id) : comment.author}</span>
              <span className="text-faint"><Moment at={comment.at} now={now} /></span>
            </div>
            <Markdown text={comment.text} />
          </li>
        ))}
      </ul>
      {edit && (
        <form onSubmit={(event) => void send(event)} className="flex flex-col items-start gap-2 pt-3">
          <textarea className="field w-full max-w-[72ch]" rows={text ? 4 : 1} aria-label={m.item.commentWrite} placeholder={m.item.commentWrite} value={text} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
          {text && <span className="flex items-center gap-3"><Button type="submit" kind="primary">{m.item.commentSend}</Button><span className="text-sm text-faint">{m.item.commentHelp}</span></span>}
          <ProblemLine error={error} />
        </form>
      )}
    </Section>
  );
}
