/** Sends a file with its progress, which `fetch` cannot tell. */
import { ProblemError } from "@/api/problem";
import type { ImportDraft, Problem } from "@/api/types";
import { m } from "@/messages";

export interface Upload {
  answer: Promise<ImportDraft>;
  cancel: () => void;
}

/** As a form with a field `file`, which carries names of any letters. */
export function uploadFile(url: string, file: File, onProgress: (sent: number) => void): Upload {
  const request = new XMLHttpRequest();
  const answer = new Promise<ImportDraft>((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => onProgress(Math.min(event.loaded, file.size)));
    request.addEventListener("load", () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && body) return resolve(body as ImportDraft);
      const problem = body && typeof body === "object" && "title" in body ? (body as Problem) : { title: m.errors.status(request.status) };
      reject(new ProblemError({ ...problem, status: request.status }));
    });
    request.addEventListener("error", () => reject(new TypeError(m.errors.offline)));
    request.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    request.open("POST", url);
    request.setRequestHeader("X-Outweigh-CSRF", "1");
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
  return { answer, cancel: () => request.abort() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
