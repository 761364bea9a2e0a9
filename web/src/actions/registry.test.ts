import { afterEach, describe, expect, it, vi } from "vitest";
import { ActionRegistry } from "./registry";

afterEach(() => document.body.replaceChildren());

function press(registry: ActionRegistry, init: KeyboardEventInit & { keyCode?: number }, target: Element = document.body, now = 0): boolean {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, composed: true, ...init });
  if (init.keyCode) Object.defineProperty(event, "keyCode", { value: init.keyCode });
  let handled = false;
  const listen = (caught: Event) => (handled = registry.handle(caught as KeyboardEvent, now));
  window.addEventListener("keydown", listen);
  target.dispatchEvent(event);
  window.removeEventListener("keydown", listen);
  return handled;
}

function element(html: string): Element {
  document.body.innerHTML = html;
  return document.body.querySelector("[data-target]")!;
}

function registryWith(keys: string[]) {
  const run = vi.fn();
  const registry = new ActionRegistry();
  registry.register([{ id: "test.run", title: "Run", group: "general", keys, run }]);
  return { registry, run };
}

describe("the action registry never fires", () => {
  it.each([
    "<input data-target>",
    '<input type="search" data-target>',
    "<textarea data-target></textarea>",
    "<select data-target></select>",
    '<div contenteditable="true"><b data-target>x</b></div>',
    '<div role="textbox" data-target></div>',
    '<div role="dialog"><p data-target>x</p></div>',
    '<ul role="menu"><li data-target>x</li></ul>',
  ])("while someone types or chooses in %s", (html) => {
    const { registry, run } = registryWith(["e", "mod+k"]);
    const target = element(html);
    expect(press(registry, { key: "e" }, target)).toBe(false);
    expect(press(registry, { key: "k", ctrlKey: true }, target)).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });

  it.each([{ key: "e", isComposing: true }, { key: "e", keyCode: 229 }, { key: "Process" }, { key: "Dead" }])("while composing: %o", (init) => {
    const { registry, run } = registryWith(["e", "Process", "Dead"]);
    expect(press(registry, init)).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });

  it("while a modal layer is open, and again once it is closed", () => {
    const { registry, run } = registryWith(["e"]);
    const end = registry.block();
    press(registry, { key: "e" });
    expect(run).not.toHaveBeenCalled();
    end();
    end();
    press(registry, { key: "e" });
    expect(run).toHaveBeenCalledOnce();
  });

  it("on Enter or Space of a focused button", () => {
    const { registry, run } = registryWith(["Enter", "Space"]);
    const target = element("<button data-target>x</button>");
    press(registry, { key: "Enter" }, target);
    press(registry, { key: " " }, target);
    expect(run).not.toHaveBeenCalled();
  });

  it("when the action does not apply", () => {
    const run = vi.fn();
    const registry = new ActionRegistry();
    registry.register([{ id: "a", title: "A", group: "item", keys: ["e"], when: () => false, run }]);
    expect(press(registry, { key: "e" })).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });
});

describe("the action registry runs", () => {
  it.each([
    ["e", { key: "e" }],
    ["shift+e", { key: "E", shiftKey: true }],
    ["mod+z", { key: "z", metaKey: true }],
    ["mod+z", { key: "z", ctrlKey: true }],
    ["?", { key: "?", shiftKey: true }],
    ["[", { key: "[" }],
    ["Space", { key: " " }],
    ["alt+shift+ArrowUp", { key: "ArrowUp", altKey: true, shiftKey: true }],
  ])("%s", (chord, init) => {
    const { registry, run } = registryWith([chord]);
    expect(press(registry, init)).toBe(true);
    expect(run).toHaveBeenCalledOnce();
  });

  it("arrows over a check box that was just clicked", () => {
    const { registry, run } = registryWith(["ArrowDown", "Space"]);
    const target = element('<input type="checkbox" data-target>');
    expect(press(registry, { key: "ArrowDown" }, target)).toBe(true);
    expect(press(registry, { key: " " }, target)).toBe(false);
    expect(run).toHaveBeenCalledOnce();
  });

  it("sequences, within their time and not after it", () => {
    const { registry, run } = registryWith(["g b"]);
    press(registry, { key: "g" }, document.body, 0);
    press(registry, { key: "b" }, document.body, 500);
    expect(run).toHaveBeenCalledOnce();
    press(registry, { key: "g" }, document.body, 1000);
    press(registry, { key: "b" }, document.body, 5000);
    expect(run).toHaveBeenCalledOnce();
  });

  it("the layer on top when two share a key, whatever the order of registration", () => {
    const registry = new ActionRegistry();
    const layer = vi.fn();
    const shell = vi.fn();
    const remove = registry.register([{ id: "layer.close", title: "Close", group: "general", keys: ["Escape"], run: layer }], "layer");
    registry.register([{ id: "shell.close", title: "Close", group: "general", keys: ["Escape"], run: shell }], "shell");
    press(registry, { key: "Escape" });
    expect([layer.mock.calls.length, shell.mock.calls.length]).toEqual([1, 0]);
    remove();
    press(registry, { key: "Escape" });
    expect(shell).toHaveBeenCalledOnce();
  });
});
