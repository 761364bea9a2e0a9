/** Segments in the order they are told: the silent ones first, as they are what one would overlook. */
import type { SegmentVoice } from "@/api/types";

export interface Coverage {
  silent: readonly SegmentVoice[];
  /** The least heard first. */
  heard: readonly SegmentVoice[];
}

export function coverageOf(voices: readonly SegmentVoice[]): Coverage {
  return {
    silent: voices.filter(({ voices }) => voices === 0).sort((a, b) => b.accounts - a.accounts),
    heard: voices.filter(({ voices }) => voices > 0).sort((a, b) => a.share - b.share),
  };
}
