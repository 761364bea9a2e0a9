/**
 * What other features may use of item.
 */
export { ItemChooser } from "./ItemChooser";
export { rubricsQuery } from "./rubricQuery";
export { itemFieldLabel } from "./useItemEdit";
