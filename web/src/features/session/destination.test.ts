import { describe, expect, it } from "vitest";
import { destination } from "./destination";

describe("the place after signing in", () => {
  it("is the one asked for", () => expect(destination("/items/PAY-12?x=1#history")).toBe("/items/PAY-12?x=1#history"));
  it.each([undefined, "", "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-in?next=/sign-in", "/welcome?token=x"])("is the backlog for %s", (next) => {
    expect(destination(next)).toBe("/backlog");
  });
});
