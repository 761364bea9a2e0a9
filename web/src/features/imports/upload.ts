/** Sends a file with its progress, which `fetch` cannot tell. */
import { ProblemError } from "@/api/problem";
import type { ImportDraft, Problem } from "@/api/types";
import { m } from "@/messages";

export interface Upload {
  answer: Promise<ImportDraft>;
  cancel: () => void;
}

/** The bytes go as they are, the name beside them; percent-encoded, since headers hold no other letters. */
export function uploadFile(url: string, file: File, onProgress: (sent: number) => void): Upload {
  const request = new XMLHttpRequest();
  const answer = new Promise<ImportDraft>((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
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
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
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
