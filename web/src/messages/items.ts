/** Backlog, item peek and the dialogs on items. */
export const items = {
  backlog: "Backlog",
};
