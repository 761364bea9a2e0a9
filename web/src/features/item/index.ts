/**
 * What other features may use of item.
 */
export { rubricsQuery } from "./rubricQuery";
export { itemFieldLabel } from "./useItemEdit";
