/**
 * What other features may use of insights.
 */
export { InsightsFrame } from "./InsightsFrame";
export { ThingChooser } from "./ThingChooser";
