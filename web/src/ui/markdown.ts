/**
 * Markdown to HTML that cannot run or fetch anything: no scripts, no handlers, no forms, no styles, links only to
 * http(s), mailto and places in the app. Images become links: a picture in an imported text must not report who reads it.
 */
import DOMPurify from "dompurify";
import { Marked } from "marked";
import { m } from "@/messages";

const marked = new Marked({ gfm: true, breaks: true });
marked.use({
  renderer: {
    image: ({ href, text }) => `<a href="${escapeHtml(href)}">${escapeHtml(text || href)}</a>`,
  },
});

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const purifier = DOMPurify(window);
purifier.addHook("afterSanitizeAttributes", (element) => {
  if (element.tagName === "A" && element.hasAttribute("href")) {
    element.setAttribute("rel", "noopener noreferrer nofollow");
    if (/^https?:/i.test(element.getAttribute("href")!)) element.setAttribute("target", "_blank");
  }
  // The only input GFM makes is the box of a task list.
  if (element.tagName === "INPUT") {
    if (element.getAttribute("type") !== "checkbox") return element.remove();
    element.setAttribute("disabled", "");
    element.setAttribute("aria-label", element.hasAttribute("checked") ? m.errors.ticked : m.errors.unticked);
  }
});

export function safeHtml(markdown: string): string {
  return purifier.sanitize(marked.parse(markdown, { async: false }), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ["img", "picture", "video", "audio", "source", "style", "form", "button", "select", "textarea", "iframe", "dialog"],
    FORBID_ATTR: ["style", "class", "id", "name", "srcset", "ping", "popover", "popovertarget"],
    // DOMPurify tries every attribute's value on this: what names no scheme at all passes too.
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  });
}
