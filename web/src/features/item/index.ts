/**
 * What other features may use of item.
 */
export { ItemChooser } from "@/features/items";
export { rubricsQuery } from "./rubricQuery";
export { itemFieldLabel } from "./useItemEdit";
