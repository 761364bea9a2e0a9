/** What other features may use of the settings. */
export { useRegistryWrites } from "./useRegistryWrites";
