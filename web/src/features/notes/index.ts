/** What other features may use of notes. */
import { lazy } from "react";

export const CaptureForm = lazy(() => import("./CaptureForm"));
