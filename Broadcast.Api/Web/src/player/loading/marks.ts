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

/** How much (seconds) a part's listed start and end may differ from its media's. */
const tolerance = 0.05;

/**
 * Marks as loaded the parts whose media is in `buffered` but which hls.js takes for not loaded, and returns them. Only segments that end
 * where the buffer does or later matter: hls.js drops the marks of older ones by itself, and carries those of the others over to the next
 * playlist.
 */
export function markBuffered<P extends MarkedPart>(parts: readonly P[], buffered: TimeRanges, bufferEnd: number): P[] {
  const marked = parts.filter((part) => !part.loaded && !part.gap && part.fragment.end > bufferEnd - tolerance && holds(buffered, part));
  for (const part of marked) {
    part.elementaryStreams.video = { startPTS: part.start, endPTS: part.end, startDTS: part.start, endDTS: part.end };
  }
  return marked;
}

/** Of a part shorter than the tolerances, only the middle has to be buffered. */
function holds(buffered: TimeRanges, { start, end }: MarkedPart): boolean {
  const slack = Math.min(tolerance, (end - start) / 2);
  for (let range = 0; range < buffered.length; range++) {
    if (buffered.start(range) <= start + slack && buffered.end(range) >= end - slack) return true;
  }
  return false;
}
