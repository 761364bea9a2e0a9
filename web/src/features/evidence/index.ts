/**
 * What other features may use of evidence.
 */
export { EvidenceSection } from "./EvidenceSection";
export { QuoteBlock } from "./QuoteBlock";
export { StatementLine } from "./StatementLine";
