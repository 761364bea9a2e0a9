/**
 * What other features may use of session.
 */
export { isAdmin, mayApprove, mayWrite, sessionQuery, useSession } from "./session";
