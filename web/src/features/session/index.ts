/**
 * What other features may use of session.
 */
export { isAdmin, mayApprove, mayImport, mayWrite, sessionQuery, useSession } from "./session";
