import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { Chooser } from "./Chooser";
import { LayerTrigger } from "./layers";

afterEach(cleanup);

it("letters typed while a layer loads stand in its field, and nowhere else", async () => {
  Element.prototype.scrollIntoView = () => undefined;
  const options = [{ id: "lane", label: "Lane" }, { id: "due", label: "Due" }];
  const chooser = <Chooser label="Fields" options={options} chosen={new Set()} onChoose={() => undefined} />;
  let arrive = () => undefined as void;
  const Layer = lazy(() => new Promise<{ default: () => typeof chooser }>((resolve) => (arrive = () => resolve({ default: () => chooser }))));
  const action = vi.fn();
  window.addEventListener("keydown", action);
  const user = userEvent.setup();
  const page = (
    <LayerTrigger kind="dialog" trigger={<button type="button">Filter</button>}>
      {() => <Layer />}
    </LayerTrigger>
  );
  const { unmount } = render(page);
  await user.click(screen.getByRole("button"));
  await user.keyboard("dux{Backspace}");
  expect(action).not.toHaveBeenCalled();
  arrive();
  expect(await screen.findByRole("combobox")).toHaveProperty("value", "du");
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Due"]);
  window.removeEventListener("keydown", action);
  unmount();

  render(page);
  await user.click(screen.getByRole("button"));
  expect(await screen.findByRole("combobox")).toHaveProperty("value", "");
});
