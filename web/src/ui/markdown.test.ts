// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { safeHtml } from "./markdown";

function rendered(markdown: string): HTMLElement {
  const place = document.createElement("div");
  place.innerHTML = safeHtml(markdown);
  return place;
}

describe("Markdown", () => {
  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a handler", '<b onclick="alert(1)" onerror="alert(1)">x</b>'],
    ["an image with a handler", "<img src=x onerror=alert(1)>"],
    ["a javascript link", "[x](javascript:alert(1))"],
    ["a javascript link in disguise", "[x](java&#115;cript:alert(1))"],
    ["a raw javascript link", '<a href=" jAvAsCrIpT:alert(1)">x</a>'],
    ["a data link", "[x](data:text/html;base64,PHNjcmlwdD4=)"],
    ["an svg", "<svg><script>alert(1)</script><animate onbegin=alert(1) /></svg>"],
    ["a frame", '<iframe srcdoc="<script>alert(1)</script>"></iframe>'],
    ["a form", '<form action="https://evil.example"><button formaction="javascript:alert(1)">x</button></form>'],
    ["a style", "<style>body{background:url(https://evil.example)}</style><p style='background:url(https://evil.example)'>x</p>"],
    ["mutation tricks", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">"],
  ])("takes away %s", (_name, markdown) => {
    const place = rendered(markdown);
    for (const element of place.querySelectorAll("*")) {
      expect(["SCRIPT", "IMG", "IFRAME", "SVG", "FORM", "BUTTON", "STYLE", "MATH"]).not.toContain(element.tagName.toUpperCase());
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on|^style$|^formaction$|^srcdoc$/);
        expect(value).not.toMatch(/^\s*(javascript|data):/i);
      }
    }
  });

  it("keeps what text needs", () => {
    const place = rendered("# Title\n\n**bold** `code` [site](https://a.example)\n\n- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |");
    expect(place.querySelector("h1")?.textContent).toBe("Title");
    expect(place.querySelector("strong")?.textContent).toBe("bold");
    expect(place.querySelectorAll("td")).toHaveLength(2);
    expect(place.querySelector("input")?.hasAttribute("disabled")).toBe(true);
  });

  it("opens other sites apart and tells them nothing", () => {
    const link = rendered("[site](https://a.example)").querySelector("a")!;
    expect(link.rel).toContain("noopener");
    expect(link.target).toBe("_blank");
  });

  it("fetches no picture, but links it", () => {
    const place = rendered('![diagram "x"](https://a.example/p.png)');
    expect(place.querySelector("img")).toBeNull();
    expect(place.querySelector("a")?.getAttribute("href")).toBe("https://a.example/p.png");
  });
});
