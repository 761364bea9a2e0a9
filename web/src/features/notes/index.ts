/**
 * What other features may use of notes.
 */
import { lazy } from "react";

// Loaded when first shown.
export const CaptureForm = lazy(() => import("./CaptureForm"));
