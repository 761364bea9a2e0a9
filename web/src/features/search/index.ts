/**
 * What other features may use of search.
 */
export { HitGlyph } from "./HitGlyph";
export { Marked } from "./Marked";
export { HIT_KINDS, hitPath, searchQuery, type HitKind } from "./query";
