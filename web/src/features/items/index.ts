/**
 * What other features may use of items.
 */
import { lazy } from "react";

export { changedRow, refreshItems } from "./cache";
export { HorizonIcon } from "./edit/HorizonIcon";
export { ItemChooser } from "./edit/ItemChooser";
export { type EditField, type Editing } from "./edit/editing";
export { fieldLabel, shownCustom, useNames, type Names } from "./names";
export { itemDetailQuery, summaryQuery } from "./query";
export { PillarMark, ScoreBar, scoreInWords } from "./score/ScoreBar";
export { axisOf, placeOn } from "./score/bar";
export { useItemWrites } from "./useItemWrites";

// Loaded when first shown.
export const DeleteDialog = lazy(() => import("./edit/DeleteDialog"));
export const FieldEditor = lazy(() => import("./edit/FieldEditor"));
export const RankDialog = lazy(() => import("./edit/RankDialog"));
