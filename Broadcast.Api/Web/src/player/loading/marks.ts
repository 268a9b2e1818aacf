/** What is read and written of an hls.js part. `loaded` follows from `elementaryStreams`. */
export interface MarkedPart {
  readonly start: number;
  readonly end: number;
  readonly fragment: { readonly end: number };
  readonly loaded: boolean;
  readonly gap: boolean;
  elementaryStreams: Partial<Record<'audio' | 'video' | 'audiovideo', Times | null>>;
}

interface Times {
  startPTS: number;
  endPTS: number;
  startDTS: number;
  endDTS: number;
}

/** By so much (seconds) a part may be listed longer, or elsewhere, than its media. */
const tolerance = 0.05;

/**
 * Counts as loaded what the element holds: marks the parts whose media lies in `buffered` and that hls.js takes for not loaded. Returns
 * them. Only segments that end where the buffer does or later matter: hls.js does away with the marks of older ones by itself, and carries
 * those of the others over to the next playlist.
 */
export function markBuffered<P extends MarkedPart>(parts: readonly P[], buffered: TimeRanges, bufferEnd: number): P[] {
  const marked = parts.filter((part) => !part.loaded && !part.gap && part.fragment.end > bufferEnd - tolerance && holds(buffered, part));
  for (const part of marked) {
    part.elementaryStreams.video = { startPTS: part.start, endPTS: part.end, startDTS: part.start, endDTS: part.end };
  }
  return marked;
}

/** A part shorter than the tolerances counts by its middle. */
function holds(buffered: TimeRanges, { start, end }: MarkedPart): boolean {
  const slack = Math.min(tolerance, (end - start) / 2);
  for (let range = 0; range < buffered.length; range++) {
    if (buffered.start(range) <= start + slack && buffered.end(range) >= end - slack) return true;
  }
  return false;
}
