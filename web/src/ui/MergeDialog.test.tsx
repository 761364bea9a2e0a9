import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { ActionProvider } from "@/actions/context";
import { askMerge, useMergeQuestion } from "./merge";
import MergeDialog from "./MergeDialog";

afterEach(cleanup);

function Host() {
  const question = useMergeQuestion();
  return question ? <MergeDialog question={question} /> : null;
}

const conflicts = [
  { field: "title", label: "Title", yours: "Pay by card", theirs: "Pay with card", base: "Pay" },
  { field: "due", label: "Due", yours: "2026-03-01", theirs: "2026-04-01" },
];

describe("merge dialog", () => {
  it("shows both values of each field and answers with those kept", async () => {
    const user = userEvent.setup();
    const answered = { current: undefined as unknown };
    render(<ActionProvider><Host /></ActionProvider>);
    const answer = askMerge("PAY-1", conflicts).then((value) => (answered.current = value));
    const title = within(await screen.findByRole("group", { name: /Title/ }));
    expect(title.getByText("Pay by card")).toBeTruthy();
    expect(title.getByText("Pay with card")).toBeTruthy();
    expect(title.getByText(/before: Pay/)).toBeTruthy();
    await user.click(within(screen.getByRole("group", { name: /Due/ })).getByRole("radio", { name: /Theirs/ }));
    await user.click(screen.getByRole("button", { name: "Save the chosen values" }));
    await answer;
    expect(answered.current).toEqual(new Set(["title"]));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("saves nothing when closed", async () => {
    const user = userEvent.setup();
    let result: unknown = "open";
    render(<ActionProvider><Host /></ActionProvider>);
    const answer = askMerge("PAY-1", conflicts).then((value) => (result = value));
    await screen.findByRole("dialog");
    await user.keyboard("{Escape}");
    await answer;
    expect(result).toBeUndefined();
  });
});
